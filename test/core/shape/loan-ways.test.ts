/** By which chains of keys rows hang on loans: every one, and none where a statement could not hold them. */
import { describe, expect, it } from 'vitest';
import { waysToLoan } from '../../../src/core/shape/loan-ways.ts';
import { MOST_LEVELS, type Shape } from '../../../src/core/shape/shape.ts';
import type { ForeignKey } from '../../../src/core/shape/ways.ts';
import { TO_LOAN, key } from './tables.ts';

const keysBy = (tables: Readonly<Record<string, readonly ForeignKey[]>>): Shape['loanKeys'] =>
  Object.entries(tables).map(([table, keys]) => ({ table, keys }));

/** The columns of each way, one after the other. */
const columnsOf = (tables: Readonly<Record<string, readonly ForeignKey[]>>, from: string) =>
  waysToLoan(keysBy(tables), from).map((way) => way.map((one) => one.columns.join(' ')).join(' > '));

const toPayment = key('payment', 'payment');
/** So many keys from one table to another. */
const many = (count: number, parent: string) =>
  Array.from({ length: count }, (_, at) => key(`c${at}`, parent));

describe('ways to a loan', () => {
  it.each([
    ['its own key', { fee: [TO_LOAN] }, ['loan_id']],
    ['two of its own', { fee: [TO_LOAN, key('old', 'loan_entity')] }, ['loan_id', 'old']],
    ['another table', { fee: [toPayment], payment: [TO_LOAN] }, ['payment > loan_id']],
    [
      'both, the shorter one first',
      { fee: [toPayment, TO_LOAN], payment: [TO_LOAN] },
      ['loan_id', 'payment > loan_id'],
    ],
    [
      'two tables, one on the other',
      { fee: [key('stamp', 'stamp'), toPayment], stamp: [toPayment], payment: [TO_LOAN] },
      ['payment > loan_id', 'stamp > payment > loan_id'],
    ],
    // A fee of a fee: one step is followed.
    ['rows of its own', { fee: [key('up', 'fee'), TO_LOAN] }, ['loan_id', 'up > loan_id']],
    ['a circle', { fee: [toPayment], payment: [key('fee', 'fee'), TO_LOAN] }, ['payment > loan_id']],
    ['nothing that leads there', { fee: [key('title', 'title')], title: [] }, []],
    ['a table that is not there', { fee: [key('title', 'title')] }, []],
    ['no key', { fee: [] }, []],
    ['other tables’ keys', { payment: [TO_LOAN] }, []],
  ])('by %s', (_name, tables, expected) => {
    expect(columnsOf(tables, 'fee')).toEqual(expected);
  });

  it.each([
    [49, 49],
    [50, 50],
    [51, 0],
  ])('of %i keys are %i', (count, ways) => {
    expect(columnsOf({ fee: many(count, 'loan_entity') }, 'fee')).toHaveLength(ways);
  });

  it.each([
    [30, 20, 50],
    [30, 21, 0],
  ])('%i short ones and %i longer ones are %i', (short, long, ways) => {
    const tables = { fee: [...many(short, 'loan_entity'), toPayment], payment: many(long, 'loan_entity') };
    expect(columnsOf(tables, 'fee')).toHaveLength(ways);
  });

  it.each([
    [MOST_LEVELS, 1],
    [MOST_LEVELS + 1, 0],
  ])('of %i keys one after the other are %i', (length, ways) => {
    const chain = Array.from({ length }, (_, at) => [
      `t${at}`,
      [at === 0 ? TO_LOAN : key('up', `t${at - 1}`)],
    ]);
    expect(columnsOf(Object.fromEntries(chain), `t${length - 1}`)).toHaveLength(ways);
  });
});

it('twenty tables are followed, one after the other', () => {
  expect(MOST_LEVELS).toBe(20);
});
