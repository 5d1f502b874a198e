/** What a command works with: streams, clock, style, progress; where its answer goes. */
import { isatty } from 'node:tty';
import { SILENT, type Progress } from '../core/progress.ts';
import { jsonText } from '../view/json-text.ts';
import { makeStyle, type Style } from '../view/style.ts';
import type { Ending } from '../view/envelope.ts';
import type { CommonOptions } from './options.ts';

/** The program's surroundings, passed in so that nothing below asks the process. */
export interface Io {
  readonly stdin: () => NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => Date;
  readonly version: string;
  /** The user that runs the program, or `uid 10001` where it has no name. */
  readonly user: () => string;
  /** From now on SIGHUP, SIGINT and SIGTERM do not end the program: a removal is about to commit. */
  readonly holdSignals: () => void;
  /** True from the moment signals are held. */
  readonly committing: () => boolean;
}

export interface Context {
  readonly io: Io;
  readonly json: boolean;
  readonly style: Style;
  /** For the lines on standard error. */
  readonly errorStyle: Style;
  readonly progress: Progress;
  /** Names are shown only where a person reads standard output. */
  readonly terminal: boolean;
  /** Questions are asked only where a person sees all three streams, and never in CI. */
  readonly interactive: boolean;
  readonly ending: Pick<Ending, 'toolVersion' | 'command'>;
}

/** The context of one command. */
export async function contextOf(io: Io, command: string, options: CommonOptions): Promise<Context> {
  const json = options.json === true;
  const { stdout, stderr, env } = io;
  const style = (stream: NodeJS.WriteStream) =>
    makeStyle({ env, isTTY: stream.isTTY, columns: stream.columns, noColor: options.color === false });
  const terminal = !json && stdout.isTTY;
  return {
    io,
    json,
    style: style(stdout),
    errorStyle: style(stderr),
    progress: json || options.quiet === true ? SILENT : await progressOf(io, style(stderr)),
    terminal,
    interactive: terminal && isatty(0) && stderr.isTTY && (env.CI ?? '') === '',
    ending: { toolVersion: io.version, command },
  };
}

/** Prints the answer: the document with `--json`, else the text. */
export function answer(context: Context, document: () => object, text: () => string): void {
  context.io.stdout.write(context.json ? `${jsonText(document())}\n` : text());
}

async function progressOf({ stderr, env }: Io, style: Style): Promise<Progress> {
  const { makeProgress } = await import('../view/progress.ts');
  // A terminal without a size makes ora count lines for ever.
  const moves = stderr.isTTY && stderr.columns > 0 && env.TERM !== 'dumb';
  const kind = moves ? 'spinner' : 'lines';
  return makeProgress(style, { kind, stream: stderr, now: () => performance.now() });
}
