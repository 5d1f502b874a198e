/** The second migration: who the store is, the chain over the ledger, and triggers that keep its rows as they are. */

const GUARDED = [
  'ledger_store',
  'ledger_run',
  'ledger_removed',
  'ledger_loan',
  'ledger_finding',
  'ledger_chain',
];

/** Each trigger of ours by its name, as SQLite keeps its text. A REPLACE passes them: the chain shows that. */
export const LEDGER_TRIGGERS: ReadonlyMap<string, string> = new Map(
  GUARDED.flatMap((table) =>
    ['UPDATE', 'DELETE'].map((verb) => {
      const name = `${table}_no_${verb.toLowerCase()}`;
      const body = `SELECT RAISE(ABORT, 'the ledger is only added to')`;
      return [name, `CREATE TRIGGER ${name} BEFORE ${verb} ON ${table} BEGIN ${body}; END`] as const;
    }),
  ),
);

/** `identity` tells one store from another; `key` keeps a saved plan's digests from being guessed. */
const TABLES = `
CREATE TABLE ledger_store (
  id INTEGER PRIMARY KEY CHECK (id = 1), identity TEXT NOT NULL, key BLOB NOT NULL);
INSERT INTO ledger_store VALUES (1, lower(hex(randomblob(16))), randomblob(32));
CREATE TABLE ledger_chain (
  link INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER, finding INTEGER, digest TEXT NOT NULL);
`;

export const SCHEMA_2 = [TABLES, ...[...LEDGER_TRIGGERS.values()].map((sql) => `${sql};`)].join('\n');
