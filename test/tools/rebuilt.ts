/** A table of customers made again, as other programs make one: with AUTOINCREMENT or without. */
import type Database from 'better-sqlite3';

/** Makes `customer_entity` again (sqlite.org/lang_altertable.html, 7); foreign keys must be off. */
export function rebuildCustomers(db: Database.Database, autoincrement: boolean): void {
  const sql = (type: string) =>
    db
      .prepare<[string], string>(
        `SELECT sql FROM sqlite_schema WHERE tbl_name = 'customer_entity' AND type = ?
        AND sql IS NOT NULL`,
      )
      .pluck()
      .all(type);
  const id = `id INTEGER PRIMARY KEY${autoincrement ? ' AUTOINCREMENT' : ''},`;
  const [table = ''] = sql('table');
  const indexes = sql('index');
  const made = table
    .replace(/id INTEGER PRIMARY KEY(?: AUTOINCREMENT)?,/, id)
    .replace(/customer_entity"?/, (name) => (name.endsWith('"') ? 'made"' : 'made'));
  db.transaction(() => {
    db.exec(made);
    db.exec('INSERT INTO made SELECT * FROM customer_entity; DROP TABLE customer_entity');
    db.exec('ALTER TABLE made RENAME TO customer_entity');
    for (const index of indexes) db.exec(index);
  })();
}
