/** Shows how far a long step is: a spinner at a terminal, a line now and then in a log, nothing where nothing may be. */
import { STEPS, type Display, type ShownStep } from '../../core/progress/progress.ts';
import { thousands } from './format.ts';
import { toAscii, type Style } from './style.ts';

export interface ProgressSource {
  /** `spinner` only at a terminal that can move its cursor (TERM is not dumb). */
  readonly kind: 'spinner' | 'lines';
  readonly stream: NodeJS.WriteStream;
  /** Milliseconds that only go up. */
  readonly now: () => number;
}

/** The progress for a stream. SQLite works synchronously, so nothing moves by itself: each count is drawn at once. */
export async function makeProgress(style: Style, source: ProgressSource): Promise<Display> {
  switch (source.kind) {
    case 'spinner':
      return spinnerProgress(style, source);
    case 'lines':
      return lineProgress(source);
  }
}

export interface Counted {
  readonly done: number;
  readonly total: number | null;
  /** The total is a guess. */
  readonly about?: 'about' | undefined;
  /** Milliseconds since the step began. */
  readonly after: number;
}

/**
 * `scrub 120,000 of 482,000 pages, 60,000 a second, 6 s left`: the rate only once there is a second to speak of, the
 * time left from a tenth of the step on.
 */
export function progressText(step: ShownStep, counted: Counted): string {
  const { done, total, after, about } = counted;
  const of = total === null ? '' : ` of ${about === undefined ? '' : 'about '}${thousands(total)}`;
  const unit = STEPS[step].counts;
  const head = `${step} ${thousands(done)}${of}${unit === null ? '' : ` ${unit}`}`;
  // One question may take as long as all the others: they have no pace, and seconds have none but their own.
  if (unit === 'questions' || unit === 'seconds') return head;
  const pace = after < 1000 ? 0 : Math.round((done * 1000) / after);
  return `${head}${pace === 0 ? '' : `, ${thousands(pace)} a second`}${left(counted)}`;
}

/** A guess that was too low is no total, nor is nothing at all. */
function known(counted: Counted): Counted {
  const { done, total, about } = counted;
  return total === 0 || (about !== undefined && total !== null && done > total)
    ? { ...counted, total: null }
    : counted;
}

function left({ done, total, after }: Counted): string {
  if (total === null || after < 1000 || done * 10 < total || done >= total) return '';
  const seconds = Math.ceil((after * (total - done)) / done / 1000);
  return seconds < 120 ? `, ${seconds} s left` : `, ${Math.round(seconds / 60)} min left`;
}

/** Columns that the spinner takes, and one that is left free: a line that is full makes some terminals begin the next. */
const SPINNER = 5;

/** As much as fits one line, for what wraps is left behind: first the bar goes, then pace and time, then all but the count. */
function fitting(style: Style, drawn: { step: ShownStep; counted: Counted; width: number }): string {
  const { step, counted, width } = drawn;
  const bar = progressBar(style, counted);
  const whole = progressText(step, counted);
  const short = progressText(step, { ...counted, after: 0 });
  const all = [bar + whole, whole, bar + short, short, `${step} ${thousands(counted.done)}`];
  return all.find((text) => text.length <= width) ?? step;
}

const CELLS = 10;

/** How much of the step is done, as a bar; nothing where nobody knows how much there is. */
export function progressBar(style: Style, { done, total }: Counted): string {
  if (total === null) return '';
  const full = Math.min(CELLS, Math.floor((done / total) * CELLS));
  const [made, open] = style.unicode ? ['█', '░'] : ['#', '.'];
  return `${made.repeat(full)}${open.repeat(CELLS - full)} `;
}

const LINE_EVERY = 5000;
const DRAW_EVERY = 100;

/** Plain lines, the first one only after five seconds: short runs say nothing. */
export function lineProgress({ stream, now }: Pick<ProgressSource, 'now'> & { stream: Sink }): Display {
  let step: ShownStep = 'read';
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
    count: (done, total, about) => {
      if (now() - last < LINE_EVERY) return;
      last = now();
      stream.write(
        `lms-import: ${progressText(step, known({ done, total, about, after: now() - began }))}\n`,
      );
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

async function spinnerProgress(style: Style, { stream, now }: ProgressSource): Promise<Display> {
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
  let step: ShownStep = 'read';
  let last = 0;
  let began = 0;
  const draw = (text: string): void => {
    last = now();
    spinner.text = toAscii(style, text);
    if (spinner.isSpinning) spinner.render();
    else spinner.start();
  };
  return {
    step: (name) => {
      step = name;
      began = now();
      draw(name);
    },
    count: (done, total, about) => {
      if (now() - last < DRAW_EVERY) return;
      const counted = known({ done, total, about, after: now() - began });
      draw(fitting(style, { step, counted, width: stream.columns - SPINNER }));
    },
    end: () => {
      spinner.stop();
    },
  };
}
