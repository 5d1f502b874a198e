/** Shows how far a long step is: a spinner at a terminal, a line now and then in a log, nothing where nothing may be. */
import { SILENT, type Steps } from '../core/progress.ts';
import { thousands } from './format.ts';
import { legible, type Style } from './style.ts';

export interface ProgressSource {
  /** `spinner` only at a terminal that can move its cursor (TERM is not dumb). */
  readonly kind: 'spinner' | 'lines' | 'silent';
  readonly stream: NodeJS.WriteStream;
  /** Milliseconds that only go up. */
  readonly now: () => number;
}

/** The progress for a stream. SQLite works synchronously, so nothing moves by itself: each count is drawn at once. */
export async function makeProgress(style: Style, source: ProgressSource): Promise<Steps> {
  switch (source.kind) {
    case 'spinner':
      return spinnerProgress(style, source);
    case 'lines':
      return lineProgress(source);
    case 'silent':
      return SILENT;
  }
}

const UNITS: Readonly<Record<string, string>> = {
  make: 'customers',
  read: 'rows',
  names: 'lines',
  walk: 'pages',
  scrub: 'pages',
  remove: 'records',
  verify: 'checks',
  report: 'IDs',
};

export interface Counted {
  readonly done: number;
  readonly total: number | null;
  /** Milliseconds since the step began. */
  readonly after: number;
}

/** `scrub 120,000 of 482,000 pages, 60,000 a second`; the rate only once there is a second to speak of. */
export function progressText(step: string, { done, total, after }: Counted): string {
  const of = total === null ? '' : ` of ${thousands(total)}`;
  const unit = UNITS[step];
  const rate = after < 1000 ? '' : `, ${thousands(Math.round((done * 1000) / after))} a second`;
  return `${step} ${thousands(done)}${of}${unit === undefined ? '' : ` ${unit}`}${rate}`;
}

const LINE_EVERY = 5000;
const DRAW_EVERY = 100;

/** Plain lines, the first one only after five seconds: short runs say nothing. */
export function lineProgress({ stream, now }: Pick<ProgressSource, 'now'> & { stream: Sink }): Steps {
  let step = '';
  let last = now();
  let began = last;
  return {
    step: (name) => {
      step = name;
      began = now();
      if (began - last < LINE_EVERY) return;
      last = began;
      stream.write(`lms-import: ${name}\n`);
    },
    count: (done, total) => {
      if (now() - last < LINE_EVERY) return;
      last = now();
      stream.write(`lms-import: ${progressText(step, { done, total, after: now() - began })}\n`);
    },
    end: () => undefined,
  };
}

export interface Sink {
  write(text: string): unknown;
}

/** Indented here: ora's own indent leaves the cursor there when it stops, in front of the next line. */
function frames(signs: string): { interval: number; frames: string[] } {
  return { interval: DRAW_EVERY, frames: Array.from(signs, (sign) => `  ${sign}`) };
}

const DOTS = frames('⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏');
const DASHES = frames('-\\|/');

async function spinnerProgress(style: Style, { stream, now }: ProgressSource): Promise<Steps> {
  const { default: ora } = await import('ora');
  const spinner = ora({
    stream,
    isEnabled: true,
    color: style.color ? 'green' : false,
    spinner: style.unicode ? DOTS : DASHES,
    // Both would install signal handlers, and a handler keeps Ctrl-C from killing a synchronous transaction.
    hideCursor: false,
    discardStdin: false,
  });
  let step = '';
  let last = 0;
  let began = 0;
  const draw = (text: string): void => {
    last = now();
    spinner.text = legible(style, text);
    if (spinner.isSpinning) spinner.render();
    else spinner.start();
  };
  return {
    step: (name) => {
      step = name;
      began = now();
      draw(name);
    },
    count: (done, total) => {
      if (now() - last >= DRAW_EVERY) draw(progressText(step, { done, total, after: now() - began }));
    },
    end: () => {
      spinner.stop();
    },
  };
}
