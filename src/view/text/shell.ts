/** Command lines to copy: arguments quoted so that a shell takes them as they are, and nothing invisible in them. */
import { clean } from '../../core/text/clean.ts';
import { NOTHING_GIVEN, SAYS_AGAIN, type Given, type LineCommand } from './given.ts';
import type { Style } from './style.ts';

// Not `=` first: zsh puts a program's path in the place of `=ls`.
const SAFE = /^(?!=)[\w./:=@%+,-]+$/;

/** The argument as sh takes it; with hidden characters (in ASCII, any other) as bash and zsh take it: `$'a\x07'`. */
export function shellQuote(style: Style, argument: string): string {
  const text = argument.startsWith('-') && argument !== '-' ? `./${argument}` : argument;
  const hidden = (character: string): boolean =>
    clean(character, 12) !== character || (!style.unicode && character > '\u007f');
  const characters = Array.from(text);
  if (characters.some(hidden)) {
    return `$'${characters.map((one) => (hidden(one) || one === "'" || one === '\\' ? escaped(one) : one)).join('')}'`;
  }
  return SAFE.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function escaped(character: string): string {
  return Array.from(
    new TextEncoder().encode(character),
    (byte) => `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}

export interface CommandFacts extends Given {
  /** As given; `-` for standard input. */
  readonly file: string;
  /** Where the plan was saved; it is the consent of `ingest`. */
  readonly plan?: string;
  /** Where `plan` saves. */
  readonly out?: string;
}

/** A command line of ours with what was given, as far as the command knows it; `plan` alone is consent. */
export function commandLine(style: Style, command: LineCommand, facts: CommandFacts): string {
  const { file, plan = null, out = null, ...given } = facts;
  const again = SAYS_AGAIN[command].map((name) => [name, given[name]] as const);
  // Only a plan that is saved can ask for an approver.
  const saved = command === 'plan' && out !== null ? { requireApprover: given.requireApprover, out } : {};
  return [
    `lms-import ${command}`,
    file === '-' ? 'FILE' : shellQuote(style, file),
    ...named(style, Object.fromEntries(again)),
    ...named(style, { plan, ...saved }),
  ].join(' ');
}

/** What `plan` prints as the next line: the same file and what was given with it, and no consent. */
export function nextLine(style: Style, facts: CommandFacts): string {
  return commandLine(style, 'ingest', facts);
}

/** What `plan --out` prints as the next line: a look at what was saved, by whoever is to agree to it. */
export function lookLine(style: Style, plan: string, store: string | null): string {
  // A number alone would be a run's.
  const file = /^\d+$/.test(plan) ? `./${plan}` : plan;
  return commandLine(style, 'show', { ...NOTHING_GIVEN, file, store });
}

/** What finishes a committed run: the store and the report folder as they were given. It needs no file, and removes nothing. */
export function finishLine(
  style: Style,
  { store, report }: { readonly store: string | null; readonly report: string | null },
): string {
  return ['lms-import finish', ...named(style, { store, report })].join(' ');
}

/** What says whether the ledger is still what was written. */
export function historyLine(style: Style, { store }: { readonly store: string | null }): string {
  return ['lms-import history --check', ...named(style, { store })].join(' ');
}

/** What names the runs that there are. */
export function runsLine(style: Style, { store }: { readonly store: string | null }): string {
  return ['lms-import history', ...named(style, { store })].join(' ');
}

/** What asks a run's checks again. */
export function verifyLine(style: Style, { store }: { readonly store: string | null }, run: number): string {
  return [`lms-import verify ${run}`, ...named(style, { store })].join(' ');
}

/** What writes a run's report again, from the ledger. */
export function showLine(style: Style, { store }: { readonly store: string | null }, run: number): string {
  return [`lms-import show ${run}`, ...named(style, { store }), '--report DIR'].join(' ');
}

function named(style: Style, options: Readonly<Record<string, string | boolean | null>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === null || value === false) return [];
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return [value === true ? option : `${option} ${shellQuote(style, value)}`];
  });
}
