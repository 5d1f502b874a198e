/** Where keys lead: how many ways to a customer, by which column, and whether a loan is reached. */
import { describe, expect, it } from 'vitest';
import { countWays, idColumns, leading, reaches, type TableFacts } from '../../../src/core/shape/ways.ts';
import { TO_CUSTOMER, TO_LOAN, key, table, tablesOf } from './tables.ts';

const CUSTOMER = table('customer_entity');
const LOAN = table('loan_entity');
const LINK = table('loan_customer', [TO_LOAN, TO_CUSTOMER]);
const toNote = key('note', 'note');

/** A file by number of each customer, which a page may repeat the ID to. */
const FILE = table('file', [TO_CUSTOMER], { columns: 'no' });
const toFile = key('customer_id no', 'file', 'customer_id no');

describe('ways to a customer', () => {
  it.each<[string, readonly TableFacts[], Readonly<Record<string, number>>]>([
    ['straight', [table('note', [TO_CUSTOMER])], { note: 1 }],
    ['none', [table('note', [key('title', 'title')]), table('title')], { note: 0, title: 0 }],
    ['none, the parent being gone', [table('note', [key('title', 'title')])], { note: 0 }],
    [
      'through another table, whichever is first',
      [table('page', [toNote]), table('note', [TO_CUSTOMER]), table('stamp', [toNote])],
      { page: 1, note: 1, stamp: 1 },
    ],
    ['two columns', [table('note', [TO_CUSTOMER, key('by', 'customer_entity')])], { note: 2 }],
    [
      'three are two or more',
      ['a b', 'a b c'].map((columns) =>
        table(
          `t${columns.length}`,
          columns.split(' ').map((one) => key(one, 'customer_entity')),
        ),
      ),
      { t3: 2, t5: 2 },
    ],
    [
      'two, by two tables',
      [
        table('page', [toNote, key('mail', 'mail')]),
        table('note', [TO_CUSTOMER]),
        table('mail', [TO_CUSTOMER]),
      ],
      { page: 2, note: 1, mail: 1 },
    ],
    ['a row of its own table', [table('note', [TO_CUSTOMER, key('up', 'note')])], { note: 2 }],
    [
      'a circle that leads there',
      [table('a', [key('b', 'b')]), table('b', [key('a', 'a'), TO_CUSTOMER])],
      { a: 2, b: 2 },
    ],
    [
      'a circle that leads nowhere',
      [table('a', [key('b', 'b')]), table('b', [key('a', 'a')])],
      { a: 0, b: 0 },
    ],
    ['a file and the same ID again', [FILE, table('page', [TO_CUSTOMER, toFile])], { file: 1, page: 1 }],
  ])('%s', (_name, tables, expected) => {
    expect(Object.fromEntries(countWays(tablesOf(CUSTOMER, ...tables)))).toMatchObject(expected);
  });

  it('are counted once for each table, however many lead there', () => {
    const floors = Array.from({ length: 16 }, (_, at) => {
      const below = at === 0 ? 'customer_entity' : `t${at - 1}`;
      return table(`t${at}`, [key('a', below), key('b', below)]);
    });
    expect(new Set(countWays(tablesOf(...floors.toReversed(), CUSTOMER)).values())).toEqual(new Set([2]));
  });
});

describe('a key says nothing new', () => {
  const leads = (page: TableFacts, ...others: readonly TableFacts[]) =>
    leading(tablesOf(CUSTOMER, FILE, ...others, page), page.table).map(({ parent }) => parent);

  it.each<[string, TableFacts]>([
    ['where it takes the ID along to the column that holds it', table('page', [TO_CUSTOMER, toFile])],
    ['in whatever order', table('page', [key('no customer_id', 'file', 'no customer_id'), TO_CUSTOMER])],
    [
      'where the ID has another name',
      table('page', [key('who', 'customer_entity'), key('who no', 'file', 'customer_id no')]),
    ],
  ])('%s', (_name, page) => {
    expect(leads(page)).toEqual(['customer_entity']);
  });

  it.each<[string, readonly ReturnType<typeof key>[]]>([
    ['another column takes it along', [TO_CUSTOMER, key('of no', 'file', 'customer_id no')]],
    ['it takes it to another column', [TO_CUSTOMER, key('customer_id no', 'file', 'no customer_id')]],
    ['it takes no ID along', [TO_CUSTOMER, key('no', 'file')]],
    ['the columns are not compared alike', [TO_CUSTOMER, { ...toFile, unlike: ['customer_id'] }]],
    ['the ID may be null', [{ ...TO_CUSTOMER, mayBeNull: ['customer_id'] }, toFile]],
    ['the row holds two IDs', [TO_CUSTOMER, key('by', 'customer_entity'), toFile]],
    ['the ID is not the customer’s row ID', [key('customer_id', 'customer_entity', 'import_id'), toFile]],
    ['the ID is keyed to another table', [key('customer_id', 'title'), toFile]],
    ['the parent holds no ID', [TO_CUSTOMER, key('title', 'title')]],
    ['the parent is not there', [TO_CUSTOMER, key('gone', 'gone')]],
  ])('and something where %s', (_name, keys) => {
    expect(leads(table('page', keys), table('title'))).toEqual(keys.map(({ parent }) => parent));
  });

  it('only beside the one to the customer, whatever customers refer to', () => {
    const page = table('page', [key('id', 'customer_entity')]);
    expect(leads(page, table('customer_entity', [key('id', 'customer_entity')]))).toEqual([
      'customer_entity',
    ]);
  });

  it('and a table that is not there has none', () => {
    expect(leading(tablesOf(CUSTOMER), 'page')).toEqual([]);
  });
});

describe('the column that holds the ID of the customer', () => {
  const NOTE = table('note', [key('by', 'customer_entity')]);
  const BY_TEXT = table('letter', [key('name', 'customer_entity', 'import_id')], { columns: 'no' });
  const RING = [table('a', [key('b', 'b', 'b')]), table('b', [key('a', 'a', 'a')])];
  const idOf = idColumns(tablesOf(CUSTOMER, FILE, NOTE, BY_TEXT, ...RING));

  it.each([
    ['of a key to the row ID', TO_CUSTOMER, 'customer_id'],
    ['beside a tenant’s number', key('tenant who', 'customer_entity', 'tenant id'), 'who'],
    ['none of a key to something else of the customer’s', key('name', 'customer_entity', 'import_id'), null],
    ['of a key that takes it along', key('no who', 'file', 'no customer_id'), 'who'],
    ['none of a key to the parent’s own ID', toNote, null],
    ['none where the parent holds none', key('n name', 'letter', 'no name'), null],
    ['none where the parent is not there', key('customer_id', 'gone', 'customer_id'), null],
    ['none in a circle', key('a', 'a', 'b'), null],
  ])('%s', (_name, one, column) => {
    expect([idOf(one), idOf(one)]).toEqual([column, column]);
  });
});

describe('a chain of keys', () => {
  const tables = tablesOf(
    table('customer_entity', [key('branch', 'branch')]),
    ...[table('branch', [key('head', 'customer_entity')]), LOAN, LINK, table('note', [TO_CUSTOMER])],
    ...[table('payment', [TO_LOAN]), table('fee', [key('title', 'title'), key('payment', 'payment')])],
    ...[
      table('title'),
      table('a', [key('b', 'b')]),
      table('b', [key('a', 'a')]),
      table('of_link', [key('link', 'loan_customer')]),
    ],
  );
  it.each([
    ['loan_entity', 'loan_entity', true],
    ['payment', 'loan_entity', true],
    ['fee', 'loan_entity', true],
    ['title', 'loan_entity', false],
    ['gone', 'loan_entity', false],
    ['a', 'loan_entity', false],
    // Not past a link, and not past a customer.
    ['loan_customer', 'loan_entity', false],
    ['of_link', 'loan_entity', false],
    ['of_link', 'loan_customer', true],
    ['note', 'customer_entity', true],
    ['note', 'branch', false],
    // But from one.
    ['customer_entity', 'branch', true],
    ['customer_entity', 'loan_entity', false],
  ])('from %s to %s: %s', (from, to, leads) => {
    expect(reaches(tables, from, to)).toBe(leads);
  });
});
