/** Declared types of columns, and values that one of SQLite's comparisons takes for equal and another does not. */

/** Whatever somebody may write, the odd ones of sqlite.org/datatype3.html, 3.1.1 and 3.1.2, included. */
export const TYPES = [
  '',
  'INTEGER',
  'INT',
  'BIGINT',
  'TEXT',
  'VARCHAR(20)',
  'CLOB',
  'BLOB',
  'REAL',
  'DOUBLE',
  'NUMERIC',
  'DECIMAL(10,2)',
  'BOOLEAN',
  'DATE',
  'ANY',
  'STRING',
  'CHARINT',
  'FLOATING POINT',
  '"BLOB INT"',
  'TEXT BLOB',
] as const;

/** All that a STRICT table takes. */
export const STRICT_TYPES = ['INT', 'INTEGER', 'REAL', 'TEXT', 'BLOB', 'ANY'] as const;

/** Numbers, those included where an integer, a double and 64 bits end. */
export const BASES = [
  '0',
  '123',
  '1000',
  '40001',
  '-5',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '9223372036854775807',
] as const;

/** SQL literals that are, or look like, one number. */
export function formsOf(base: string): readonly string[] {
  const digits = base.replace('-', '');
  const sign = base.startsWith('-') ? '-' : '';
  return [
    base,
    `${base}.0`,
    `${base}.5`,
    `'${base}'`,
    `'${sign}0${digits}'`,
    `'+${digits}'`,
    `' ${base}'`,
    `'${base} '`,
    `'${base}' || char(9)`,
    `'${base}' || char(0)`,
    `'${base}.0'`,
    `'${base}.'`,
    `'${base}e0'`,
    `'${base}E0'`,
    `'${base}0e-1'`,
    `'${base}x'`,
    `x'${Buffer.from(base).toString('hex')}'`,
  ];
}

/** Values that are no number, or only just. */
export const OTHER_VALUES = [
  `''`,
  `' '`,
  `'abc'`,
  `'ABC'`,
  `'abc '`,
  `'é'`,
  `'É'`,
  `x''`,
  `x'616263'`,
  `'0x7B'`,
  '1e3',
  `'1e3'`,
  '9e999',
  '-9e999',
  `'Inf'`,
  '-0.0',
  `'-0'`,
  '9.223372036854775808e18',
  `'9223372036854775808'`,
] as const;
