/** A number of rows by table: a leaf that plans, facts, reports and refusals share. */

/** How many rows of a kind a table holds. */
export interface TableRows {
  readonly table: string;
  readonly rows: number;
}
