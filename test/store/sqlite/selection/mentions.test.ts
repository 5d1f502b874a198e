/** The look in SQL passes over no text that names somebody, whose name begins with letters that stand together in it. */
import { expect, it } from 'vitest';
import { isMentioned } from '../../../../src/core/plan/mentions.ts';
import { readyIdentity, readyText } from '../../../../src/core/plan/personal-data.ts';
import { mentionsOf } from '../../../../src/store/sqlite/selection/mentions.ts';
import { closedStore, temporaryFolder, withSql } from '../../../tools/program.ts';

const NO = { email: null, ssn: null, license: null, login: null };

const NAMES = [
  ['Kira', 'Brandt', null],
  ['Kira', 'brandt', ''],
  ['Li', 'Wu', null],
  ['Seán', "O'Brien", null],
  ['Zoë', 'Núñez', null],
  ['太郎', '佐藤', null],
  [null, null, 'Northern Flooring LLC'],
  [null, null, '4 Seasons'],
  [null, ' ', null],
  ['Ann', 'de la Cruz', 'Éclair SA'],
] as const;

const TEXTS = [
  'Kira Brandt called',
  'BRANDT/KIRA.pdf',
  'kirabrandt2024.pdf',
  'brandt%20kira.pdf',
  'Wu Li',
  'sean obrien',
  "Seán O'Brien",
  'ZOE NUNEZ',
  'Zoe N\u0301u\u0301nez',
  '佐藤太郎さん',
  'NORTHERN-FLOORING invoice',
  '4 seasons, terms',
  'Cruz, Ann de la',
  'eclair agreement',
  'Agreement signed.',
  'Kira',
  '',
];

it('finds what the rule finds, of every name and text', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 20);
  withSql(store, (db) => {
    db.exec('DELETE FROM loan_note; DELETE FROM loan_document');
    const note = db.prepare('INSERT INTO loan_note (id, loan_id, body) VALUES (?, 1, ?)');
    TEXTS.forEach((text, at) => note.run(at + 1, text));
    db.exec(`CREATE TEMP TABLE removal_loan (customer_id INTEGER, loan_id INTEGER);
      INSERT INTO temp.removal_loan VALUES (40001, 1);
      CREATE TEMP TABLE reached_loan (loan_id INTEGER PRIMARY KEY); INSERT INTO temp.reached_loan VALUES (1)`);
    const rename = db.prepare(
      'UPDATE customer_entity SET first_name = ?, last_name = ?, company_name = ? WHERE id = 40001',
    );
    let found = 0;
    for (const [first, last, company] of NAMES) {
      rename.run(first, last, company);
      const expected = TEXTS.flatMap((text, at) =>
        isMentioned(readyText(text), [readyIdentity({ first, last, company, ...NO })]) ? [at + 1] : [],
      );
      const { records, shown } = mentionsOf(db, 2);
      expect(records, last ?? company).toBe(expected.length);
      expect(shown.map(({ id }) => id)).toEqual(expected.slice(0, 2));
      found += records;
    }
    expect(found).toBeGreaterThan(12);
  });
});
