/** Whether SQLite compares the two columns of a foreign key alike wherever it compares them. */

/** A column as it is declared. */
export interface DeclaredColumn {
  readonly type: string;
  /** Is its table STRICT? */
  readonly strict: boolean;
}

/** sqlite.org/datatype3.html, 3.1, INTEGER and REAL taken for NUMERIC: in a comparison they are one. */
function affinityOf({ type, strict }: DeclaredColumn): 'NUMERIC' | 'TEXT' | 'BLOB' {
  // sqlite.org/stricttables.html, 3: there, and there alone, ANY keeps every value as it comes.
  if (strict && /^any$/i.test(type)) return 'BLOB';
  if (/INT/i.test(type)) return 'NUMERIC';
  if (/CHAR|CLOB|TEXT/i.test(type)) return 'TEXT';
  return type === '' || /BLOB/i.test(type) ? 'BLOB' : 'NUMERIC';
}

/**
 * Does `=` find the row that the foreign key means, whatever the values? The key gives the child's value the parent's
 * affinity (foreignkeys.html, 3). `=` takes both for numbers where one column is numeric, else it converts nothing
 * (datatype3.html, 4.2). ON DELETE CASCADE goes by the child's affinity alone, unless the parent's key is the row ID.
 */
export function comparesAlike(parent: DeclaredColumn, child: DeclaredColumn): boolean {
  return affinityOf(parent) === affinityOf(child);
}
