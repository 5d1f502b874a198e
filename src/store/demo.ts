/** TEMPORARY until the demo branch lands. */
import type Database from 'better-sqlite3';
export function fillDemo(db: Database.Database, n: number): void {
  db.exec(`INSERT INTO customer_status_entity (title) VALUES ('active');
  WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM k WHERE i < ${n})
   INSERT INTO customer_entity (id, first_name, last_name, customer_type, import_id) SELECT 40000+i, 'First'||i, 'Last'||i, 'individual', 'IMP'||i FROM k;`);
  for (const t of ['address', 'phone', 'employer', 'note', 'document', 'communication']) {
    const col = {
      address: 'kind, address1',
      phone: 'type, number',
      employer: 'company_name, title',
      note: 'body, id',
      document: 'name, content',
      communication: 'subject, body',
    }[t];
    db.exec(
      `INSERT INTO customer_${t} (customer_id, ${col}) SELECT id, 'primary'||id, ${t === 'note' ? 'NULL' : "'value of '||id"} FROM customer_entity WHERE id % 3 > 0`,
    );
  }
  db.exec(`INSERT INTO loan_entity (display_id, status, closed_on) SELECT 'LN'||id, CASE id % 4 WHEN 0 THEN 'Open' ELSE 'Closed' END, '2019-01-01' FROM customer_entity;
  INSERT INTO loan_customer SELECT id - 40000, id, 'primary' FROM customer_entity WHERE id % 5 > 0;
  INSERT OR IGNORE INTO loan_customer SELECT id - 40000, id + 1, 'secondary' FROM customer_entity WHERE id % 7 = 0 AND id + 1 IN (SELECT id FROM customer_entity);
  INSERT INTO loan_payment (loan_id, body) SELECT id, 'p' FROM loan_entity; INSERT INTO loan_note (loan_id, body) SELECT id, 'p' FROM loan_entity;`);
}
