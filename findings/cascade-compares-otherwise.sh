#!/usr/bin/env bash
# SQLite 3.54.1 (better-sqlite3 13.2.0, Node 24.21.0): ON DELETE CASCADE compares other values than the foreign key does.
#
# An INSERT, and PRAGMA foreign_key_check, compare the child's value after the parent column's affinity was given to it.
# The DELETE that a cascade makes of it compares by the child column's affinity. Where the two columns have different ones,
# the same two rows belong together for the one and not for the other. Seen, parent (rows there) and child (row written):
#
#   parent TEXT '5',  child untyped 5    insert ok      check: 0 without parent   delete of the parent: ok, the child stays
#   parent INT 5,     child untyped '5'  insert ok      check: 0 without parent   delete of the parent: FOREIGN KEY constraint failed
#   parent untyped 5, child TEXT '5'     insert fails   check: 1 without parent   delete of the parent: ok, the child goes
#
# So a cascade leaves rows of the removed behind, can stop a removal that it should carry out, and deletes rows that belong to
# nobody by the check. The page on foreign keys says how the parent's affinity and collation are used for the comparison, and
# not that actions compare otherwise.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 better-sqlite3@13.2.0
cat > seen.cjs <<'JS'
const Database = require('better-sqlite3');
const outcome = (act) => { try { act(); return 'ok'; } catch (error) { return error.message; } };
for (const [parent, child, parentValue, childValue] of [
  ['TEXT', '', "'5'", '5'],
  ['INT', '', '5', "'5'"],
  ['', 'TEXT', '5', "'5'"],
]) {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  db.exec(`CREATE TABLE p (code ${parent} UNIQUE);
           CREATE TABLE c (code ${child} REFERENCES p (code) ON DELETE CASCADE);
           INSERT INTO p VALUES (${parentValue})`);
  const insert = outcome(() => db.exec(`INSERT INTO c VALUES (${childValue})`));
  if (insert !== 'ok') {
    db.pragma('foreign_keys = OFF');
    db.exec(`INSERT INTO c VALUES (${childValue})`);
    db.pragma('foreign_keys = ON');
  }
  const check = db.pragma('foreign_key_check').length;
  const gone = outcome(() => db.exec('DELETE FROM p'));
  const left = db.prepare('SELECT count(*) FROM c').pluck().get();
  console.log(`${parent || 'untyped'} ${child || 'untyped'} | ${insert} | ${check} | ${gone} | ${left}`);
}
JS
PATH=$room/node_modules/.bin:$PATH node seen.cjs > seen.txt
cat seen.txt
diff - seen.txt <<'EOF'
TEXT untyped | ok | 0 | ok | 1
INT untyped | ok | 0 | FOREIGN KEY constraint failed | 1
untyped TEXT | FOREIGN KEY constraint failed | 1 | ok | 0
EOF
