/** Start-up: what a script that calls the program often pays. */
import { NODE, ours } from './programs.ts';
import { file, store } from './room.ts';
import type { Row } from './row.ts';
import type { Size } from './sizes.ts';

/** The rows on start-up. */
export function startRows({ tenth }: Size): readonly Row[] {
  const row = (
    name: string,
    { work, aim }: { work: string; aim: number },
    args: () => readonly string[],
  ): Row => ({
    ...{ name, work, against: '`node -e 0`', short: true },
    judge: { kind: 'time', aim },
    sides: () => [ours(...args()), NODE],
  });
  return [
    row('start-version', { work: '`--version`', aim: 1.5 }, () => ['--version']),
    row('start-help', { work: '`--help`', aim: 1.5 }, () => ['--help']),
    row('start-validate', { work: '`validate`, 10 rows, with a store', aim: 3 }, () => [
      ...['validate', file({ kind: 'good', rows: 10, of: tenth })],
      ...['--store', store(tenth)],
    ]),
  ];
}
