import { describe, expect, it } from 'vitest';
import { knownText } from '../../../src/core/file/text-format.ts';
import { customerHeader } from '../../../src/core/file/template.ts';

const TABLE: Readonly<Record<string, readonly string[]>> = {
  'saved-plan': ['{"schema":"lms-import/saved-plan","schemaVersion":"1.0"'],
  report: [
    '{\n  "schema": "lms-import/report",\n',
    `  VERIFICATION REPORT${' '.repeat(34)}run 0042   ✓ VERIFIED\n`,
  ],
  document: ['{\n  "schema": "lms-import/validation",\n'],
  html: [
    '<html>\n<body>',
    '<!DOCTYPE html>\n',
    '\uFEFF<table border=1><tr>',
    '\r\n<!-- made by x -->\n<HTML>',
    'MIME-Version: 1.0\r\n',
  ],
  xml: ['<?xml version="1.0"?>\n<Workbook>', '<customers>\n  <customer id="40009">', '<ns:a x="1"><b>'],
  json: [
    '[{"action":"remove"}]',
    '{\n "a": 1',
    '{"action":"remove"}\n',
    '[40009, 40118]',
    '[]',
    '{}',
    '["40009"]',
  ],
  rtf: ['{\\rtf1\\ansi\\deff0 {\\fonttbl'],
  sylk: ['ID;PWXL;N;E\r\nP;PGeneral\r\n', 'ID;PSCALC3\nF;'],
  dif: ['TABLE\r\n0,1\r\n"EXCEL"\r\n'],
  sql: [
    'DELETE FROM customer_entity WHERE id IN (40009);',
    'delete from customer_entity;\n',
    "INSERT INTO removals (action, customerId) VALUES ('remove', 40009);",
    'insert into "my"."t" select 1',
    '-- dump\n-- of July\nSELECT id FROM customer_entity;\n',
    '/* x */ PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;',
    'CREATE TABLE t(a);',
    'BEGIN;\n',
    'SET NAMES utf8;\n',
    'UPDATE customer_entity SET status_id = 2',
  ],
};

describe('a text that is no CSV', () => {
  it.each(Object.entries(TABLE).flatMap(([format, texts]) => texts.map((text) => [format, text] as const)))(
    '%s: %j',
    (format, text) => {
      expect(knownText(text)).toBe(format);
    },
  );

  it.each([
    customerHeader(),
    'action;customerId',
    'customerId,lastName\n40009,"{Brandt}"\n',
    'ID;Phone;Place\n40009;555;x\n',
    'ID\n40009\n',
    'Delete from the store in July\naction,customerId\n',
    'Update of July, set by hand\n',
    'Select these customers from July\n',
    'Set of July\n',
    '-- July --\n',
    '<40009\n',
    '[July]\n',
    '(40009)\n',
    'TABLE\n40009\n',
    '',
  ])('is not %j', (text) => {
    expect(knownText(text)).toBeNull();
  });

  it('is told of any text at once', () => {
    for (const unit of ['-- ', '/*', '<!--', ' ', '<a ', 'select x ', 'insert into a ', '[[', '{{'])
      expect(knownText(unit.repeat(100_000))).toSatisfy((one) => one === null || typeof one === 'string');
  });
});
