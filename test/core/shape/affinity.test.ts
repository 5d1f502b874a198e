/** Which columns SQLite compares alike, by how they are declared (sqlite.org/datatype3.html, 3.1). */
import { expect, it } from 'vitest';
import { comparesAlike, type DeclaredColumn } from '../../../src/core/shape/affinity.ts';

const column = (type: string, strict = false): DeclaredColumn => ({ type, strict });

/** In the order of SQLite's rules: the first that fits counts. INTEGER, REAL and NUMERIC are one in a comparison. */
const KINDS: readonly (readonly DeclaredColumn[])[] = [
  ['INTEGER', 'int', 'BIGINT', 'POINT', 'CHARINT', 'BLOBINT', 'REAL', 'DOUBLE', 'FLOAT', 'NUMERIC']
    .concat('DECIMAL(10,2)', 'BOOLEAN', 'DATE', 'STRING', 'ANY', 'any')
    .map((type) => column(type))
    .concat(column('INT', true), column('REAL', true)),
  ['TEXT', 'varchar(20)', 'CLOB', 'NATIVE CHARACTER(70)', 'TEXTBLOB']
    .map((type) => column(type))
    .concat(column('TEXT', true)),
  ['', 'BLOB', 'blob(9)'].map((type) => column(type)).concat(column('ANY', true), column('any', true)),
];

it.each(KINDS.flatMap((kind, at) => kind.map((one) => ({ ...one, at }))))(
  'a column of type $type (STRICT: $strict) is compared like those of its kind, and no others',
  ({ at, ...parent }) => {
    for (const [other, kind] of KINDS.entries())
      for (const child of kind) expect(comparesAlike(parent, child), child.type).toBe(other === at);
  },
);
