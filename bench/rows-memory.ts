/** Peak memory: the large file against the small one, same store, same options. */
import { join } from 'node:path';
import { thousands as n } from '../src/view/text/format.ts';
import { ingest, ours } from './programs.ts';
import { FOLDER, file, store } from './room.ts';
import type { Kind } from './files.ts';
import type { Row, Side } from './row.ts';
import type { Size } from './sizes.ts';

/** The bound, MiB. */
const AIM = 64;

/** The rows on memory. */
export function memoryRows({ most, few, huge }: Size): readonly Row[] {
  const path = (kind: Kind, rows: number) => file({ kind, rows, of: most });
  const reading = (verb: 'validate' | 'plan', kind: 'good' | 'wrong', ...more: string[]) => {
    return (rows: number): Side => ({
      ...ours(verb, path(kind, rows), '--store', store(most), ...more),
      code: kind === 'good' ? 0 : 3,
    });
  };
  const removing = (...more: string[]) => {
    return (rows: number) => ingest({ store: store(most), file: path('good', rows), rows }, ...more);
  };
  const row = (name: string, side: (rows: number) => Side, large = most): Row => ({
    ...{ name: `memory-${name}`, work: `peak at ${n(large)} rows: \`${name.replaceAll('-', ' ')}\`` },
    ...{ against: `at ${n(few)} rows`, judge: { kind: 'memory', aim: AIM } },
    sides: () => [large, few].map(side),
  });
  const errors = ['--errors', join(FOLDER, 'errors.csv')];
  return [
    row('validate', reading('validate', 'good')),
    row('validate-json', reading('validate', 'good', '--json')),
    row('validate-errors', reading('validate', 'good', ...errors)),
    row('validate-wrong', reading('validate', 'wrong')),
    row('validate-wrong-errors', reading('validate', 'wrong', ...errors)),
    row('validate-wrong-json', reading('validate', 'wrong', '--json')),
    row('validate-alone', (rows) => ours('validate', file({ kind: 'good', rows, of: huge })), huge),
    row('plan', reading('plan', 'good')),
    row('plan-json', reading('plan', 'good', '--json')),
    row('ingest', removing()),
    row('ingest-json', removing('--json')),
    row('ingest-errors', removing(...errors)),
  ];
}
