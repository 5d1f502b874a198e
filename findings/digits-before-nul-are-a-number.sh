#!/usr/bin/env bash
# SQLite 3.53.0 and later (seen with 3.53.0, 3.53.4, 3.54.1; not with 3.50.4 and 3.52.0): a text that begins with digits and goes on
# behind a NUL is a number. Written to an INTEGER column it is stored as that number, and what stood behind the NUL is gone.
#
# The pages on datatypes say that a text is converted where it is a well-formed number and the conversion is lossless, and that
# all of it is kept otherwise. Seen, of the text '40009', a NUL, 'x' and, for comparison, of '40009x':
#
#   3.50.4   INTEGER column: text of 7 bytes, text      equal to the number 40009: no     foreign key to 40009: refused
#   3.54.1   INTEGER column: integer 40009, text        equal to the number 40009: yes    foreign key to 40009: let in
#
# A file that an older version wrote keeps such a text until a newer one writes the row again: an UPDATE of another column of the
# row is enough to cut it. Until then two programs on one file disagree which rows belong to row 40009.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 \
  older@npm:@sqlite.org/sqlite-wasm@3.50.4-build1 newer@npm:@sqlite.org/sqlite-wasm@3.54.1-build1
cat > seen.mjs <<'JS'
let file;
for (const name of ['older', 'newer']) {
  const sqlite = await (await import(name)).default({ print: () => undefined, printErr: () => undefined });
  const { capi, wasm } = sqlite;
  const db = new sqlite.oo1.DB(':memory:');
  const ask = (of, sql) => of.exec(sql, { returnValue: 'resultRows', rowMode: 0 }).join(' ');
  const text = `'40009' || char(0) || 'x'`;
  db.exec(`PRAGMA foreign_keys = ON;
    CREATE TABLE t (n INTEGER, other); INSERT INTO t (n) VALUES (${text}), ('40009x');
    CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (40009); CREATE TABLE c (ref TEXT REFERENCES p)`);
  let key = 'let in';
  try { db.exec(`INSERT INTO c VALUES (${text})`); } catch { key = 'refused'; }
  const equal = ask(db, `SELECT ${text} = id FROM p`);
  const kept = 'SELECT typeof(n) || octet_length(n) FROM t';
  console.log([capi.sqlite3_libversion(), ask(db, kept), equal, key].join(' | '));
  if (name === 'older') { file = capi.sqlite3_js_db_export(db); continue; }
  const read = new sqlite.oo1.DB(':memory:');
  const bytes = wasm.allocFromTypedArray(file);
  capi.sqlite3_deserialize(read.pointer, 'main', bytes, file.length, file.length, capi.SQLITE_DESERIALIZE_FREEONCLOSE);
  const before = ask(read, kept);
  read.exec('UPDATE t SET other = 1');
  console.log(['file of the older one', before, 'another column updated', ask(read, kept)].join(' | '));
}
JS
PATH=$room/node_modules/.bin:$PATH node seen.mjs 2>/dev/null > seen.txt
cat seen.txt
diff - seen.txt <<'EOF'
3.50.4 | text7 text6 | 0 | refused
3.54.1 | integer5 text6 | 1 | let in
file of the older one | text7 text6 | another column updated | integer5 text6
EOF
