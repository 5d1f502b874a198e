/** What a command works with: streams, clock, style, progress; where its answer goes. */
import { isatty } from 'node:tty';
import type { Learn } from '../../core/progress/known.ts';
import { SILENT, type Progress, type Display } from '../../core/progress/progress.ts';
import { jsonChunks } from '../../view/text/json-text.ts';
import { demoLines } from '../../view/text/demo.ts';
import { makeStyle, type Style } from '../../view/text/style.ts';
import type { Ending } from '../../view/documents/envelope.ts';
import { timingsPart, timingsText } from '../../view/text/timings.ts';
import type { CommonOptions, FileOptions } from '../line/options.ts';
import { timing, type Timing } from './timing.ts';
import { writePieces } from './write.ts';

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
  readonly timed: Timing;
  /** Where the phases' times go, if anywhere. */
  readonly timings: 'document' | 'stderr' | null;
  /** Names are shown only where a person reads standard output. */
  readonly terminal: boolean;
  /** Questions are asked only where a person sees all three streams, and never in CI. */
  readonly interactive: boolean;
  /** A person types and sees standard error; standard output goes elsewhere. */
  readonly piped: boolean;
  readonly ending: Pick<Ending, 'toolVersion' | 'command'>;
  /** What is known of the store since it was opened, and whether the first answer has said so. */
  readonly opened: { demo: boolean; told: boolean };
  /** Told of what becomes known, for the document of a failure. */
  readonly learn: Learn;
}

/** The context of one command. */
export async function contextOf(
  io: Io,
  { command, learn }: { readonly command: string; readonly learn: Learn },
  options: CommonOptions & Pick<FileOptions, 'timings'>,
): Promise<Context> {
  const json = options.json === true;
  const { stdout, stderr, env } = io;
  const style = (stream: NodeJS.WriteStream) =>
    makeStyle({ env, isTTY: stream.isTTY, columns: stream.columns, noColor: !options.color });
  const terminal = !json && stdout.isTTY;
  const person = isatty(0) && stderr.isTTY && (env.CI ?? '') === '';
  const quiet = json || options.quiet === true;
  const timed = timing(quiet ? SILENT : await stepsOf(io, style(stderr)), () => performance.now());
  return {
    io,
    json,
    style: style(stdout),
    errorStyle: style(stderr),
    progress: timed.progress,
    timed,
    timings: options.timings !== true ? null : json ? 'document' : quiet ? null : 'stderr',
    terminal,
    interactive: terminal && person,
    piped: !json && !stdout.isTTY && person,
    ending: { toolVersion: io.version, command },
    opened: { demo: false, told: false },
    learn,
  };
}

/** Prints the answer: the document with `--json`, else the text. Done when all of it is on its way. */
export async function answer(context: Context, document: () => object, text: () => string): Promise<void> {
  context.progress.step('answer');
  const { stdout } = context.io;
  await writePieces(
    stdout,
    context.json ? documentPieces(timedDocument(context, document)) : [marked(context, text())],
  );
}

/** The text, under the word that the store is a demo, once. Whoever tries things out sees it on every screen. An answer that was printed already is empty, and a report says it itself. */
export function marked({ opened, style }: Context, text: string): string {
  if (!opened.demo || opened.told || text === '') return text;
  opened.told = true;
  return demoLines(style) + text;
}

/** A document as it is printed. */
export function* documentPieces(document: object): Generator<string> {
  yield* jsonChunks(document);
  yield '\n';
}

function timedDocument({ timings, timed }: Context, document: () => object): object {
  const made = document();
  return timings === 'document' ? { ...made, ...timingsPart(timed.phases()) } : made;
}

/** Prints where the time went, after the run, where that was asked for. */
export function sayTimings({ timings, timed, io }: Context): void {
  if (timings === 'stderr') io.stderr.write(`\n${timingsText(timed.phases())}`);
}

async function stepsOf({ stderr, env }: Io, style: Style): Promise<Display> {
  const { makeProgress } = await import('../../view/text/progress.ts');
  // A terminal without a size makes ora count lines for ever.
  const moves = stderr.isTTY && stderr.columns > 0 && env.TERM !== 'dumb';
  const kind = moves ? 'spinner' : 'lines';
  return makeProgress(style, { kind, stream: stderr, now: () => performance.now() });
}
