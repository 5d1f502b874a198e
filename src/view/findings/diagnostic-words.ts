/** The words of every diagnostic: a code without words does not compile. */
import { clean } from '../../core/text/clean.ts';
import type { Code, Diagnostic, DiagnosticOf, Severity } from '../../core/findings/diagnostics.ts';
import { FILE_WORDS } from './words-file.ts';
import { HEADER_WORDS } from './words-header.ts';
import { NAME_WORDS } from './words-names.ts';
import { REMOVE_WORDS } from './words-remove.ts';
import { STORE_WORDS } from './words-store.ts';
import { STRUCTURE_WORDS } from './words-structure.ts';
import type { WordTable } from './word-table.ts';

const WORDS: WordTable = {
  ...FILE_WORDS,
  ...HEADER_WORDS,
  ...STRUCTURE_WORDS,
  ...REMOVE_WORDS,
  ...NAME_WORDS,
  ...STORE_WORDS,
};

/** What is wrong, in one clause; `store` is the store's path, `null` for "the store". */
export function headline(found: { code: Code; severity: Severity }, store: string | null): string {
  const named = store === null ? 'the store' : clean(store, 30);
  return WORDS[found.code].headline({ store: named, severity: found.severity });
}

// The type parameter ties a code to its details; a union alone would lose that.

/** What is special about this one beside its place and value; may be empty. */
export function detail<C extends Code>(found: DiagnosticOf<C>): string {
  return WORDS[found.code].detail(found);
}

/** What to do about it, in a sentence or two. */
export function remedy<C extends Code>(found: DiagnosticOf<C>): string {
  return WORDS[found.code].remedy(found);
}

/** One line for logs, files and scripts: where, what, the value, what to do next. */
export function sentence(found: Diagnostic): string {
  return `${placedMessage(found, null)} ${remedy(found)}`;
}

/** Where, what and the value, with a full stop; `sentence` without the remedy, the file named where the details do not. */
export function placedMessage(found: Diagnostic, file: string | null): string {
  const where = whereabouts(found, file);
  return `${where === '' ? '' : `${where}: `}${message(found)}.`;
}

/** What a number of this code counts: most codes rows, those of the operator's own list its lines, and dragged cells their runs. */
export function unitOf(code: string): 'row' | 'line' | 'run' {
  if (code === 'names-line-invalid' || code === 'name-not-in-file') return 'line';
  return code === 'consecutive-ids' ? 'run' : 'row';
}

/** What is wrong and the value, without place and remedy: the `message` of `--errors`. */
export function message(found: Diagnostic): string {
  const value = found.value === null ? '' : `: ${quotedValue(found.value)}`;
  const more = detail(found);
  return `${headline(found, null)}${value}${more === '' ? '' : ` (${more})`}`;
}

/** A value as a screen shows it: IDs and masks bare, all else in quotes, so that spaces at its ends are seen. */
export function quotedValue(value: string): string {
  const text = clean(value, 60);
  return /^(?:[\d.,E+oOlI]+|•+)$/.test(text) ? text : `"${text}"`;
}

/** `row 18, line 19, cell B18 (customerId)`, or a file's path; empty where there is no place. */
function whereabouts(found: Diagnostic, file: string | null): string {
  const path = 'path' in found.details ? found.details.path : file;
  const parts = [
    ...(path === null ? [] : [clean(path, 120)]),
    ...(found.row === null ? [] : [`row ${found.row}`]),
    ...(found.line === null ? [] : [`line ${found.line}`]),
    ...(found.cell === null ? [] : [`cell ${clean(found.cell)}`]),
  ];
  const label = found.label === null ? '' : ` (${clean(found.label)})`;
  return parts.join(', ') + label;
}
