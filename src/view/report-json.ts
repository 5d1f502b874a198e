/** `report.json`: the same value as `report.txt`, as one JSON document written piece by piece. */
import { recordsOf } from '../core/plan.ts';
import type { Report, RunRecord } from '../core/report.ts';

/** The `report` part without its two lists of IDs: plain data, keys in a fixed order. */
export function reportPart({ run, verified, finishedAt, checks, scrub, integrity }: Report): object {
  return {
    run: run.run,
    verified,
    actor: run.actor,
    reason: run.reason,
    consent: run.consent,
    startedAt: run.startedAt,
    committedAt: run.committedAt,
    finishedAt,
    store: run.store,
    customers: run.customers,
    tables: run.tables,
    loanTables: run.loanTables,
    linkedLoans: run.linkedLoans,
    loansLeftAlone: run.loansLeftAlone,
    customersWithOpenLoans: run.customersWithOpenLoans,
    notExamined: run.notExamined,
    checks,
    scrub,
    integrity,
    planDigest: run.planDigest,
  };
}

/** The document's keys around the `report` part (contract: "JSON"). */
function envelope(report: Report): object {
  const { run, verified } = report;
  return {
    schema: 'lms-import/report',
    schemaVersion: '1.0',
    tool: 'lms-import',
    toolVersion: run.toolVersion,
    command: 'ingest',
    exitCode: verified ? 0 : 9,
    outcome: verified ? 'ok' : 'unverified',
    reason: verified ? null : reasonOf(report),
    retryable: !verified,
    storeChanged: true,
    file: run.file,
    template: run.template,
    counts: reportCounts(run),
  };
}

/** The exact totals of a run. */
export function reportCounts(run: RunRecord): object {
  return {
    rows: run.file.rows,
    blankRows: run.file.blankRows,
    removals: run.removals,
    alreadyRemoved: run.alreadyRemoved,
    records: recordsOf(run.tables.map(({ table, level, removed }) => ({ table, level, rows: removed }))),
    linkedLoans: run.linkedLoans,
  };
}

function reasonOf({ checks, scrub }: Report): 'check-failed' | 'scrub-incomplete' {
  const failed = checks.some(({ check, passed }) => !passed && check !== 7);
  return !failed && (scrub === null || scrub.left > 0 || scrub.logBytes > 0)
    ? 'scrub-incomplete'
    : 'check-failed';
}

/** The whole document in pieces; the IDs are read one by one and never held. */
export function* reportJsonChunks(
  report: Report,
  removedIds: Iterable<number>,
  linkedLoanIds: Iterable<number>,
): Generator<string> {
  yield `${open(JSON.stringify(envelope(report), null, 2))},\n  "report": `;
  yield `${open(JSON.stringify(reportPart(report), null, 2).replaceAll('\n', '\n  '))},\n    "removedIds": `;
  yield* idArray(removedIds);
  yield ',\n    "linkedLoanIds": ';
  yield* idArray(linkedLoanIds);
  yield '\n  }\n}\n';
}

/** An object's text without its closing brace, so that keys can follow. */
function open(text: string): string {
  return text.slice(0, text.lastIndexOf('}')).trimEnd();
}

const IDS_A_LINE = 10;

function* idArray(ids: Iterable<number>): Generator<string> {
  let line: number[] = [];
  let before = '[\n      ';
  for (const id of ids) {
    if (line.length === IDS_A_LINE) {
      yield before + line.join(', ');
      before = ',\n      ';
      line = [];
    }
    line.push(id);
  }
  yield line.length === 0 ? '[]' : `${before}${line.join(', ')}\n    ]`;
}
