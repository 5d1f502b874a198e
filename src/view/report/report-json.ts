/** `report.json`: the same value as `report.txt`, as one JSON document written piece by piece. */
import type { OneByOne } from '../../core/one-by-one.ts';
import type { DocumentOf } from '../../core/documents/documents.ts';
import { recordsOf } from '../../core/plan/plan.ts';
import { reasonOf, type Report, type RunRecord } from '../../core/run/report.ts';
import { envelope, type Ending } from '../documents/envelope.ts';
import { jsonText } from '../text/json-text.ts';

type ReportPart = Omit<DocumentOf<'report'>['report'], 'removedIds' | 'linkedLoanIds'>;

/** The `report` part without its two lists of IDs: plain data, keys in a fixed order. */
export function reportPart(report: Report, truncated: boolean): ReportPart {
  const { run, verified, finishedAt, checks, scrub, integrity, after, ledger } = report;
  const { file: _file, template: _template, toolVersion: _version, checks: inTransaction, ...rest } = run;
  const found = {
    verified,
    finishedAt,
    checks,
    checksInTransaction: inTransaction,
    scrub,
    integrity,
    after,
    ledger,
  };
  return { ...rest, ...found, truncated };
}

/** The exact totals of a run. */
export function reportCounts(run: RunRecord): Readonly<Record<string, number>> {
  return {
    rows: run.file.rows,
    blankRows: run.file.blankRows,
    removals: run.removals,
    alreadyRemoved: run.alreadyRemoved,
    records: recordsOf(run.tables.map(({ table, level, removed }) => ({ table, level, rows: removed }))),
    linkedLoans: run.linkedLoans,
  };
}

/** The document's keys around the `report` part (docs/CONTRACT.md, "JSON"). */
function aroundReport({ run, verified, ...report }: Report): object {
  const ending: Ending = {
    toolVersion: run.toolVersion,
    command: 'ingest',
    outcome: verified ? 'ok' : 'unverified',
    reason: verified ? null : reasonOf({ run, verified, ...report }),
    // What was not asked may be asked later; what failed fails again.
    retryable: report.scrub === null || report.integrity === null,
    storeChanged: true,
    store: run.store,
  };
  const { file, template } = run;
  return { ...envelope('report', ending), file, template, counts: reportCounts(run) };
}

/** The whole document in pieces; the IDs are read one by one and never held. */
export async function* reportJsonChunks(
  report: Report,
  removedIds: OneByOne<number>,
  linkedLoanIds: OneByOne<number>,
): AsyncGenerator<string> {
  yield `${open(jsonText(aroundReport(report)))},\n  "report": `;
  yield `${open(jsonText(reportPart(report, false)).replaceAll('\n', '\n  '))},\n    "removedIds": `;
  yield* idArray(removedIds);
  yield ',\n    "linkedLoanIds": ';
  yield* idArray(linkedLoanIds);
  yield '\n  },\n  "folder": null,\n  "alreadyIngested": null\n}\n';
}

/** An object's text without its closing brace, so that keys can follow. */
function open(text: string): string {
  return text.slice(0, text.lastIndexOf('}')).trimEnd();
}

const IDS_A_LINE = 10;

async function* idArray(ids: OneByOne<number>): AsyncGenerator<string> {
  let line: number[] = [];
  let before = '[\n      ';
  for await (const id of ids) {
    if (line.length === IDS_A_LINE) {
      yield before + line.join(', ');
      before = ',\n      ';
      line = [];
    }
    line.push(id);
  }
  yield line.length === 0 ? '[]' : `${before}${line.join(', ')}\n    ]`;
}
