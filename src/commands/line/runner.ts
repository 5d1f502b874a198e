/** How the command line hands its verbs to what runs them. */
import type { Context } from '../terminal/context.ts';
import type { GivenOptions } from './given.ts';
import type { CommonOptions, FileOptions } from './options.ts';

type Run = (context: Context) => number | Promise<number>;

interface Line {
  readonly file: string | null;
  readonly options: CommonOptions & Pick<FileOptions, 'timings'> & GivenOptions;
}

/** Runs a command's work with its context; the exit code goes to `ended`. */
export type Runner = (command: string, line: Line, work: Run) => Promise<void>;
