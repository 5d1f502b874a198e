/** Whose row is it? The shape of a store that can be told (docs/DOMAIN.md, "Whose row is it?"). */
import { describe, expect, it } from 'vitest';
import { classify, type Shape } from '../../../src/core/shape/shape.ts';
import type { TableFacts } from '../../../src/core/shape/ways.ts';
import { OURS, OWN, TO_CUSTOMER, TO_LOAN, key, storeWith, table } from './tables.ts';

function shapeOf(...tables: readonly TableFacts[]): Shape {
  const shape = classify(storeWith(...tables), OWN);
  if ('trouble' in shape) throw new Error(JSON.stringify(shape.trouble));
  return shape;
}

/** A chain of so many tables, each on the one above it, the first on a customer. */
const chain = (length: number): readonly TableFacts[] =>
  Array.from({ length }, (_, at) =>
    table(`t${at}`, [at === 0 ? TO_CUSTOMER : key('up', `t${at - 1}`)]),
  ).toReversed();

describe('the shape of a store', () => {
  it('is the customers’ records, the loans’, and nothing beside, as the migrations make it', () => {
    expect(classify(OURS, OWN)).toEqual({
      customer: [{ table: 'customer_note', key: TO_CUSTOMER, idColumn: 'customer_id' }],
      loan: ['loan_entity', 'loan_payment'],
      loanKeys: [{ table: 'loan_payment', keys: [TO_LOAN] }],
      notExamined: [],
      beside: [],
    });
  });

  it('has parents before children, and of one level the first by name first', () => {
    const tables = [
      ...[table('a_stamp', [key('page', 'page')]), table('page', [key('note', 'customer_note')])],
      ...[table('zone', [TO_CUSTOMER]), table('book', [TO_CUSTOMER]), table('a_page', [key('zone', 'zone')])],
    ];
    for (const order of [tables, tables.toReversed()]) {
      const names = shapeOf(...order).customer.map((one) => one.table);
      expect(names).toEqual(['book', 'customer_note', 'zone', 'a_page', 'page', 'a_stamp']);
    }
  });

  it('says by which key rows go, and in which column the customer’s own ID stands', () => {
    const toTitle = key('title', 'title');
    const byNote = key('note', 'customer_note');
    const { customer } = shapeOf(
      table('title'),
      table('page', [toTitle, byNote]),
      table('who', [key('person', 'customer_entity')]),
    );
    expect(customer).toEqual([
      { table: 'customer_note', key: TO_CUSTOMER, idColumn: 'customer_id' },
      { table: 'who', key: key('person', 'customer_entity'), idColumn: 'person' },
      { table: 'page', key: byNote, idColumn: null },
    ]);
  });

  it('takes for a loan’s whatever refers to one, by the keys that compare something', () => {
    const fee = table('fee', [key('payment', 'loan_payment'), key('title', 'title'), TO_LOAN], {
      columns: 'a b',
    });
    const gone = key('x', 'loan_entity', 'gone');
    const pair = key('a b', 'loan_entity', 'id');
    const broken = table('z', [gone, pair, key('s t', 'fee', 'a gone'), key('u v', 'fee', 'a b')]);
    const { loan, loanKeys } = shapeOf(table('y', [gone]), broken, fee, table('title'));
    expect(loan).toEqual(['fee', 'loan_entity', 'loan_payment', 'y', 'z']);
    expect(loanKeys).toEqual([
      { table: 'fee', keys: [key('payment', 'loan_payment'), TO_LOAN] },
      { table: 'loan_payment', keys: [TO_LOAN] },
      { table: 'z', keys: [key('u v', 'fee', 'a b')] },
    ]);
  });

  it('follows loans nowhere: each is its own', () => {
    const loans = table('loan_entity', [key('last', 'loan_payment')], {
      columns: 'status archived deleted closed_on',
    });
    expect(shapeOf(loans).loanKeys).toEqual([{ table: 'loan_payment', keys: [TO_LOAN] }]);
  });

  it('names by name every other table that may hold something of somebody’s, and what it is to the records', () => {
    const titles = table('customer_status_entity', [], { columns: 'title who' });
    const { notExamined, beside } = shapeOf(
      table('settings'),
      table('audit_log'),
      table('ledger_old'),
      titles,
    );
    expect(notExamined).toEqual(['audit_log', 'customer_status_entity', 'ledger_old', 'settings']);
    expect(beside).toEqual([
      { table: 'audit_log', why: 'other', by: null },
      { table: 'customer_status_entity', why: 'referred-to', by: 'customer_entity' },
      { table: 'ledger_old', why: 'other', by: null },
      { table: 'settings', why: 'other', by: null },
    ]);
    const place = table('customer_note', [TO_CUSTOMER, key('place', 'place')]);
    expect(shapeOf(place, table('place')).beside).toEqual([
      { table: 'place', why: 'referred-to', by: 'customer_note' },
    ]);
  });

  it('is told through twenty tables, and no further', () => {
    expect(shapeOf(...chain(20)).customer).toHaveLength(21);
    expect(classify(storeWith(...chain(22)), OWN)).toEqual({
      trouble: { why: 'too-deep', table: 't20', levels: 21, most: 20 },
    });
  });
});

describe('takes no offence at', () => {
  const watched = { triggers: ['keep'] };
  it.each<[string, readonly TableFacts[]]>([
    ['a trigger on a table that it never touches', [table('log', [], watched)]],
    [
      'a customer’s ID that is keyed to another table',
      [table('old'), table('t', [key('customer_id', 'old')])],
    ],
    ['a customer’s ID in the ledger', [table('ledger_run', [], { columns: 'record customer_id' })]],
    ['a loan’s ID where no row goes', [table('t', [], { columns: 'loan_id' })]],
    ['a loan’s ID in a table of a loan’s', [table('t', [key('l', 'loan_entity')], { columns: 'loan_id' })]],
    [
      'links without a key to the loan',
      [table('loan_customer', [TO_CUSTOMER], { columns: 'loan_id', rowId: null })],
    ],
    [
      'loans known by an index',
      [
        table('loan_entity', [], {
          columns: 'status archived deleted closed_on',
          rowId: null,
          unique: ['id'],
        }),
      ],
    ],
    [
      'links by a branch beside the loan’s ID',
      [table('loan_customer', [key('branch loan_id', 'loan_entity', 'branch id'), TO_CUSTOMER])],
    ],
    [
      'links with two keys of that column, one of them to loans',
      [table('account'), table('loan_customer', [key('loan_id', 'account'), TO_LOAN, TO_CUSTOMER])],
    ],
    [
      'keys to other things from links',
      [table('role'), table('loan_customer', [TO_LOAN, TO_CUSTOMER, key('role', 'role')])],
    ],
    [
      'a loan that refers to another thing',
      [
        table('branch'),
        table('loan_entity', [key('branch', 'branch')], { columns: 'status archived deleted closed_on' }),
      ],
    ],
  ])('%s', (_name, tables) => {
    expect(classify(storeWith(...tables), OWN)).not.toHaveProperty('trouble');
  });
});
