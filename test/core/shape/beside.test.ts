/** What a table that is not examined is to a customer's records. */
import { describe, expect, it } from 'vitest';
import { besideOf } from '../../../src/core/shape/beside.ts';
import { type TableFacts } from '../../../src/core/shape/ways.ts';
import { OURS, TO_CUSTOMER, key, table, tablesOf } from './tables.ts';

/** As `why by`, by table, of the tables that are not ours. */
function besides(...others: readonly TableFacts[]): Readonly<Record<string, string>> {
  const names = others.map((one) => one.table).filter((name) => !name.startsWith('customer_'));
  const found = besideOf(tablesOf(...OURS, ...others), names, ['customer_note', 'customer_visit']);
  expect(found.map((one) => one.table)).toEqual(names);
  return Object.fromEntries(found.map((one) => [one.table, `${one.why} ${one.by ?? '-'}`]));
}

describe('a table that is not examined', () => {
  const visit = table('customer_visit', [TO_CUSTOMER, key('place', 'place')]);
  const person = key('customer_id', 'person');

  it('is no more than another one where nothing ties it to a record', () => {
    expect(besides(table('settings'), table('log', [key('setting', 'settings')]))).toEqual({
      settings: 'other -',
      log: 'other -',
    });
  });

  it('is referred to by records, or by customers and links themselves', () => {
    expect(besides(visit, table('place'))).toEqual({ place: 'referred-to customer_visit' });
    const customers = table('customer_entity', [key('branch', 'branch')]);
    const links = table('loan_customer', [key('role', 'role')]);
    const tables = tablesOf(customers, links, table('branch'), table('role'));
    expect(besideOf(tables, ['branch', 'role'], [])).toEqual([
      { table: 'branch', why: 'referred-to', by: 'customer_entity' },
      { table: 'role', why: 'referred-to', by: 'loan_customer' },
    ]);
  });

  it('is parallel by a customer’s ID that is keyed to another table, which is referred to by it', () => {
    expect(besides(table('person'), table('call', [person]))).toEqual({
      person: 'referred-to call',
      call: 'parallel person',
    });
    const calls = table('call', [key('at customer_id', 'person', 'at id'), key('title', 'title')]);
    expect(besides(calls, table('person'), table('title'))).toMatchObject({ call: 'parallel person' });
  });

  it('hangs on one of those, or is referred to by one, however far', () => {
    const bill = table('bill', [key('call', 'call'), key('rate', 'rate')]);
    const line = table('bill_line', [key('bill', 'bill')]);
    const rates = [table('rate', [key('currency', 'currency')]), table('currency')];
    expect(
      besides(table('person'), table('call', [person]), line, bill, ...rates, table('settings')),
    ).toEqual({
      person: 'referred-to call',
      call: 'parallel person',
      bill: 'hangs-on call',
      bill_line: 'hangs-on bill',
      rate: 'referred-to bill',
      currency: 'referred-to rate',
      settings: 'other -',
    });
  });

  it('keeps what was found first: records before another ID, and that before what is tied to it', () => {
    const place = table('place', [person, key('area', 'area')]);
    expect(besides(visit, place, table('person', [key('place', 'place')]), table('area'))).toEqual({
      place: 'referred-to customer_visit',
      person: 'referred-to place',
      area: 'referred-to place',
    });
  });

  it('is asked of those alone that are named: a table of a loan’s is none, and what is tied to it not by that', () => {
    const fee = table('fee', [key('loan_id', 'loan_entity'), key('rate', 'rate')]);
    const tables = tablesOf(...OURS, fee, table('rate'), table('loan_call', [key('customer_id', 'fee')]));
    expect(besideOf(tables, ['rate'], ['customer_note'])).toEqual([
      { table: 'rate', why: 'other', by: null },
    ]);
    expect(besideOf(tables, [], [])).toEqual([]);
  });

  it('may refer to what is not there', () => {
    const lost = table('call', [key('customer_id', 'gone')]);
    expect(besides(lost)).toEqual({ call: 'parallel gone' });
    expect(besideOf(tablesOf(), ['call'], ['gone'])).toEqual([{ table: 'call', why: 'other', by: null }]);
  });
});
