/** The options of `npm run bench`. */
import { parseArgs } from 'node:util';

export interface Options {
  readonly size: 'small' | 'full';
  /** Rows whose name begins with this. */
  readonly only: string;
  readonly rounds: number | null;
  readonly keep: boolean;
}

export const HELP = `npm run bench -- [--size small|full] [--only NAME] [--rounds N] [--keep]

  --size    small (100,000 customers, the default) or full (1,000,000)
  --only    the rows whose name begins with NAME; NAME 'none' measures nothing and lists them
  --rounds  how often each program is run, else once (small) or 5 times (full)
  --keep    keep the stores and files that were made, and take those that were kept
`;

const OPTIONS = {
  size: { type: 'string', default: 'small' },
  only: { type: 'string', default: '' },
  rounds: { type: 'string' },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads them; null where help is all that was asked for, or what was asked for is not known. */
export function readOptions(args: readonly string[]): Options | null {
  const values = parsed(args);
  if (values === null) return null;
  const { size, only, keep, help } = values;
  const rounds = values.rounds === undefined ? null : Number(values.rounds);
  if (help || (size !== 'small' && size !== 'full')) return null;
  if (rounds !== null && !(Number.isSafeInteger(rounds) && rounds > 0)) return null;
  return { size, only, rounds, keep };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch {
    return null;
  }
}
