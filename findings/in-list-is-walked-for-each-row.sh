#!/usr/bin/env bash
# SQLite 3.54.1 (better-sqlite3 13.2.0, Node 24.21.0): an IN list beside a unique key is walked whole for each outer row.
#
# Rows of a table that is keyed by a unique text, of some of its parents: `p.email = c.email AND p.id IN (SELECT id FROM chosen)`.
# The text alone finds at most one parent, whose ID could then be looked up in the list. SQLite 3.54.1 plans the look-up as
# (email=? AND rowid=?) in the index of the text, which ends with the row's ID, and tries every ID of the list in it: rows
# times chosen. With a plus sign (`+p.id IN (...)`) it is (email=?) and one look into the list. No line of the plan says that
# the list is a loop. Seen: how much longer it takes with eight times as long a list (4,000 parents, 400 rows).
#
#   p.id IN   (email=? AND rowid=?)   10 times
#   +p.id IN  (email=?)               1.2 times
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 better-sqlite3@13.2.0
cat > seen.cjs <<'JS'
const Database = require('better-sqlite3');
const db = new Database(':memory:');
db.exec(`CREATE TABLE p (id INTEGER PRIMARY KEY, email TEXT UNIQUE); CREATE TABLE c (id INTEGER PRIMARY KEY, email TEXT);
  CREATE TABLE chosen (id INTEGER PRIMARY KEY);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
  INSERT INTO p SELECT i, i || '@example.org' FROM n;
  INSERT INTO c SELECT id, email FROM p WHERE id % 10 = 0`);
const query = (id) => `SELECT count(*) FROM c JOIN p ON p.email = c.email AND ${id} IN (SELECT id FROM chosen)`;
const plan = (id) => db.prepare(`EXPLAIN QUERY PLAN ${query(id)}`).all().map(({ detail }) => detail).find((line) => /\bp\b/.test(line));
const took = (id, list) => {
  db.exec('DELETE FROM chosen');
  db.prepare('INSERT INTO chosen SELECT id FROM p WHERE id <= ?').run(list);
  const statement = db.prepare(query(id)).pluck();
  statement.get();
  const times = Array.from({ length: 9 }, () => {
    const from = process.hrtime.bigint();
    for (let again = 0; again < 5; again += 1) statement.get();
    return Number(process.hrtime.bigint() - from);
  });
  return Math.min(...times);
};
for (const id of ['p.id', '+p.id']) {
  const line = plan(id).replace(/.*\((email[^)]*)\).*/, '$1');
  const times = took(id, 4000) / took(id, 500);
  console.error(`${id}: ${times.toFixed(1)} times`);
  console.log(`${id} | ${line} | ${times > 3 ? 'grows with the list' : 'does not'}`);
}
JS
PATH=$room/node_modules/.bin:$PATH node seen.cjs > seen.txt
cat seen.txt
diff - seen.txt <<'EOF'
p.id | email=? AND rowid=? | grows with the list
+p.id | email=? | does not
EOF
