import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOTHING_GIVEN } from '../../../src/view/text/given.ts';
import { nextLine, shellQuote } from '../../../src/view/text/shell.ts';
import { ASCII_80, PLAIN_80 } from '../values.ts';

test('a plain argument stays bare, an odd one is quoted', () => {
  expect(shellQuote(PLAIN_80, 'ops/lms.db')).toBe('ops/lms.db');
  expect(shellQuote(PLAIN_80, 'july new.csv')).toBe("'july new.csv'");
  expect(shellQuote(PLAIN_80, "it's $HOME")).toBe(String.raw`'it'\''s $HOME'`);
  expect(shellQuote(PLAIN_80, '')).toBe("''");
  expect(shellQuote(PLAIN_80, '-x.csv')).toBe('./-x.csv');
  expect(shellQuote(PLAIN_80, 'a\u0007b')).toBe(String.raw`$'a\x07b'`);
});

test('a shell reads back what was meant, in ASCII too', () => {
  const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
  const path = fc.string({
    unit: fc.oneof(character, fc.constantFrom(...Array.from('\'"\\$`!;\n\t é日'))),
    maxLength: 12,
  });
  fc.assert(
    fc.property(path, fc.constantFrom(PLAIN_80, ASCII_80), (text, style) => {
      fc.pre(!text.includes('\0') && !text.startsWith('-'));
      const shell = spawnSync('bash', ['-c', `printf %s ${shellQuote(style, text)}`], { encoding: 'utf8' });
      expect(shell.stdout).toBe(text);
    }),
    { numRuns: 60 },
  );
});

test('the next line repeats store, template and list of names as given, and holds no consent', () => {
  const line = nextLine(PLAIN_80, {
    ...NOTHING_GIVEN,
    file: 'july.csv',
    store: 'ops/lms.db',
    template: 'our sample.csv',
  });
  expect(line).toBe("lms-import ingest july.csv --store ops/lms.db --template 'our sample.csv'");
  const checked = { ...NOTHING_GIVEN, file: 'july.csv', checkNames: 'our list.csv', missingOk: true };
  expect(nextLine(PLAIN_80, checked)).toBe(
    "lms-import ingest july.csv --check-names 'our list.csv' --missing-ok",
  );
  expect(nextLine(PLAIN_80, { ...NOTHING_GIVEN, file: '-' })).toBe('lms-import ingest FILE');
});
