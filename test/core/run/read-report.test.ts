/** What of a report is compared with the ledger, and which texts are none that can be. */
import { describe, expect, it } from 'vitest';
import { parseReport, parseReportHead } from '../../../src/core/run/read-report.ts';
import { recordIn } from '../../../src/core/run/run-record.ts';
import { reportJsonChunks } from '../../../src/view/report/report-json.ts';
import { REPORT, RUN } from '../../view/values.ts';

async function written(): Promise<string> {
  let text = '';
  for await (const chunk of reportJsonChunks({ ...REPORT, run: RUN }, [40101, 40122], [7])) text += chunk;
  return text;
}
const TEXT = await written();
const DOCUMENT = JSON.parse(TEXT) as { readonly report: object };

/** The report with other keys in its `report` part. */
const reportWith = (part: object): string =>
  JSON.stringify({ ...DOCUMENT, report: { ...DOCUMENT.report, ...part } });

describe('a report that this program wrote', () => {
  it('is read whole', () => {
    const read = parseReport(TEXT);
    expect(read).toMatchObject({ run: 42, removedIds: [40101, 40122], linkedLoanIds: [7] });
    expect(read).toMatchObject({ ledger: REPORT.ledger, scrub: REPORT.scrub, after: null });
    expect(read).toMatchObject({ ending: { verified: true, checks: REPORT.checks, integrity: 'ok' } });
    expect(read).toMatchObject({ counts: { rows: 57, removals: 57, records: 430, linkedLoans: 61 } });
  });

  it('tells of the run what the ledger’s record does: the checks of its transaction, file and template', () => {
    const read = parseReport(TEXT);
    expect(typeof read === 'string' ? null : recordIn(read.facts)).toEqual(RUN);
  });

  it('tells by its beginning which run it is of, and where the chain ended, however far it was read', () => {
    const head = { run: 42, ledger: REPORT.ledger };
    const lists = TEXT.indexOf('"removedIds"') + '"removedIds"'.length;
    for (const end of [lists, lists + 1, lists + 12, TEXT.length])
      expect(parseReportHead(TEXT.slice(0, end))).toEqual(head);
    for (let end = TEXT.indexOf('"ledger"'); end < lists; end += 1)
      expect(parseReportHead(TEXT.slice(0, end))).toBeNull();
  });
});

describe('no report that can be compared is', () => {
  it.each([
    ['an empty file', '', 'not-a-report'],
    ['a text', 'VERIFIED', 'not-a-report'],
    ['null', 'null', 'not-a-report'],
    ['another document', JSON.stringify({ ...DOCUMENT, schema: 'lms-import/plan' }), 'not-a-report'],
    ['one without a run', reportWith({ run: undefined }), 'not-a-report'],
    ['one whose IDs are texts', reportWith({ removedIds: ['40101'] }), 'not-a-report'],
    ['one that was cut short', TEXT.slice(0, -3), 'not-a-report'],
    ['one whose lists are cut, as `show` prints it', reportWith({ truncated: true }), 'truncated'],
    ['one of a run that is not finished', reportWith({ ledger: null, finishedAt: null }), 'unfinished'],
    [
      'such a one whose lists are cut',
      reportWith({ ledger: null, finishedAt: null, truncated: true }),
      'truncated',
    ],
    ['one from before there was a chain', reportWith({ ledger: undefined }), 'no-chain'],
    [
      'one from before, that is not finished',
      reportWith({ ledger: undefined, finishedAt: null }),
      'no-chain',
    ],
    ['one that says of no chain', reportWith({ ledger: null }), 'no-chain'],
  ])('%s', (_name, text, why) => {
    expect(parseReport(text)).toBe(why);
  });

  it.each([
    ['another document', TEXT.replace('lms-import/report', 'lms-import/plan')],
    ['one from before there was a chain', reportWith({ ledger: null })],
    ['one without a run', reportWith({ run: null })],
    ['one that is damaged before its lists', TEXT.replace('"run": 42', '"run": 4 2')],
    ['a text that names the lists', 'say "removedIds"'],
  ])('by its beginning: %s', (_name, text) => {
    expect(parseReportHead(text)).toBeNull();
  });
});
