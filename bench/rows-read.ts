/** `validate` and `plan`: reading, judging, and nothing changed. */
import { thousands as n } from '../src/view/text/format.ts';
import { ours, peer } from './programs.ts';
import { file, store } from './room.ts';
import type { Row } from './row.ts';
import type { Size } from './sizes.ts';
import { growth } from './verdict.ts';

/** The rows on reading. */
export function readRows(size: Size): readonly Row[] {
  return [...validateRows(size), ...planRows(size)];
}

function validateRows({ most, few, huge }: Size): readonly Row[] {
  const good = (rows: number) => file({ kind: 'good', rows, of: most });
  const validate = (path: string) => ours('validate', path, '--store', store(most));
  return [
    {
      ...{ name: `validate-${n(most)}`, work: `\`validate\`, ${n(most)} rows, ${n(most)} customers` },
      ...{ against: 'csv-parse alone, arrays, same file', judge: { kind: 'time', aim: 0.6 } },
      sides: () => [validate(good(most)), peer('csv-parse', good(most))],
    },
    {
      ...{ name: 'validate-wrong', work: 'the same, every row wrong', against: 'the good file' },
      judge: { kind: 'time', aim: 1.25 },
      sides: () => [
        { ...validate(file({ kind: 'wrong', rows: most, of: most })), code: 3 },
        validate(good(most)),
      ],
    },
    {
      ...{ name: 'validate-rows', work: `\`validate\`, time a row, ${n(most)} rows` },
      ...{ against: `itself, ${n(few)} rows`, judge: { kind: 'time', aim: 1.3, of: growth(most, few) } },
      sides: () => [most, few, 10].map((rows) => validate(good(rows))),
    },
    {
      ...{ name: 'validate-huge', work: `\`validate\`, ${n(huge)} rows, no store` },
      ...{ against: 'csv-parse alone, arrays, same file', judge: { kind: 'time', aim: null } },
      sides: () => {
        const path = file({ kind: 'good', rows: huge, of: huge });
        return [ours('validate', path), peer('csv-parse', path)];
      },
    },
  ];
}

function planRows({ most, few, tenth }: Size): readonly Row[] {
  const good = (rows: number) => file({ kind: 'good', rows, of: most });
  const plan = (rows: number) => ours('plan', good(rows), '--store', store(most));
  const against = (rows: number): Row => ({
    ...{ name: `plan-${n(rows)}`, work: `\`plan\`, ${n(rows)} of ${n(most)} customers` },
    ...{ against: 'csv-parse alone, arrays, same file', judge: { kind: 'time', aim: null } },
    sides: () => [plan(rows), peer('csv-parse', good(rows))],
  });
  return [
    against(tenth),
    against(most),
    {
      ...{ name: 'plan-rows', work: `\`plan\`, time a row, ${n(most)} rows` },
      ...{ against: `itself, ${n(few)} rows`, judge: { kind: 'time', aim: 1.3, of: growth(most, few) } },
      sides: () => [most, few, 10].map(plan),
    },
  ];
}
