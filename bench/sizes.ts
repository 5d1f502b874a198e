/** How much is measured: `full` is what docs/PERFORMANCE.md tells of, `small` is for a look in a few minutes. */

export interface Size {
  /** Customers of the largest store, and rows of a file that removes them all. */
  readonly most: number;
  /** A tenth: customers of the store that growth is measured from, and rows of the file that is ingested. */
  readonly tenth: number;
  /** Rows of the file that growth and memory are measured from. */
  readonly few: number;
  /** Rows of the largest file that is validated. */
  readonly huge: number;
  readonly rounds: number;
}

export const SIZES: Readonly<Record<'small' | 'full', Size>> = {
  small: { most: 100_000, tenth: 10_000, few: 10_000, huge: 1_000_000, rounds: 1 },
  full: { most: 1_000_000, tenth: 100_000, few: 10_000, huge: 10_000_000, rounds: 5 },
};
