/** The script that most people would write: records as objects, a schema a row, a DELETE a row, foreign keys cascade. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const [, , file = '', store = ''] = process.argv;
const schema = z.object({
  action: z.literal('remove'),
  customerId: z
    .string()
    .regex(/^[1-9]\d*$/)
    .transform(Number),
});
const records: unknown[] = parse(readFileSync(file), { columns: true, bom: true });
const rows = records.map((record) => schema.parse(record));
const db = new Database(store);
const remove = db.prepare('DELETE FROM customer_entity WHERE id = ?');
db.transaction(() => {
  for (const { customerId } of rows) remove.run(customerId);
})();
db.close();
console.log(rows.length);
