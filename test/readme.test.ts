import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../src/core/errors.ts';
import { hasProgram, makeStore, run } from './tools/program.ts';
import { room } from './tools/room.ts';
import { screenOf, textOf } from './tools/terminal-screen.ts';
import { steady } from './tools/steady.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const README = join(ROOT, 'README.md');
const BATCH = readFileSync(join(ROOT, 'docs/BATCH.md'), 'utf8');
const BLOCK = /```console\n\$ ([^\n]+)\n([^]*?)```/g;

/** Where the machine is slow, a step says how far it is: `lms-import: read 1,200 of 24,000 bytes, ...`. */
const PROGRESS = /^lms-import: [a-z ]+(?: [\d,]+ .*)?\n/gm;

describe('the README', () => {
  it('shows what its commands print (README=write writes it)', () => {
    const { cwd, env } = room();
    let text = readFileSync(README, 'utf8');
    // As README has its reader do.
    const naming = 'export LMS_IMPORT_STORE=demo.db';
    expect(text).toContain(naming);
    for (const [block, command = '', shown = ''] of text.matchAll(BLOCK)) {
      const ran = spawnSync('bash', ['-c', `${naming}; ${command}`], { cwd, env });
      const all = ran.stdout.toString() + ran.stderr.toString().replaceAll(PROGRESS, '');
      // A report says where the store lies.
      const printed = all.replaceAll(cwd, '/srv/ops');
      if (process.env.README === 'write')
        text = text.replace(block, `\`\`\`console\n$ ${command}\n${printed}\`\`\``);
      else expect(steady(shown)).toBe(steady(printed));
    }
    if (process.env.README === 'write') writeFileSync(README, text);
    expect([...text.matchAll(BLOCK)].length).toBeGreaterThan(4);
  });

  it.skipIf(!hasProgram('python3'))('shows the question as a terminal does (README=write writes it)', () => {
    const at = room();
    makeStore(at.cwd, 1204);
    const line = ['lms-import', 'ingest', 'removal.csv', '--show', '0'];
    const wrong = textOf(screenOf(at, line, { why: 'ticket 4711', answer: 'remove 58' }));
    const right = textOf(screenOf(at, line, { why: 'ticket 4711', answer: 'remove 57' }));
    let text = readFileSync(README, 'utf8');
    for (const [from, screen] of [
      ['  Why?', wrong],
      ['  Store', right],
    ] as const) {
      const printed = screen.slice(screen.indexOf(`\n${from}`) + 1).trimEnd();
      const start = text.indexOf('```text\n' + from) + '```text\n'.length;
      const shown = text.slice(start, text.indexOf('\n```', start));
      if (process.env.README === 'write')
        text = text.slice(0, start) + printed + text.slice(start + shown.length);
      else expect(steady(shown)).toBe(steady(printed));
    }
    if (process.env.README === 'write') writeFileSync(README, text);
  });

  it('names every exit code and every reason', () => {
    const text = readFileSync(README, 'utf8');
    for (const code of Object.values(EXIT_CODES)) expect(text).toContain(`| ${code} |`);
    const reasons = ['errors', 'run/unverified', 'plan/plan', 'run/looks']
      .map((name) => readFileSync(join(ROOT, `src/core/${name}.ts`), 'utf8'))
      .flatMap((source) => [...source.matchAll(/reason: '([a-z-]+)'/g)]);
    // In the table of exit codes, not just anywhere.
    const table = text.slice(text.indexOf('### Exit codes'), text.indexOf('Any other number'));
    for (const [, reason] of reasons) expect(table).toContain(`\`${reason}\``);
  });

  it('names every command and option that it uses as --help has them', () => {
    const commands = [
      'template',
      'validate',
      'plan',
      'ingest',
      'store init',
      'store scrub',
      'history',
      'show',
      'verify',
      'finish',
      'check',
      'store migrate',
    ];
    // And whoever reads it meets each command that there is.
    const [, listed = ''] = /Commands:([^]*)Exit codes:/.exec(run(['--help'], { cwd: ROOT }).stdout) ?? [];
    const all = [...listed.matchAll(/^ {2}([a-z]+) /gm)].flatMap(([, name]) =>
      name === 'help' ? [] : [name],
    );
    expect(all.toSorted()).toEqual([...new Set(commands.map((one) => one.split(' ')[0]))].toSorted());
    for (const command of commands) expect(readFileSync(README, 'utf8')).toContain(`lms-import ${command}`);
    const help = commands.map((command) => run([...command.split(' '), '--help'], { cwd: ROOT }).stdout);
    const text = (readFileSync(README, 'utf8') + BATCH).replaceAll(/npx --yes|--help/g, '');
    for (const [option] of text.matchAll(/--[a-z][a-z-]+/g)) expect(help.join('\n')).toContain(option);
  });

  it('links to files that are there', () => {
    const text = readFileSync(README, 'utf8');
    for (const [, path = ''] of text.matchAll(/\]\(([^)#]+)\)/g))
      expect(existsSync(join(ROOT, path)), path).toBe(true);
  });
});

describe('npm run demo', () => {
  it('goes the whole way', () => {
    const out = execFileSync('bash', [join(ROOT, 'samples/demo.sh')], { env: room().env }).toString();
    expect(out).toContain('✓ VERIFIED');
    expect(out).toContain('Already ingested as run 1');
  });
});
