import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportJsonChunks, reportPart } from '../../../src/view/report/report-json.ts';
import { reportText } from '../../../src/view/report/report-text.ts';
import { collect } from '../../tools/collect.ts';
import { REPORT } from '../values.ts';

const ids = fc.array(fc.nat(), { maxLength: 35 });

async function parsed(removed: Iterable<number>, loans: Iterable<number>, report = REPORT) {
  return JSON.parse((await collect(reportJsonChunks(report, removed, loans))).join(''));
}

test('is valid JSON with every ID in order, however many', async () => {
  await fc.assert(
    fc.asyncProperty(ids, ids, async (removed, loans) => {
      const document = await parsed(removed, loans);
      expect(document.report.removedIds).toEqual(removed);
      expect(document.report.linkedLoanIds).toEqual(loans);
    }),
  );
});

test('holds the same part as a document without IDs, and exact counts', async () => {
  const document = await parsed([1], []);
  expect(document.report).toEqual({ ...reportPart(REPORT, false), removedIds: [1], linkedLoanIds: [] });
  expect(document).toMatchObject({ schema: 'lms-import/report', outcome: 'ok', exitCode: 0, reason: null });
  expect(document.counts).toMatchObject({ rows: 57, removals: 57, records: 430, linkedLoans: 61 });
});

test('says why a run is not verified', async () => {
  expect(await parsed([], [], { ...REPORT, verified: false, scrub: null })).toMatchObject({
    exitCode: 9,
    outcome: 'unverified',
    reason: 'scrub-incomplete',
    retryable: true,
  });
  const unsound = await parsed([], [], { ...REPORT, verified: false, integrity: 'row missing' });
  expect(unsound.reason).toBe('integrity');
});

test('text and JSON read the IDs one by one', async () => {
  let asked = 0;
  const readUntilAsked = async (lines: AsyncIterator<string>): Promise<void> => {
    while (asked === 0) await lines.next();
  };
  function* many() {
    for (; asked < 100_000; asked += 1) yield asked;
  }
  await readUntilAsked(reportJsonChunks(REPORT, many(), []));
  expect(asked).toBeLessThan(30);
  asked = 0;
  await readUntilAsked(reportText(REPORT, many()));
  expect(asked).toBeLessThan(30);
});

test('a text report has IDs in file order, no line wider than 78 columns', async () => {
  const many = Array.from({ length: 500 }, (_, index) => 9_007_199_254_740_991 - index);
  const text = (await collect(reportText(REPORT, many))).join('');
  const list = text.slice(text.indexOf('in file order')).split('\n').slice(1);
  expect(list.join(' ').trim().split(/\s+/).map(Number)).toEqual(many);
  for (const line of list) expect(line.length).toBeLessThanOrEqual(78);
});
