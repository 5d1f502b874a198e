/** `history` at a terminal: past runs, a line or two each, and what became of a customer that was asked about. */
import { clean } from '../../core/text/clean.ts';
import type { AskedCustomer, PastRun } from '../../core/run/history.ts';
import { moment, runNumber, thousands } from '../text/format.ts';
import { hangingIndent, padEnd, padStart, screen } from '../text/layout.ts';
import { paint, type Style } from '../text/style.ts';

/** `history`: a line a run, newest first. */
export function historyScreen(
  style: Style,
  shown: {
    readonly store: string;
    readonly runs: readonly PastRun[];
    readonly truncated: boolean;
    readonly customer: AskedCustomer | null;
    /** Was a file or a day asked for, too? Then other runs may have removed the customer. */
    readonly named: boolean;
  },
): string {
  const { store, runs, truncated, customer, named } = shown;
  const who =
    customer === null ? [] : hangingIndent(style, '  ', customerSentence(customer, { runs, named }));
  if (runs.length === 0)
    return screen(style, customer === null ? [`  No such run in ${clean(store, 60)}.`] : who);
  const heading = `  ${padEnd('run', 6)}${padEnd('committed', 25)}${padStart('customers', 9)}  ${padEnd('by', 12)}file`;
  return screen(style, [
    paint(style, 'dim', heading),
    ...runs.flatMap((run) => [runLine(style, run), ...reasonLines(style, run)]),
    ...(truncated ? ['', `  Only the newest ${thousands(runs.length)}. More:  --limit N`] : []),
    ...(who.length === 0 ? [] : ['', ...who]),
  ]);
}

/** A run beside which another program wrote may have a customer of its own back: that is told, whatever was asked. */
function customerSentence(
  { id, inStore }: AskedCustomer,
  { runs, named }: { readonly runs: readonly PastRun[]; readonly named: boolean },
): string {
  if (runs.length > 0)
    return inStore
      ? `! ${id} is in the store: it came back after a run removed it.`
      : `${id} is not in the store.`;
  const none = named ? 'no such run removed it' : 'no run removed it';
  if (inStore) return `${id} is still in the store; ${none}.`;
  return `${id} is not in the store, and ${none}: it never was there, or another program deleted it.`;
}

function reasonLines(style: Style, { record }: PastRun): string[] {
  const reason = record?.reason ?? null;
  return reason === null ? [] : hangingIndent(style, `${' '.repeat(8)}Reason: `, clean(reason, 400));
}

function runLine(style: Style, { run, committedAt, finished, record }: PastRun): string {
  const start = `  ${padEnd(runNumber(run), 6)}${padEnd(moment(committedAt), 25)}`;
  if (record === null) return `${start}${paint(style, 'red', '✗')} its row in the ledger cannot be read`;
  const { removals, actor, file } = record;
  const unfinished = finished ? '' : `  ${paint(style, 'yellow', '!')} NOT FINISHED`;
  const name = file.name === '-' ? 'standard input' : clean(file.name, 24);
  return `${start}${padStart(thousands(removals), 9)}  ${padEnd(clean(actor, 11), 12)}${name}${unfinished}`;
}
