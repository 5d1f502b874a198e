/** One `integrity_check` of a store, with the SQLite that the program has. */
import Database from 'better-sqlite3';

const db = new Database(process.argv[2], { readonly: true });
console.log(db.pragma('integrity_check', { simple: true }));
