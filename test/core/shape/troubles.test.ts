/** Shapes of a store that are refused, because nobody can know whose rows those are, and which table and columns are named. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/core/shape/shape.ts';
import type { ForeignKey, TableFacts } from '../../../src/core/shape/ways.ts';
import { OURS, OWN, TO_CUSTOMER, TO_LOAN, key, storeWith, table } from './tables.ts';

const troubleOf = (...tables: readonly TableFacts[]): unknown => {
  const shape = classify(storeWith(...tables), OWN);
  return 'trouble' in shape ? shape.trouble : null;
};

const CUSTOMER_COLUMNS = 'first_name last_name company_name email ssn driver_license access_user_name';
const LOAN_COLUMNS = 'status archived deleted closed_on';
const customers = (keys: readonly ForeignKey[], more = '') =>
  table('customer_entity', keys, { columns: `${CUSTOMER_COLUMNS} ${more}` });
const loans = (keys: readonly ForeignKey[]) => table('loan_entity', keys, { columns: LOAN_COLUMNS });
const links = (keys: readonly ForeignKey[], columns = 'loan_id') =>
  table('loan_customer', keys, { columns, rowId: null });
const nullable = (one: ForeignKey): ForeignKey => ({ ...one, mayBeNull: one.columns });
const toLink = key('l c', 'loan_customer', 'loan_id customer_id');

describe('refused by table and columns', () => {
  it.each<[string, string, string, readonly TableFacts[]]>([
    ['two-ways', 't', 'a b', [table('t', [key('b', 'customer_entity'), key('a', 'customer_entity')])]],
    ['two-ways', 't', 'customer_id note', [table('t', [TO_CUSTOMER, key('note', 'customer_note')])]],
    [
      'two-ways',
      'customer_note',
      'by customer_id',
      [table('customer_note', [TO_CUSTOMER, key('by', 'customer_entity')])],
    ],
    [
      'two-ways',
      'loan_customer',
      'by customer_id',
      [links([TO_LOAN, TO_CUSTOMER, key('by', 'customer_entity')])],
    ],
    // Other keys of the table are not to blame.
    [
      'two-ways',
      't',
      'a b',
      [table('o'), table('t', [key('o', 'o'), key('b', 'customer_entity'), key('a', 'customer_entity')])],
    ],
    ['may-be-null', 't', 'customer_id', [table('t', [nullable(TO_CUSTOMER)])]],
    ['may-be-null', 't', 'note', [table('t', [nullable(key('note', 'customer_note'))])]],
    ['key-types-differ', 't', 'note', [table('t', [{ ...key('note', 'customer_note'), unlike: ['note'] }])]],
    [
      'key-not-unique',
      't',
      'n',
      [
        table('u'),
        table('w'),
        table('t', [TO_CUSTOMER, key('n', 'u', 'a'), key('m', 'u'), key('w', 'w', 'a')], { notUnique: 'u' }),
      ],
    ],
    ['customer-and-loan', 't', 'customer_id loan_id', [table('t', [TO_CUSTOMER, TO_LOAN])]],
    [
      'customer-and-loan',
      't',
      'customer_id payment',
      [table('o'), table('t', [TO_CUSTOMER, key('o', 'o'), key('payment', 'loan_payment')])],
    ],
    ['refers-to-itself', 't', 'up', [table('t', [TO_CUSTOMER, key('up', 't')])]],
    ['refers-to-link', 't', 'c l', [table('t', [toLink])]],
    ['refers-to-link', 't', 'c l', [table('t', [TO_CUSTOMER, toLink])]],
    ['no-foreign-key', 't', 'customer_id', [table('t', [], { columns: 'customer_id' })]],
    ['no-foreign-key', 't', 'customerid', [table('t', [TO_CUSTOMER], { columns: 'customerid' })]],
    ['no-foreign-key', 'customer_note', '', [table('customer_note', [], { columns: 'body' })]],
    ['no-foreign-key', 'loan_customer', 'customer_id', [links([TO_LOAN], 'customer_id')]],
    ['no-foreign-key', 'ledger_old', 'customer_id', [table('ledger_old', [], { columns: 'customer_id' })]],
    ['no-loan-key', 't', 'loan_id', [table('t', [TO_CUSTOMER], { columns: 'loan_id' })]],
    ['no-loan-key', 't', 'loanid', [table('t', [key('note', 'customer_note')], { columns: 'loanid' })]],
    ['no-loan-key', 'customer_entity', 'loan_id', [customers([], 'loan_id')]],
    // Keyed to a customer, the rows would go; keyed to nobody, nobody would look.
    ['no-loan-key', 'loan_payment', '', [table('loan_payment', [], { columns: 'loan_id' })]],
    ['no-loan-key', 'loan_payment', '', [table('loan_payment', [TO_CUSTOMER], { columns: 'loan_id' })]],
    [
      'id-not-unique',
      'loan_entity',
      'id',
      [table('loan_entity', [], { columns: LOAN_COLUMNS, rowId: null })],
    ],
    [
      'id-not-row-id',
      'customer_entity',
      'id',
      [table('customer_entity', [], { columns: CUSTOMER_COLUMNS, rowId: null })],
    ],
    [
      'missing-column',
      'loan_entity',
      'closed_on',
      [table('loan_entity', [], { columns: 'status archived deleted' })],
    ],
  ])('%s: %s (%s)', (why, name, columns, tables) => {
    const named = columns.split(' ').filter((column) => column !== '');
    expect(troubleOf(...tables)).toEqual({ why, table: name, columns: named });
  });
});

describe('customers that refer', () => {
  it.each([
    ['refers-to-link', 'c l', toLink],
    ['refers-to-itself', 'spouse', key('spouse', 'customer_entity')],
    ['customer-and-loan', 'last', key('last', 'loan_entity')],
    ['customer-and-loan', 'last', key('last', 'loan_payment')],
    ['customer-refers-to-records', 'note', key('note', 'customer_note')],
  ])('are refused: %s (%s)', (why, columns, to) => {
    const trouble = { why, table: 'customer_entity', columns: columns.split(' ') };
    expect(troubleOf(customers([to]))).toEqual(trouble);
    expect(troubleOf(customers([key('status', 'customer_status_entity'), to]))).toEqual(trouble);
  });
});

describe('loans that lead to a customer', () => {
  it.each([
    ['straight', 'owner', key('owner', 'customer_entity')],
    ['by a record', 'note', key('note', 'customer_note')],
  ])('are to blame, and no table of theirs: %s', (_name, columns, to) => {
    const trouble = { why: 'customer-and-loan', table: 'loan_entity', columns: [columns] };
    expect(
      troubleOf(loans([to, key('status', 'customer_status_entity')]), table('a_fee', [TO_LOAN])),
    ).toEqual(trouble);
  });

  it('by a table of theirs, which is', () => {
    const payment = table('loan_payment', [TO_LOAN, key('payer', 'customer_entity')]);
    const trouble = { why: 'customer-and-loan', table: 'loan_payment', columns: ['loan_id', 'payer'] };
    expect(troubleOf(loans([key('last', 'loan_payment')]), payment)).toEqual(trouble);
    const fee = table('a_fee', [key('payment', 'loan_payment'), key('status', 'customer_status_entity')]);
    expect(troubleOf(payment, fee)).toEqual(trouble);
  });

  it('by a link, which shows in whoever refers to one', () => {
    const trouble = { why: 'refers-to-link', table: 'loan_entity', columns: ['c', 'l'] };
    expect(troubleOf(loans([toLink]))).toEqual(trouble);
  });
});

describe('links', () => {
  const byName = key('customer_id', 'customer_entity', 'import_id');
  it.each<[string, string, readonly ForeignKey[]]>([
    ['id-not-row-id', 'customer_id', [TO_LOAN, byName]],
    ['id-not-row-id', 'who', [TO_LOAN, key('who', 'customer_entity')]],
    ['id-not-row-id', 'loan_id', [key('loan_id', 'loan_entity', 'display_id'), TO_CUSTOMER]],
    ['id-not-row-id', 'customer_id loan_id', [key('loan_id', 'loan_entity', 'display_id'), byName]],
    ['other-loans', 'loan_id', [key('loan_id', 'account'), TO_CUSTOMER]],
    ['second-loan', 'next', [TO_LOAN, TO_CUSTOMER, key('next', 'loan_entity')]],
    ['second-loan', 'old', [key('old', 'loan_entity'), TO_CUSTOMER]],
  ])('are refused: %s (%s)', (why, columns, keys) => {
    const trouble = { why, table: 'loan_customer', columns: columns.split(' ') };
    expect(troubleOf(table('account'), links(keys, 'loan_id customer_id'))).toEqual(trouble);
  });

  it('are named last: what is wrong elsewhere shows in them, too', () => {
    const bad = links([TO_LOAN, nullable(TO_CUSTOMER)]);
    expect(troubleOf(bad)).toMatchObject({ why: 'may-be-null', table: 'loan_customer' });
    expect(troubleOf(bad, table('z', [nullable(TO_CUSTOMER)]))).toMatchObject({ table: 'z' });
  });
});

describe('triggers and virtual tables', () => {
  const watched = { triggers: ['keep', 'more'] };
  it.each<[string, TableFacts]>([
    ['a record', table('customer_note', [TO_CUSTOMER], watched)],
    ['a company’s record', table('t', [TO_CUSTOMER], watched)],
    ['a loan’s', table('fee', [TO_LOAN], watched)],
    ['a table of ours that nothing goes from', table('ledger_run', [], watched)],
  ])('a trigger is refused on %s', (_name, facts) => {
    expect(troubleOf(facts)).toEqual({ why: 'trigger', table: facts.table, trigger: 'keep' });
  });

  it('a virtual table is refused, whatever else is wrong with it', () => {
    const search = table('search', [], {
      virtual: 'own-content',
      columns: 'customer_id',
      triggers: ['keep'],
    });
    expect(troubleOf(search)).toEqual({ why: 'virtual-table', table: 'search', holds: 'own-content' });
  });
});

describe('what is told first is', () => {
  it('a table of ours that is not there, the first by name', () => {
    const [first, ...rest] = OURS.filter(
      ({ table: name }) => name !== 'loan_payment' && name !== 'ledger_run',
    );
    if (first === undefined) throw new Error('no table');
    const shape = classify([...rest, table('t', [], { columns: 'customer_id' })], OWN);
    expect(shape).toEqual({ trouble: { why: 'missing-table', table: first.table } });
    const turned = new Set([...OWN].toReversed());
    expect(classify([first, ...rest], turned)).toEqual({
      trouble: { why: 'missing-table', table: 'ledger_run' },
    });
    expect(classify([], new Set())).not.toHaveProperty('trouble');
  });

  it('then columns, then loans, then the first table by name', () => {
    const [a, b] = ['a', 'b'].map((name) => table(name, [nullable(TO_CUSTOMER)]));
    if (a === undefined || b === undefined) throw new Error('no table');
    expect(troubleOf(b, a)).toMatchObject({ table: 'a' });
    const bare = table('a', [], { columns: 'customer_id' });
    expect(troubleOf(b, bare)).toMatchObject({ why: 'no-foreign-key', table: 'a' });
    const bad = loans([key('owner', 'customer_entity')]);
    expect(troubleOf(b, a, bad)).toMatchObject({ table: 'loan_entity' });
    const lacking = table('customer_entity', [], { columns: 'last_name' });
    expect(troubleOf(b, a, bad, lacking)).toMatchObject({ why: 'missing-column', table: 'customer_entity' });
  });

  it('of one key: that it may be null, then that it is not unique, then that types differ', () => {
    const bad: ForeignKey = { ...key('n', 'customer_note', 'no'), mayBeNull: ['n'], unlike: ['n'] };
    const why = (change: Partial<ForeignKey>, notUnique: string | null) =>
      troubleOf(table('t', [{ ...bad, ...change }], { notUnique }));
    expect(why({}, 'customer_note')).toMatchObject({ why: 'may-be-null', columns: ['n'] });
    expect(why({ mayBeNull: [] }, 'customer_note')).toMatchObject({ why: 'key-not-unique', columns: ['n'] });
    expect(why({ mayBeNull: [] }, null)).toMatchObject({ why: 'key-types-differ', columns: ['n'] });
    expect(why({ mayBeNull: [], unlike: [] }, null)).toBeNull();
  });
});
