/** Words for an action that is none: what the row looks like, and what may be done about it. */
import { isNoRow } from '../../core/file/action.ts';
import { clean } from '../../core/text/clean.ts';
import type { DiagnosticOf } from '../../core/findings/diagnostics.ts';
import type { ActionTrouble } from '../../core/findings/troubles.ts';

/** "Write: remove" only where that is what stands there, nearly: any other row may be somebody's who stays, or one whose
 * cells have moved. */
export function actionRemedy({ details }: DiagnosticOf<'unknown-action'>): string {
  if (details.nearest !== null) return `Write: ${details.nearest}`;
  return isNoRow(details)
    ? 'Take the row out.'
    : 'Take the row out if the customer should stay; else make it again from your list.';
}

/** What is wrong with the action, or what the row looks like. */
export function actionTroubles({ details, value }: DiagnosticOf<'unknown-action'>): string {
  return details.why.map((why) => actionTrouble(why, value ?? '')).join(', ');
}

function actionTrouble(why: ActionTrouble, text: string): string {
  switch (why) {
    case 'case':
      return capitals(text);
    case 'space':
      return spaces(text);
    case 'invisible-character':
      return 'an invisible character';
    case 'empty':
      return 'it is empty';
    case 'example':
      return "the template's example row";
    case 'total':
      return 'looks like a total';
    case 'footer':
      return 'looks like the end of a printed list';
    case 'dashes':
      return 'looks like a line drawn under a table';
    case 'header':
      return 'looks like the header again';
    case 'note':
      return 'looks like a note';
    case 'stay':
      return 'looks like a word for staying';
  }
}

function capitals(text: string): string {
  const found = Array.from(text).filter((letter) => letter !== letter.toLowerCase());
  const [first] = found;
  return found.length === 1 && first !== undefined ? `capital ${clean(first)}` : 'capital letters';
}

function spaces(text: string): string {
  const [before, after] = [text.startsWith(' '), text.endsWith(' ')];
  if (before && after) return 'spaces around it';
  return before ? 'leading space' : after ? 'trailing space' : 'a space in it';
}
