/** Whatever happens to a file, nothing that stands in its rows comes out of any command. */
import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRow } from '../../src/core/file/check-row.ts';
import type { Diagnostic } from '../../src/core/findings/diagnostics.ts';
import { FileError } from '../../src/core/errors.ts';
import { compareHeader } from '../../src/core/file/header/header.ts';
import { checkNameLine } from '../../src/core/file/name-list.ts';
import { CUSTOMER_TEMPLATE, customerHeader, type Template } from '../../src/core/file/template.ts';
import { readRows } from '../../src/sources/csv/records.ts';
import { sentence } from '../../src/view/findings/diagnostic-words.ts';
import { damage, encoding, expectNothingOf, mark } from '../tools/damage.ts';
import { patience, runs } from '../tools/fuzz.ts';
import { runHere } from '../tools/in-process.ts';
import { closedStore, run, temporaryFolder } from '../tools/program.ts';

const cwd = temporaryFolder();
const store = closedStore(cwd, 12);
const at = (name: string) => join(cwd, name);
const LABELS = customerHeader().trim().split(',');
const OWN = ['action', 'lastName', 'customerId', 'favouriteColour', 'ssn', 'contactPreferences'];

interface Made {
  readonly text: string;
  readonly marks: readonly string[];
}

/** A file of some columns: rows that ask for something, or for nothing, and a mark wherever one may stand. */
function file(labels: readonly string[]): fc.Arbitrary<Made> {
  const value = fc.oneof(fc.constant(''), mark);
  const row = fc
    .tuple(
      fc.constantFrom('remove', 'add', 'update', '', 'Remove', 'EXAMPLE - delete this row'),
      fc.constantFrom('40001', '40009', '', '4e4', '040001'),
      fc.oneof(fc.constant<number | null>(null), fc.nat(labels.length - 1)),
      fc.array(value, { minLength: labels.length, maxLength: labels.length }),
      mark,
    )
    .map(([action, id, slipped, values, one]) => {
      const cells = labels.map((label, index) =>
        label === 'action' ? action : label === 'customerId' ? id : (values[index] ?? ''),
      );
      if (slipped !== null) cells[slipped] = `${cells[slipped] === 'remove' ? 'example ' : ''}${one}`;
      return { cells, marks: [...values.filter((text) => text !== ''), one] };
    });
  return fc.array(row, { minLength: 1, maxLength: 3 }).map((rows) => ({
    text: [labels, ...rows.map(({ cells }) => cells)].map((cells) => `${cells.join(',')}\n`).join(''),
    marks: rows.flatMap(({ marks }) => marks),
  }));
}

const names: fc.Arbitrary<Made> = fc
  .array(fc.tuple(fc.constantFrom('40001', '40009', 'x'), mark))
  .map((rows) => ({
    text: ['customerId,lastName\n', ...rows.map(([id, name]) => `${id},${name}\n`)].join(''),
    marks: rows.map(([, name]) => name),
  }));

const ids: fc.Arbitrary<Made> = fc
  .array(fc.tuple(fc.constantFrom('40001', ''), mark), { minLength: 1 })
  .map((rows) => ({
    text: rows.map(([id, name]) => `${id}\n${name}\n`).join(''),
    marks: rows.map(([, name]) => name),
  }));

const TOLD = ['--errors', at('e.csv'), '--all'];
const STORE = ['--store', store];

/** Every way by which a file's text comes in; `bad` is the damaged file, `good` one of the same columns. */
const LINES: readonly (readonly [labels: 'built-in' | 'own' | 'names' | 'ids', line: readonly string[]])[] = [
  ['built-in', ['validate', at('bad'), ...TOLD]],
  ['built-in', ['validate', at('bad'), ...STORE]],
  ['built-in', ['plan', at('bad'), ...STORE, ...TOLD, '--list', at('l.csv'), '--out', at('p')]],
  ['built-in', ['ingest', at('bad'), ...STORE, ...TOLD]],
  ['built-in', ['ingest', at('good'), ...STORE, '--plan', at('bad')]],
  ['built-in', ['template', 'customer', '--remove-ids', at('bad')]],
  ['built-in', ['validate', at('good'), '--check-names', at('bad'), ...TOLD]],
  ['built-in', ['history', ...STORE, '--check', '--report', at('bad')]],
  ['built-in', ['show', at('bad')]],
  ['own', ['validate', at('bad'), ...TOLD]],
  ['own', ['validate', at('bad'), '--template', at('good'), ...TOLD]],
  ['own', ['validate', at('good'), '--template', at('bad'), ...TOLD]],
  ['own', ['plan', at('copy'), '--template', at('bad'), ...STORE, ...TOLD]],
  ['names', ['validate', at('good'), '--check-names', at('bad'), ...STORE, ...TOLD]],
  ['names', ['validate', at('bad'), ...TOLD]],
  ['ids', ['template', 'customer', '--remove-ids', at('bad')]],
  ['ids', ['validate', at('bad'), ...STORE]],
];

const FILES = { 'built-in': file(LABELS), own: file(OWN), names, ids };
const GOOD = {
  'built-in': `${customerHeader()}remove,40001\n`,
  own: `${OWN.join(',')}\nremove,,40001\n`,
  names: `${customerHeader()}remove,40001\n`,
  ids: '40001\n',
};

const attempt = fc.constantFrom(...LINES).chain(([labels, line]) =>
  fc.record({
    labels: fc.constant(labels),
    line: fc.constant(line),
    made: FILES[labels],
    damaged: damage,
    encode: encoding,
    json: fc.boolean(),
    terminal: fc.boolean(),
  }),
);

/** A file that was not written just now. */
function write(name: string, bytes: string | Buffer): void {
  writeFileSync(at(name), bytes);
  utimesSync(at(name), 1, 1);
}

describe('a file that is damaged in any way', () => {
  it(
    'shows nothing of its rows',
    async () => {
      const codes = new Map<number, number>();
      await fc.assert(
        fc.asyncProperty(attempt, async ({ labels, line, made, damaged, encode, json, terminal }) => {
          const bytes = encode(damaged(made.text));
          write('bad', bytes);
          write('copy', bytes);
          write('good', GOOD[labels]);
          const { code, text } = await runHere(json ? [...line, '--json'] : line, terminal);
          // The folder's name is chance.
          expectNothingOf(made.marks, text.replaceAll(cwd, ''), line.join(' '));
          for (const name of ['e.csv', 'l.csv', 'p']) {
            if (!existsSync(at(name))) continue;
            expectNothingOf(made.marks, readFileSync(at(name), 'utf8'), name);
            rmSync(at(name));
          }
          expect([0, 2, 3, 4, 5, 6], text).toContain(code);
          codes.set(code, (codes.get(code) ?? 0) + 1);
        }),
        { numRuns: runs(200) },
      );
      expect([...codes.keys()]).toEqual(expect.arrayContaining([3, 4]));
    },
    patience(200),
  );
});

/** What the rows of a file are told of, each of them, whatever the header was. */
async function diagnosticsOf(bytes: Buffer, template: Template): Promise<readonly Diagnostic[]> {
  const chunks = (async function* () {
    for (let from = 0; from < bytes.length; from += 4096)
      yield await Promise.resolve(bytes.subarray(from, from + 4096));
  })();
  const reading = readRows({ path: 'bad', role: 'input', size: null, chunks });
  const found: Diagnostic[] = [];
  try {
    for await (const batch of reading.batches()) {
      for (const raw of batch) {
        const header = raw.row === 1 ? compareHeader(template, raw.cells) : null;
        if (header !== null) found.push(header);
        found.push(...checkRow(raw, template).found);
        const { found: wrong } = checkNameLine(raw, { customerId: 0, lastName: 1, count: 2 }, 'bad');
        if (wrong !== null) found.push(wrong);
      }
    }
    if (reading.stopped !== null) found.push(reading.stopped);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    found.push(error.diagnostic);
  }
  return found;
}

const OWN_TEMPLATE: Template = { name: 'own', labels: OWN, sha256: '', actionIndex: 0, customerIdIndex: 2 };
const TEMPLATES = {
  'built-in': CUSTOMER_TEMPLATE,
  own: OWN_TEMPLATE,
  names: CUSTOMER_TEMPLATE,
  ids: CUSTOMER_TEMPLATE,
};

describe('its diagnostics', () => {
  it(
    'hold nothing of its rows, nor do their sentences',
    async () => {
      const any = fc.constantFrom('built-in', 'own', 'names', 'ids').chain((labels) =>
        fc.record({
          template: fc.constant(TEMPLATES[labels]),
          made: FILES[labels],
          damaged: damage,
          encode: encoding,
        }),
      );
      await fc.assert(
        fc.asyncProperty(any, async ({ template, made, damaged, encode }) => {
          const found = await diagnosticsOf(encode(damaged(made.text)), template);
          const said = found.map((one) => `${JSON.stringify(one)} ${sentence(one)}`).join('\n');
          expectNothingOf(made.marks, said, 'a diagnostic');
        }),
        { numRuns: runs(1000) },
      );
    },
    patience(1000),
  );
});

describe('the program itself', () => {
  const row = 'remove,40009,,,,,987-65-4321,Qzxjkvwq,,Kvwxzqjk';
  const header = LABELS.join(',');
  it.each([
    ['carriage returns alone', `${header}\r${row}\r`, 'carriage return alone'],
    ['a lost break', `${header}${row}\n`, 'no line break'],
    ['a vertical tab', `${header}\v${row}\n`, 'U+000B, a vertical tab'],
    ['no header', `${row}\n`, 'no header row'],
    ['one megabyte and more without a break', `${header}\r${`${row}\r`.repeat(30_000)}`, 'CSV (Macintosh)'],
    [
      'quotes and carriage returns alone',
      `"${header.replaceAll(',', '","')}"\r"remove","40009"\r`,
      'Macintosh',
    ],
  ])('%s', (_name, text, cause) => {
    writeFileSync(at('real.csv'), text);
    const said = run(['ingest', 'real.csv', '--errors', 'e.csv'], { cwd });
    expect(said.code).toBe(3);
    const all = `${said.stdout}${said.stderr}${readFileSync(at('e.csv'), 'utf8')}`;
    expectNothingOf(['987-65-4321', 'Qzxjkvwq', 'Kvwxzqjk'], all, 'the program');
    expect(said.stdout.replace(/\s+/g, ' ')).toContain(cause);
  });
});
