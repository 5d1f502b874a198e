/** What the store answers about the staged rows, as counts. SQL finds them; `decide.ts` judges them. */

export interface LoanTableCount {
  readonly table: string;
  readonly rows: number;
}
