import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import {
  duration,
  listed,
  moment,
  percent,
  plural,
  shortHash,
  thousands,
} from '../../../src/view/text/format.ts';
import { displayWidth, hangingIndent, justify, wrap } from '../../../src/view/text/layout.ts';
import { toAscii, makeStyle, paint, type StyleSource } from '../../../src/view/text/style.ts';
import { ASCII_80, COLOUR_80, PLAIN_80 } from '../values.ts';

function style(env: StyleSource['env'], change: Partial<StyleSource> = {}) {
  return makeStyle({ env, isTTY: true, columns: 80, noColor: false, ...change });
}

describe('colour', () => {
  test.each([
    ['a terminal has it', {}, {}, true],
    ['a pipe has none', {}, { isTTY: false }, false],
    ['NO_COLOR takes it away', { NO_COLOR: '1' }, {}, false],
    ['an empty NO_COLOR says nothing', { NO_COLOR: '' }, {}, true],
    ['a dumb terminal has none', { TERM: 'dumb' }, {}, false],
    ['FORCE_COLOR gives it to a pipe', { FORCE_COLOR: '1' }, { isTTY: false }, true],
    ['FORCE_COLOR wins over NO_COLOR, as in Node', { FORCE_COLOR: '1', NO_COLOR: '1' }, {}, true],
    ['FORCE_COLOR=0 takes it away', { FORCE_COLOR: '0' }, {}, false],
    ['--no-color wins over all', { FORCE_COLOR: '1' }, { noColor: true }, false],
  ])('%s', (...[, env, change, expected]) => {
    expect(style(env, change).color).toBe(expected);
  });

  test('is nothing but added: without it the text is the same', () => {
    expect(paint(PLAIN_80, 'red', 'x')).toBe('x');
    expect(displayWidth(paint(COLOUR_80, 'red', 'x'))).toBe(1);
    expect(paint(COLOUR_80, 'red', 'x')).toContain('\u001b[31m');
  });
});

describe('signs', () => {
  test.each([
    ['LANG of UTF-8', { LANG: 'en_US.UTF-8' }, true],
    ['LC_ALL before LANG', { LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    ['an empty LC_ALL says nothing', { LC_ALL: '', LC_CTYPE: 'C.utf8' }, true],
    ['no locale is C', {}, false],
    ['Windows has no locale and needs none', { OS: 'Windows_NT' }, true],
  ])('%s', (_name, env, expected) => {
    expect(style(env).unicode).toBe(expected);
  });

  test('have ASCII for each, and a number for what has none', () => {
    expect(toAscii(ASCII_80, '✓ ✗ → … • − ─ – é')).toBe('ok x -> ... * - - - <U+00E9>');
  });
});

test('width is the terminal up to 80 columns, and 80 off a terminal', () => {
  expect(style({}, { columns: 60 }).width).toBe(60);
  expect(style({}, { columns: 200 }).width).toBe(80);
  expect(style({}, { columns: 200, isTTY: false }).width).toBe(80);
  expect(style({}, { columns: undefined }).width).toBe(80);
});

describe('layout', () => {
  test('counts what a terminal shows, not characters', () => {
    expect(displayWidth('日本')).toBe(4);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth(paint(COLOUR_80, 'red', '✗ Müller'))).toBe(8);
  });

  test('the short way to a width is that of the long one, at every code point and beside any other', () => {
    const points = Array.from({ length: 0x3000 - 0x20 }, (_, at) => String.fromCodePoint(at + 0x20));
    for (const point of points) expect(displayWidth(point), point).toBe(stringWidth(point));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...points, '\ufe0f', '\u200d', '日', '👩') }), (text) => {
        expect(displayWidth(text)).toBe(stringWidth(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps what is to be typed on one line', () => {
    expect(wrap('If it is meant:  --allow-open-loans 1', 20)).toEqual([
      'If it is meant:',
      '--allow-open-loans 1',
    ]);
  });

  test('keeps a name with two spaces in it within what is to be typed', () => {
    const line = "lms-import plan 'the  list of july.csv' --store 'a  '\\''b'";
    expect(wrap(`See them:  ${line}  and then read on`, 30)).toEqual(['See them:', line, 'and then read on']);
  });

  test('puts further lines under the text', () => {
    expect(hangingIndent({ ...PLAIN_80, width: 26 }, '  x ', 'one two three four five six')).toEqual([
      '  x one two three four',
      '    five six',
    ]);
  });

  test('uses two lines where both edges have no room on one', () => {
    expect(justify({ ...PLAIN_80, width: 12 }, 'left text', 'right')).toEqual(['left text', '     right']);
  });
});

test('numbers, times and lists have one form', () => {
  expect([thousands(1204), thousands(999), thousands(1_000_000)]).toEqual(['1,204', '999', '1,000,000']);
  expect([plural(1, 'row'), plural(0, 'row'), plural(2, 'address', 'addresses')]).toEqual([
    '1 row',
    '0 rows',
    '2 addresses',
  ]);
  expect([duration(640), duration(9_960), duration(75_000), duration(200_000)]).toEqual([
    '0.6 s',
    '10 s',
    '75 s',
    '3 min 20 s',
  ]);
  expect([percent(412, 1204), percent(1, 1000), percent(199, 200), percent(0, 9), percent(9, 9)]).toEqual([
    '34 %',
    'under 1 %',
    'over 99 %',
    '0 %',
    '100 %',
  ]);
  expect(moment('2026-11-23T02:00:01.640Z')).toBe('2026-11-23 02:00:01 UTC');
  expect(shortHash('9f2c0000b71e')).toBe('9f2c…b71e');
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
});
