/** The words of a command line as people type them, before they are read. */
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { UsageError } from '../../core/errors.ts';
import { commandNamed } from './given.ts';

/** A dash that is no hyphen, before a letter: what a mail program or a document made of two hyphens. */
const LONG_DASH = /^[\u2010-\u2015\u2212]+-?(?=[a-z])/i;

/**
 * The words to be read: `help store init` is `store init --help`, where there is such a command. Throws a `UsageError` at a
 * long dash before an option.
 */
export function asTyped(program: CommandUnknownOpts, argv: readonly string[]): readonly string[] {
  for (const word of argv) {
    const [dash] = LONG_DASH.exec(word) ?? [];
    if (dash !== undefined) throw new UsageError(longDash(word, dash));
  }
  const [first, ...verbs] = argv;
  const isCommand = first === 'help' && commandNamed(program, verbs) === verbs.join(' ');
  return isCommand ? [...verbs, '--help'] : argv;
}

function longDash(word: string, dash: string): string {
  const option = `--${word.slice(dash.length)}`;
  return `${word} begins with a long dash, as a document or a mail makes it of two hyphens: type ${option} (a file of that name: ./${word})`;
}
