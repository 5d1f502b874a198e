/** The JSON documents of validate, plan, ingest and template. IDs, never names. */
import type { DocumentOf } from '../../core/documents/documents.ts';
import type { Diagnostic } from '../../core/findings/diagnostics.ts';
import { whatIsLeft } from '../../core/run/earlier-run.ts';
import type { Migrated } from '../../core/run/history.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Report } from '../../core/run/report.ts';
import type { Movements, TableMoves } from '../../core/plan/saved-plan.ts';
import type { Tally } from '../../core/findings/tally.ts';
import type { Validation } from '../../core/findings/validation.ts';
import { sentence } from '../findings/diagnostic-words.ts';
import { envelope, type Ending, type Envelope } from './envelope.ts';
import { reportCounts, reportPart } from '../report/report-json.ts';

/** `lms-import/validation`: what was found out about a file. */
export function validationDocument(ending: Ending, validation: Validation): DocumentOf<'validation'> {
  return {
    ...envelope('validation', { ...ending, store: validation.store }),
    ...aboutFile(validation),
    complete: validation.complete,
    alreadyIngested: ingestedPart(validation.alreadyIngested),
    ...diagnosticsPart(validation.tally),
  };
}

/** Where a plan was saved, and until when it may be applied. */
export interface Saved {
  readonly path: string;
  readonly expiresAt: string;
  /** May its maker not be who applies it? */
  readonly requireApprover: boolean;
}

function ingestedPart(known: Validation['alreadyIngested']): DocumentOf<'plan'>['alreadyIngested'] {
  return known === null ? null : { ...known, reason: whatIsLeft(known) };
}

/** `lms-import/plan`: what would happen. Without a plan, the file was ingested before and nothing would. */
export function planDocument(
  ending: Ending,
  validation: Validation,
  planned: { readonly plan: Plan; readonly saved: Saved | null } | null,
): DocumentOf<'plan'> {
  return {
    ...envelope('plan', { ...ending, store: validation.store }),
    ...aboutFile(validation),
    plan: planned === null ? null : planPart(planned.plan, validation.file.sha256, planned.saved),
    alreadyIngested: ingestedPart(validation.alreadyIngested),
    ...diagnosticsPart(validation.tally),
  };
}

function planPart(plan: Plan, sha256: string, saved: Saved | null): DocumentOf<'plan'>['plan'] {
  const shownRows = plan.shown.map(({ name: _name, records, loans, ...rest }) => {
    return { ...rest, records, loans };
  });
  const truncated = plan.shown.length < plan.removals;
  const consent = `${plan.removals}:${sha256.slice(0, 8)}`;
  return { ...plan, shown: shownRows, truncated, consent, saved };
}

export interface ReportParts {
  readonly report: Report;
  readonly folder: string | null;
  /** The first few of each; the report's file holds all. */
  readonly removed: readonly number[];
  readonly linkedLoans: readonly number[];
  readonly alreadyIngested: Validation['alreadyIngested'];
}

/** `lms-import/report`: what was done and proved; the same document as `report.json`, its lists cut. */
export function reportDocument(ending: Ending, parts: ReportParts): DocumentOf<'report'> {
  const { report, removed, linkedLoans, folder, alreadyIngested } = parts;
  const { run } = report;
  return {
    ...envelope('report', ending),
    file: run.file,
    template: run.template,
    counts: reportCounts(run),
    report: {
      ...reportPart(report, removed.length < run.removals || linkedLoans.length < run.linkedLoans),
      removedIds: removed,
      linkedLoanIds: linkedLoans,
    },
    folder,
    alreadyIngested: ingestedPart(alreadyIngested),
  };
}

/** `lms-import/store`: a store was made. */
export function storeDocument(ending: Ending, created: DocumentOf<'store'>['created']): DocumentOf<'store'> {
  const { customers, loans } = created;
  return { ...envelope('store', ending), counts: { customers, loans }, created };
}

/** `lms-import/migration`: which version a store was of, and is. */
export function migrationDocument(ending: Ending, { from, to }: Migrated): DocumentOf<'migration'> {
  return { ...envelope('migration', ending), migrated: { from, to } };
}

/** `lms-import/template`: the labels, and the file's text where it went into no file. */
export function templateDocument(
  ending: Ending,
  made: {
    readonly labels: readonly string[];
    readonly rows: number;
    readonly output: string | null;
    readonly content: string | null;
  },
): DocumentOf<'template'> {
  const { labels, rows, output, content } = made;
  return { ...envelope('template', ending), counts: { rows }, labels, output, content };
}

/** The first few customers for whom something moved. */
export function movedPart({ customers, shown }: Movements): NonNullable<DocumentOf<'error'>['moved']> {
  return { customers, truncated: shown.length < customers, shown };
}

/** The first few tables that are not as they were. */
export function tablesPart({
  tables,
  shown,
}: TableMoves): NonNullable<NonNullable<DocumentOf<'saved-plan'>['compared']>['shape']> {
  return { tables, truncated: shown.length < tables, shown };
}

/** The file, the template, and exact totals. */
export function aboutFile({
  file,
  template,
  rows,
  tally,
  names,
}: Validation): Pick<Envelope, 'file' | 'template' | 'counts'> {
  const { read, clean, withErrors, blank, remove } = rows;
  return {
    file,
    template,
    counts: {
      rows: read,
      clean,
      withErrors,
      blank,
      remove,
      errors: tally.errors,
      warnings: tally.warnings,
      ...(names === null ? {} : { listed: names.ids, namesCompared: names.compared }),
    },
  };
}

/** What was found, as far as it was kept, and how much there is of each code. */
export function diagnosticsPart(
  tally: Tally,
): Pick<DocumentOf<'error'>, 'diagnostics' | 'truncated' | 'codes'> {
  const groups = [...tally.codes].sort(([a], [b]) => (a < b ? -1 : 1));
  const codes = groups.map(([, { code, severity, rows, cells, shown: kept }]) => {
    return { code, severity, rows, cells, shown: kept.length };
  });
  return {
    diagnostics: groups.flatMap(([, group]) => group.shown.map(shown)),
    truncated: groups.some(([, group]) => group.shown.length < group.found),
    codes,
  };
}

function shown(found: Diagnostic): DocumentOf<'error'>['diagnostics'][number] {
  return { ...found, details: { ...found.details }, message: sentence(found) };
}
