#!/usr/bin/env bash
# SQLite 3.54.1 with STAT4 (better-sqlite3 13.2.0, Node 24.21.0): sample rows of a renamed table outlive the table.
#
# ANALYZE keeps whole key values in sqlite_stat4, by the names of table and index. ALTER TABLE ... RENAME changes those names
# in the schema, and not in sqlite_stat4; from then on DELETE, ANALYZE of the new name, DROP TABLE and VACUUM leave the sample
# rows of the old name alone. A new table of the old name takes them over, with its own automatic index of the same name.
# Only an ANALYZE of the whole database, or a DELETE from sqlite_stat4 by hand, takes them away. Seen (sample rows that hold
# the one value that was ever in the table, and whether the value is in the file):
#
#   after ANALYZE 1, RENAME 1, DELETE 1, ANALYZE of the new name 1, DROP TABLE 1, VACUUM 1 (in the file: true), a new table of
#   the old name 1; after ANALYZE of everything 0, and with secure_delete on the value is not in the file any more
#
# Who erases a person's rows, or drops the table that held them, leaves their key values behind in a table that few look into.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 better-sqlite3@13.2.0
cat > seen.cjs <<'JS'
const fs = require('node:fs');
const Database = require('better-sqlite3');
const db = new Database('kyc.db');
const samples = () => db.prepare("SELECT count(*) FROM sqlite_stat4 WHERE instr(CAST(sample AS BLOB), CAST('passport-X1' AS BLOB))").pluck().get();
const inFile = () => fs.readFileSync('kyc.db').includes('passport-X1');
const step = (sql) => { db.exec(sql); console.log(`${sql} | ${samples()} | ${inFile()}`); };
db.exec("CREATE TABLE kyc (passport TEXT UNIQUE); INSERT INTO kyc VALUES ('passport-X1')");
step('ANALYZE');
step('ALTER TABLE kyc RENAME TO customer_kyc');
step('PRAGMA secure_delete = ON; DELETE FROM customer_kyc');
step('ANALYZE customer_kyc');
step('DROP TABLE customer_kyc');
step('VACUUM');
step('CREATE TABLE kyc (passport TEXT UNIQUE)');
step('ANALYZE');
step('VACUUM');
JS
PATH=$room/node_modules/.bin:$PATH node seen.cjs > seen.txt
cat seen.txt
diff - seen.txt <<'EOF'
ANALYZE | 1 | true
ALTER TABLE kyc RENAME TO customer_kyc | 1 | true
PRAGMA secure_delete = ON; DELETE FROM customer_kyc | 1 | true
ANALYZE customer_kyc | 1 | true
DROP TABLE customer_kyc | 1 | true
VACUUM | 1 | true
CREATE TABLE kyc (passport TEXT UNIQUE) | 1 | true
ANALYZE | 0 | false
VACUUM | 0 | false
EOF
