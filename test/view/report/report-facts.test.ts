import { expect, it } from 'vitest';
import { factLines } from '../../../src/view/report/report-facts.ts';
import { REPORT } from '../values.ts';

const finished = (startedAt: string, finishedAt: string) =>
  factLines({ ...REPORT, run: { ...REPORT.run, startedAt }, finishedAt }).find((line) =>
    line.includes('finished'),
  );

it('says how long a run took, and no time at all where the clock was set back meanwhile', () => {
  expect(finished('2026-07-31T01:00:00.000Z', '2026-07-31T01:01:15.000Z')).toContain(
    '01:01:15 UTC, 75 s in all',
  );
  expect(finished('2026-07-31T02:00:00.000Z', '2026-07-31T01:01:15.000Z')).toMatch(
    /01:01:15 UTC; the clock was set back/,
  );
});
