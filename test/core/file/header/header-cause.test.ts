/** The one thing that makes a whole first row wrong. */
import { describe, expect, it } from 'vitest';
import { compareHeader } from '../../../../src/core/file/header/header.ts';
import { CUSTOMER_TEMPLATE, customerHeader, type Template } from '../../../../src/core/file/template.ts';

const HEADER = customerHeader().trim();
const ROW = 'remove,40009,,,,,987-65-4321,Anna,,Brandt';
const causeOf = (line: string, template = CUSTOMER_TEMPLATE) =>
  compareHeader(template, line.split(','))?.details.cause;

describe('one cause for a whole first row', () => {
  it.each([
    ['\r', 'U+000D'],
    ['\v', 'U+000B'],
    ['\f', 'U+000C'],
    ['\0', 'U+0000'],
    ['\n', 'U+000A'],
    ['\u0085', 'U+0085'],
    ['\u2028', 'U+2028'],
    ['\u2029', 'U+2029'],
    ['\r\r', 'U+000D'],
    [';', 'U+003B'],
    ['\t', 'U+0009'],
    ['|', 'U+007C'],
    [' ', 'U+0020'],
    [',', 'U+002C'],
    ['', ''],
  ])('%j where the header should end', (end, character) => {
    const cause = { kind: 'no-line-break', character };
    expect(causeOf(HEADER + end + ROW)).toMatchObject(cause);
    expect(causeOf(`${HEADER}${end}${HEADER}`)).toMatchObject(cause);
  });

  it('a row that begins with an empty cell', () => {
    expect(causeOf(`${HEADER}\r,40009`)).toMatchObject({ kind: 'no-line-break', character: 'U+000D' });
  });

  it.each([
    ['what follows is no row', `${HEADER}\rkeep,Brandt`],
    ['what follows begins with an empty cell', `${HEADER}\r,Brandt`],
    ['the header ends early', 'action,customerId\rkeep,Brandt'],
  ])('a carriage return, where %s', (_name, line) => {
    expect(causeOf(line)).toMatchObject({ kind: 'no-line-break', character: 'U+000D' });
  });

  it('no header at all, and a whole line in quotes', () => {
    expect(causeOf(ROW)).toMatchObject({ kind: 'no-header', character: null });
    expect(compareHeader(CUSTOMER_TEMPLATE, [HEADER])?.details.cause).toMatchObject({
      kind: 'quoted-line',
      character: null,
    });
  });

  it('in a template whose action is not the first column', () => {
    const labels = ['lastName', 'customerId', 'action'];
    const own: Template = { name: 'own.csv', labels, sha256: '', actionIndex: 2, customerIdIndex: 1 };
    expect(causeOf('lastName,customerId,actionBrandt,40009,remove', own)).toMatchObject({
      kind: 'no-line-break',
      character: '',
    });
    expect(causeOf('Brandt,40009,remove', own)).toMatchObject({ kind: 'no-header', character: null });
  });

  it.each([
    ['a label that goes on', `${HEADER}On,Notes`],
    ['a label less', HEADER.slice(0, -11)],
    ['labels of somebody else', 'a,b,c,d'],
    ['a label with a carriage return at its end', HEADER.replace('status', 'status\r')],
    [
      'a label with a carriage return at its end, and a label more',
      `${HEADER.replace('status', 'status\r')},Notes`,
    ],
    ['a carriage return at the end of all', `${HEADER}\r`],
    ['a carriage return before all', `\r${HEADER}`],
    ['blanks alone before it', HEADER.replace('status', ' \rstatus')],
    ['one of its labels twice', `${HEADER},action`],
    ['another one twice', `${HEADER},x,customerId`],
    ['a row that holds a label', 'remove,40009,status'],
    ['one label and a comma in quotes', '"action'],
    ['a list of names', 'Brandt'],
  ])('none for %s', (_name, line) => {
    expect(causeOf(line)).toBeNull();
  });

  const lines = (...texts: readonly string[]) => {
    const [first = '', ...below] = texts;
    const rows = below.map((text, at) => ({
      row: at + 2,
      line: at + 2,
      cells: text.split(','),
      unterminated: false,
    }));
    return compareHeader(CUSTOMER_TEMPLATE, first.split(','), rows)?.details.cause ?? null;
  };
  const SEMICOLONS = HEADER.replaceAll(',', ';');

  it.each([
    ['a title', 2, ['Removals of July', HEADER, ROW]],
    ['a title that fills its row', 2, [`Removals${','.repeat(47)}`, HEADER]],
    ['a title of one word that asks', 2, ['Delete', HEADER, ROW]],
    ['a title and an empty row', 3, ['Removals of July', '', HEADER]],
    ['an empty row', 2, ['', HEADER]],
    ['sep=', 2, ['sep=,', HEADER]],
    ['a version', 2, ['#version 3,,,', HEADER]],
    ['a friendly header', 2, [HEADER.replace('customerId', 'Number of the customer'), HEADER]],
    ['a title above a header with a fault', 2, ['July', HEADER.replace('email', 'e-mail')]],
    ['a title above semicolons', 2, ['July', SEMICOLONS]],
    [
      'semicolons in quotes',
      2,
      [
        'July',
        SEMICOLONS.split(';')
          .map((cell) => `"${cell}"`)
          .join(';'),
      ],
    ],
  ])('the header below %s', (_name, row, texts) => {
    expect(lines(...texts)).toEqual({ kind: 'header-below', character: null, row, columns: [] });
  });

  it.each([
    ['a customer above the header, who would go with it', ROW, HEADER],
    ['a customer between a title and the header', 'July', ROW, HEADER],
    ['another separator, which sep= names', 'sep=;', SEMICOLONS],
    ['a right header', HEADER, HEADER],
    ['no header anywhere', 'July', 'August'],
  ])('no row to delete: %s', (_name, ...texts) => {
    expect(lines(...texts)?.kind ?? null).not.toBe('header-below');
  });

  it.each([
    ['id-list', '40009'],
    ['id-list', 'customerId'],
    ['id-list', 'Customer ID'],
    ['id-list', 'ID,,'],
    ['names-list', 'customerId,lastName'],
    ['names-list', 'customerId,firstName,lastName,city'],
    ['own-output', 'row,customerId,records,linkedLoans,lastClosedOn'],
    ['own-output', 'code,severity,row,line,cell,label,value,message,remedy'],
    [null, 'loanId'],
    [null, HEADER.replace('action,', '')],
    [null, 'action,customerId'],
  ])('another file: %s, %s', (kind, line) => {
    expect(lines(line)?.kind ?? null).toBe(kind);
  });
});

describe('a row where the header should be', () => {
  it.each([
    ['by its action alone', 'Remove,Brandt'],
    ['by its ID alone', 'keep, 40009 '],
    ['though labels stand beyond', `${ROW}${','.repeat(38)},status`],
  ])('is seen %s', (_name, line) => {
    expect(causeOf(line)).toMatchObject({ kind: 'no-header', character: null });
  });

  it('is seen under a template whose last label is empty', () => {
    const labels = ['action', 'customerId', ''];
    const own: Template = { name: 'own.csv', labels, sha256: '', actionIndex: 0, customerIdIndex: 1 };
    expect(causeOf('remove,40009', own)).toMatchObject({ kind: 'no-header', character: null });
  });
});

it.each([
  [['action,customerId'], 'quoted-line'],
  [['action,customerId', 'status'], undefined],
  [['action,Brandt'], undefined],
  [['action'], undefined],
])('%j is a line in quotes: %s', (cells, kind) => {
  expect(compareHeader(CUSTOMER_TEMPLATE, cells)?.details.cause?.kind).toBe(kind);
});
