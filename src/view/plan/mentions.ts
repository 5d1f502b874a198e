/** Records of loans that stay, and name somebody who goes: said in the plan, before the question and in the report. */
import { clean } from '../../core/text/clean.ts';
import type { Mention, Mentions } from '../../core/plan/plan.ts';
import { loanName, plural, thousands } from '../text/format.ts';
import { glued, hangingIndent } from '../text/layout.ts';
import { paint, type Style } from '../text/style.ts';

/** Of a screen that is to be read before a question. */
const NAMED = 5;

/** `loan_note 12 (LN-0000077), loan_document 7 (LN-0000081), and 3 more`; at most so many by name. */
export function mentionWords({ records, shown }: Mentions, most: number): string {
  const named = shown.slice(0, most).map(mentionName);
  const more = records - named.length;
  return `${named.join(', ')}${more > 0 ? `, and ${thousands(more)} more` : ''}`;
}

function mentionName(mention: Mention): string {
  const record = mention.id === null ? `a ${clean(mention.table)}` : `${clean(mention.table)} ${mention.id}`;
  return glued(`${record} (${loanName(mention)})`);
}

/** The lines of a plan; none where there are none. */
export function mentionLines(style: Style, mentions: Mentions): string[] {
  const { records } = mentions;
  if (records === 0) return [];
  const names = records === 1 ? 'names' : 'name';
  const words =
    `${plural(records, 'record')} of loans that stay ${names} a customer of theirs who goes: ${mentionWords(mentions, NAMED)}. ` +
    'Look at them first: afterwards nobody can search for the names.';
  return hangingIndent(style, `  ${paint(style, 'yellow', '!')} `, words);
}
