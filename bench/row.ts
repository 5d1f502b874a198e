/** What a row of the benchmark is: programs that run in alternation, and how their figures are judged. */

/** One program that is measured. */
export interface Side {
  readonly command: string;
  readonly args: readonly string[];
  /** A file that is its standard input. */
  readonly input?: string;
  /** What has to be there before each run; not measured. */
  readonly prepare?: () => void;
  /** The exit code that it must end with; 0 where none is named. */
  readonly code?: number;
}

export type Judge =
  /** `of` makes the ratio of the sides' times (milliseconds); else the first by the second. */
  | {
      readonly kind: 'time';
      readonly aim: number | null;
      readonly of?: (times: readonly number[]) => number;
    }
  /** The first side's peak memory, less the second's, in MiB. */
  | { readonly kind: 'memory'; readonly aim: number | null };

export interface Row {
  readonly name: string;
  readonly work: string;
  readonly against: string;
  readonly judge: Judge;
  /** Short ones are run more often. */
  readonly short?: true;
  /** True where the machine must have the `sqlite3` program. */
  readonly sqlite3?: true;
  /** Made when the row is reached, and with it the stores and files that it needs. Ours first, then its peer. */
  readonly sides: () => readonly Side[];
}
