// Another program: reads all of a store, so that its pages are in its cache, then waits for the lock that somebody
// holds, and writes to those pages. Says "waiting" once, on standard output; fails where nobody holds the lock.
import Database from 'better-sqlite3';

const db = new Database(process.argv[2], { timeout: 0 });
db.pragma('cache_size = -500000');
db.pragma('synchronous = OFF');
db.pragma('integrity_check');
try {
  db.exec('BEGIN IMMEDIATE');
  process.exit(1);
} catch (error) {
  if (error.code !== 'SQLITE_BUSY') throw error;
}
console.log('waiting');
db.pragma('busy_timeout = 60000');
// Of equal length, so that each row is written in its place and the rest of its page stays as it is in the cache.
db.exec(
  `BEGIN IMMEDIATE;
   UPDATE customer_entity SET last_name = '!' || substr(last_name, 2);
   UPDATE customer_note SET body = '!' || substr(body, 2);
   UPDATE customer_document SET content = CAST('!' || substr(content, 2) AS BLOB);
   INSERT INTO customer_phone (customer_id, type, number) SELECT id, 'cell', 'theirs' FROM customer_entity;
   COMMIT`,
);
db.close();
