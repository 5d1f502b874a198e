// Another program that has a store open for as long as it lives, all of its pages in its cache. It reads and writes when
// it is asked to by a line in ask.fifo, and answers in answer.fifo: so that what happens when is the same at each run. Asked to end, it leaves how often it wrote.
import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const db = new Database(process.argv[2]);
for (const pragma of [
  'cache_size = -500000',
  'synchronous = OFF',
  'secure_delete = OFF',
  'busy_timeout = 60000',
])
  db.pragma(pragma);

let rounds = 0;

/** All of it. */
function read() {
  if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('the store is damaged');
}

/** Values of equal length stay in their place, and the rest of their page is written back as the cache has it. */
const inPlace = (table, column) =>
  `UPDATE ${table} SET ${column} = CAST('${rounds % 10}' || substr(${column}, 2) AS ${column === 'content' ? 'BLOB' : 'TEXT'})
   WHERE ${table === 'customer_entity' ? 'id' : 'customer_id'} % 5 = ${rounds % 5};`;

/**
 * Of customers that stay (whose ID does not end in 3) every value keeps all but its first byte. Of the others long values
 * are cut, as long as there are any: what was cut off lies in free pages then, and some of those are taken again at once,
 * by texts that do not fill them. No record is added to them: the plan must not become stale.
 */
function write() {
  rounds += 1;
  db.exec(
    `BEGIN IMMEDIATE;
     ${inPlace('customer_entity', 'last_name')} ${inPlace('customer_note', 'body')} ${inPlace('customer_document', 'content')}
     UPDATE customer_document SET content = substr(content, 1, 24) WHERE customer_id % 10 = 3 AND customer_id % 7 <> ${rounds};
     DELETE FROM customer_status_entity WHERE id % 3 = 0;
     INSERT INTO customer_status_entity (title)
       SELECT id || '/${rounds}' || hex(zeroblob(2000 + id % 2000)) FROM customer_entity WHERE id % 1000 = ${rounds};
     DELETE FROM customer_phone WHERE number = 'theirs' AND id % 3 = 0;
     INSERT INTO customer_phone (customer_id, type, number)
       SELECT id, 'fax', 'theirs' FROM customer_entity WHERE id % 5 = ${rounds % 5} AND id % 10 <> 3;
     COMMIT`,
  );
}

/** Somebody holds the lock, so nothing can be written now. */
function mustWait() {
  db.pragma('busy_timeout = 0');
  try {
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (error.code !== 'SQLITE_BUSY') throw error;
    db.pragma('busy_timeout = 60000');
    return;
  }
  throw new Error('nobody holds the lock');
}

const answer = (said) => writeFileSync('answer.fifo', `${said}\n`);

for (;;) {
  const asked = readFileSync('ask.fifo', 'utf8').trim();
  if (asked === 'end') break;
  read();
  // Asked under the lock: it answers before it has written, and goes on as soon as it can.
  if (asked === 'wait') {
    mustWait();
    answer('waiting');
    write();
  } else {
    write();
    answer('written');
  }
}
db.close();
writeFileSync('rounds', String(rounds));
