/** What the program answers to what people type who bring words from other programs, mails and documents. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/core/errors.ts';
import { asTyped } from '../../src/commands/line/typed.ts';
import { meantWords } from '../../src/view/failures/usage-meant.ts';
import { run, temporaryFolder } from '../tools/program.ts';

const PROGRAM = new Command();
PROGRAM.command('plan');
PROGRAM.command('store').command('init');

describe('a command that there is none of', () => {
  it.each([
    ['undo', 'There is no undo'],
    ['restore', 'Only a backup of the store holds them'],
    ['delete', 'lms-import plan FILE'],
    ['REMOVE', 'lms-import plan FILE'],
    ['import', 'lms-import ingest FILE'],
    ['add', 'only removes'],
    ['update', 'only removes'],
    ['status', 'lms-import history'],
    ['dry-run', 'lms-import plan FILE'],
    ['report', 'lms-import show RUN'],
    ['init', 'lms-import store --help'],
    ['july.csv', 'lms-import plan FILE'],
  ])('%s: %s', (word, answer) => {
    expect(meantWords(`unknown command '${word}'`)).toContain(answer);
  });

  it.each(['vlaidate', 'undoing', '', "'", 'constructor'])('%j: no guess beside the nearest word', (word) => {
    expect(meantWords(`unknown command '${word}'`)).toBeNull();
  });
});

describe('an option', () => {
  it('with one hyphen is asked with two', () => {
    expect(meantWords("unknown option '-store'")).toBe('Two hyphens?  --store');
    expect(meantWords("unknown option '-confirm-removes=5'")).toBe('Two hyphens?  --confirm-removes');
  });

  it.each(['-s', '--stroe', '-'])('%s: nothing is said beside what commander says', (option) => {
    expect(meantWords(`unknown option '${option}'`)).toBeNull();
  });

  it.each(['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\u2014-'])(
    'behind %j, no hyphen, is named before anything is read',
    (dash) => {
      expect(() => asTyped(PROGRAM, ['plan', 'july.csv', `${dash}store`, 'x.db'])).toThrow(UsageError);
      expect(() => asTyped(PROGRAM, [`${dash}store`])).toThrow('type --store');
      // A path to such a file, and a number below nothing, are none.
      expect(asTyped(PROGRAM, [`./${dash}store`, `${dash}5`])).toEqual([`./${dash}store`, `${dash}5`]);
    },
  );
});

it.each([
  [['help'], ['help']],
  [
    ['help', 'nosuch'],
    ['help', 'nosuch'],
  ],
  [
    ['help', 'plan'],
    ['plan', '--help'],
  ],
  [
    ['help', 'store', 'init'],
    ['store', 'init', '--help'],
  ],
  [
    ['plan', 'help'],
    ['plan', 'help'],
  ],
])('%j is read as %j', (typed, read) => {
  expect(asTyped(PROGRAM, typed)).toEqual(read);
});

it('the real program says it, with the page of the verb that was typed', () => {
  const cwd = temporaryFolder();
  const said = (...args: string[]) => {
    const { code, stdout, stderr } = run(args, { cwd });
    return { code, text: stdout + stderr };
  };
  expect(said('help', 'store', 'init')).toEqual(said('store', 'init', '--help'));
  expect(said('store', 'init', '--help').text).toContain('--demo');
  expect(said('undo')).toMatchObject({ code: 2, text: expect.stringContaining('There is no undo') });
  const dashed = said('plan', 'july.csv', '\u2014store', 'lms.db');
  expect(dashed).toMatchObject({ code: 2, text: expect.stringContaining('type --store') });
  expect(dashed.text).toContain('lms-import plan --help');
  expect(said('store', 'init', '-store', 'x.db').text).toContain('lms-import store init --help');
  const { text } = said('--help');
  for (const part of ['store-moved', 'file-moved', 'expired', 'clock', '129, 130, 143'])
    expect(text).toContain(part);
});

it('a file that is not found: where it was looked for is said, unless its path is whole', () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'other.csv'), '');
  const said = (file: string) => run(['validate', file], { cwd }).stderr.replaceAll(/\s+/g, ' ');
  expect(said('july.csv')).toContain(`It was looked for in ${cwd}`);
  expect(said('/nowhere/july.csv')).not.toContain('looked for');
});
