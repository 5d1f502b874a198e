/** The files that are validated and ingested: customers from all over the store, in no order, each once. */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { customerHeader, removeRow } from '../src/core/file/template.ts';

/** The first customer of `store init --demo`. */
const FIRST = 40_001;
/** No factor of it is one of a power of ten: multiples of it meet every remainder once. Near the golden ratio. */
const STRIDE = 618_033_989;

export type Kind = 'good' | 'wrong' | 'ids';

export interface Asked {
  readonly kind: Kind;
  readonly rows: number;
  /** Customers that they are taken from; a power of ten. */
  readonly of: number;
}

/** Writes such a file at `path`, whole or not at all. */
export function writeFile(path: string, { kind, rows, of }: Asked): void {
  const fd = openSync(`${path}.new`, 'w');
  let text = kind === 'ids' ? '' : customerHeader();
  for (let at = 0; at < rows; at += 1) {
    const id = FIRST + ((at * (STRIDE % of)) % of);
    text += kind === 'wrong' ? wrongRow(at, id) : kind === 'ids' ? `${id}\n` : removeRow(id);
    if (text.length < 1 << 20) continue;
    writeSync(fd, text);
    text = '';
  }
  writeSync(fd, text);
  closeSync(fd);
  renameSync(`${path}.new`, path);
}

/** In turns: an action with a capital, an ID that a spreadsheet made a number of, a filled cell, nobody's ID. */
function wrongRow(at: number, id: number): string {
  const row = removeRow(id);
  switch (at % 4) {
    case 0:
      return `R${row.slice(1)}`;
    case 1:
      return row.replace(String(id), `${id}.0`);
    case 2:
      return row.replace(',,,,,,', ',,,,,,Ann');
    default:
      return removeRow(900_000_000 + at);
  }
}
