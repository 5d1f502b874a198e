#!/usr/bin/env bash
# SQLite 3.54.1 (better-sqlite3 13.2.0, Node 24.21.0): a computed column that has a type can make integrity_check raise.
#
# ALTER TABLE ADD COLUMN of a VIRTUAL generated column does not compute it for the rows that are there, so it is accepted over
# a row for which it cannot be computed (here JSON that a program wrote badly, years ago); an INSERT of such a row is refused.
# Where the column has a declared type, PRAGMA integrity_check then ends in an error of the expression, and reports no row and
# no other fault of the file; without a type it answers ok. A column that only a new release's migration adds can so make a
# sound store look unusable to whatever asks for its integrity. Seen:
#
#   no type   add column: ok   insert: malformed JSON   integrity_check: ok
#   INTEGER   add column: ok   insert: malformed JSON   integrity_check: malformed JSON (raised)
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 better-sqlite3@13.2.0
cat > seen.cjs <<'JS'
const Database = require('better-sqlite3');
const outcome = (act) => { try { return act(); } catch (error) { return `${error.message} (raised)`; } };
for (const type of ['', 'INTEGER']) {
  const db = new Database(':memory:');
  db.exec(`CREATE TABLE loan (id INTEGER PRIMARY KEY, meta TEXT); INSERT INTO loan VALUES (1, '{x')`);
  const add = outcome(() => {
    db.exec(`ALTER TABLE loan ADD COLUMN rate ${type} GENERATED ALWAYS AS (json_extract(meta, '$.rate')) VIRTUAL`);
    return 'ok';
  });
  const insert = outcome(() => (db.exec(`INSERT INTO loan (meta) VALUES ('{x')`), 'ok'));
  const check = outcome(() => db.pragma('integrity_check', { simple: true }));
  console.log(`${type || 'no type'} | ${add} | ${insert} | ${check}`);
}
JS
PATH=$room/node_modules/.bin:$PATH node seen.cjs > seen.txt
cat seen.txt
diff - seen.txt <<'EOF'
no type | ok | malformed JSON (raised) | ok
INTEGER | ok | malformed JSON (raised) | malformed JSON (raised)
EOF
