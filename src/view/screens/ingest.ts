/** What `ingest` says around the removal: the question, a line for each phase, the ending. */
import type { BesideRows } from '../../core/shape/beside.ts';
import type { HeldOutput } from '../../core/progress/events.ts';
import { clean } from '../../core/text/clean.ts';
import type { EarlierRun } from '../../core/run/earlier-run.ts';
import type { TableRows } from '../../core/shape/table-rows.ts';
import type { PlannedRemoval } from '../../core/plan/plan.ts';
import { bytes, day, duration, plural, thousands } from '../text/format.ts';
import { hangingIndent, padEnd, screen, justify } from '../text/layout.ts';
import { showLine } from '../text/shell.ts';
import { besideSentences } from '../plan/not-examined.ts';
import { orphanWords } from '../plan/orphans.ts';
import { whoIs } from '../plan/plan-rows.ts';
import { paint, type Style } from '../text/style.ts';

export interface QuestionFacts {
  /** The store's full path: this is the moment to see that it is the right one. */
  readonly store: string;
  readonly customers: number;
  readonly linkedLoans: number;
  /** Rows whose customers are gone already: they do not count. */
  readonly alreadyRemoved: number;
  /** Something was typed before the question stood there, and was thrown away. */
  readonly typedBefore: boolean;
  /** Rows that stay because they have no parent. */
  readonly orphans: readonly TableRows[];
  readonly beside: readonly BesideRows[];
}

/**
 * Said before that: each customer whose ID an earlier run removed, by name, which nobody has compared. At a terminal alone.
 */
export function returnedScreen(style: Style, removals: readonly PlannedRemoval[]): string {
  const title = 'An earlier run removed these IDs. Are they the customers that you mean?';
  return screen(style, [
    ...hangingIndent(style, `  ${paint(style, 'red', '!')} `, title),
    ...removals.flatMap(({ row, customerId, name, returned }) => {
      const run = returned === null ? '' : `run ${returned.run}, ${day(returned.at)}`;
      const who = name === null ? '' : `${whoIs(name)}, today; `;
      return hangingIndent(
        style,
        `    ${padEnd(`row ${row}`, 9)} ${padEnd(String(customerId), 10)}`,
        who + run,
      );
    }),
    '',
  ]);
}

/** What is said right before the question; the count to type is not in it. */
export function questionScreen(style: Style, facts: QuestionFacts): string {
  const many =
    facts.linkedLoans === 1 ? ' Their loan stays.' : ` Their ${thousands(facts.linkedLoans)} loans stay.`;
  const loans = facts.linkedLoans === 0 ? '' : many;
  const less =
    facts.alreadyRemoved === 0
      ? ''
      : ` Leave out the ${thousands(facts.alreadyRemoved)} that are gone already.`;
  const orphans = orphanWords(facts.orphans);
  const stays = [...(orphans === '' ? [] : [`${orphans}. They stay.`]), ...besideSentences(facts.beside)];
  const store = `  Store   ${paint(style, 'bold', clean(facts.store, 120))}`;
  const warning = paint(style, 'red', 'They will be gone for ever.');
  return screen(style, [
    ...justify(style, store, plural(facts.customers, 'customer')),
    ...hangingIndent(style, '  ', `${warning} There is no undo.${loans}`),
    ...stays.flatMap((text) => hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, text)),
    '',
    ...hangingIndent(style, '  ', `Count the IDs on your own list, not on this screen.${less}`),
    ...(facts.typedBefore
      ? hangingIndent(style, '  ', 'What was typed before this question stood here does not count.')
      : []),
  ]);
}

/** The question itself, without a line break; `readConsent` judges the answer. */
export function questionText(style: Style): string {
  return `  Type  ${paint(style, 'bold', 'remove')}  and that number; anything else stops: `;
}

/** What is asked before it: why, for whoever reads the report. */
export function reasonText(required: boolean): string {
  return `  Why? For ledger and report, no names${required ? '' : '; Enter for none'}: `;
}

/** One line on standard error: an answer may follow, or a question. */
export function heldLine(style: Style, { option, path, run }: HeldOutput): string {
  const what = `${clean(path, 120)} (--${option}) is that of run ${run}: it stays as it is unless this removal goes through.`;
  return screen(style, [`lms-import: ${what}`]);
}

export type Phase =
  | { readonly phase: 'remove'; readonly customers: number; readonly records: number }
  | { readonly phase: 'scrub'; readonly zeroedBytes: number; readonly zeroedPages: number }
  | { readonly phase: 'verify'; readonly passed: number; readonly asked: number };

/** `✓ remove     57 customers, 871 records, one transaction     0.6 s`, with its line break. */
export function phaseLine(style: Style, phase: Phase, milliseconds: number): string {
  const good = phase.phase !== 'verify' || phase.passed === phase.asked;
  const sign = good ? paint(style, 'green', '✓') : paint(style, 'red', '✗');
  const left = `  ${sign} ${padEnd(phase.phase, 11)}${phaseWords(phase)}`;
  return screen(style, justify(style, left, duration(milliseconds)));
}

function phaseWords(phase: Phase): string {
  switch (phase.phase) {
    case 'remove':
      return `${plural(phase.customers, 'customer')}, ${plural(phase.records, 'record')}, one transaction`;
    case 'scrub':
      return phase.zeroedBytes === 0
        ? '0 bytes of old values were left in unused space'
        : `${bytes(phase.zeroedBytes)} of old values set to zero in ${plural(phase.zeroedPages, 'page')}`;
    case 'verify':
      return `${phase.passed} of ${plural(phase.asked, 'check')}`;
  }
}

/** The last line of a run that is verified. */
export function verifiedScreen(style: Style, report: string): string {
  return screen(style, [`  ${paint(style, 'green', 'Verified.')} Report: ${clean(report, 200)}`]);
}

/** The last line where the file asks for no removal that is still to be done. */
export function nothingToDoScreen(style: Style, alreadyRemoved: number): string {
  const why =
    alreadyRemoved === 0
      ? 'the file has no rows yet; fill in action and customerId.'
      : `${plural(alreadyRemoved, 'customer')} of the file, all removed by earlier runs.`;
  return screen(style, hangingIndent(style, `  ${paint(style, 'green', '✓')} `, `Nothing to do: ${why}`));
}

export interface FinishedRun extends EarlierRun {
  /** Where its report is; `null` where it is not found by the path that was noted. */
  readonly report: string | null;
  /** `--store` as given, `null` where it was not. */
  readonly store: string | null;
}

/** The last lines where these bytes were ingested, scrubbed and verified by an earlier run. */
export function alreadyIngestedScreen(style: Style, { run, at, report, store }: FinishedRun): string {
  const written = `Report: not found from here. This writes it again:  ${showLine(style, { store }, run)}`;
  return screen(style, [
    ...hangingIndent(
      style,
      `  ${paint(style, 'green', '✓')} `,
      `Already ingested as run ${run}, on ${day(at)}. Nothing to do.`,
    ),
    ...(report === null ? hangingIndent(style, '    ', written) : [`    Report: ${clean(report, 200)}`]),
  ]);
}

/** Said before an earlier run, of this file or another, is finished. */
export function finishingScreen(style: Style, { run, at }: EarlierRun): string {
  const text = `Run ${run} of ${day(at)} was committed and not finished: what is left of it comes first.`;
  return screen(style, hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, text));
}
