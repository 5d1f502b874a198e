import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../src/core/errors.ts';
import {
  closedStore,
  BIN,
  ask,
  hasProgram,
  removalFile,
  run,
  temporaryFolder,
  withSql,
} from './tools/program.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const README = join(ROOT, 'README.md');
const BLOCK = /```console\n\$ ([^\n]+)\n([^]*?)```/g;

/** A folder with the samples, and `lms-import` and `node` on the path. */
function room(): { cwd: string; env: Record<string, string> } {
  const cwd = temporaryFolder();
  cpSync(join(ROOT, 'samples'), cwd, { recursive: true });
  const bin = join(cwd, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'lms-import'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
  chmodSync(join(bin, 'lms-import'), 0o755);
  const path = [bin, join(ROOT, 'node_modules/.bin'), process.env.PATH].join(':');
  return { cwd, env: { PATH: path, HOME: cwd, LANG: 'C.UTF-8' } };
}

/** Where the machine is slow, a step says how far it is: `lms-import: read 1,200 of 24,000 bytes, ...`. */
const PROGRESS = /^lms-import: [a-z ]+(?: [\d,]+ .*)?\n/gm;

/** What differs from run to run: moments, durations, what the scrub happens to find. */
function steady(text: string): string {
  return (
    text
      .replace(/\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?/g, '2026-11-24$1')
      .replace(/\d{2}:\d{2}:\d{2}/g, '02:00:01')
      .replace(/of store [0-9a-f]{32}/g, `of store ${'a'.repeat(32)}`)
      .replace(/(Ledger .*\n +sha256 +)[0-9a-f]{64}/g, `$1${'a'.repeat(64)}`)
      .replace(/last [0-9a-f]{4}…[0-9a-f]{4}/g, 'last aaaa…aaaa')
      // By a byte more where the folder's name, which the ledger keeps, is longer.
      .replace(/[\d,]+ bytes in [\d,]+ pages; [\d,]+ held/g, 'some bytes in some pages; some held')
      .replace(/[\d,]+ bytes (of old values set to zero) in [\d,]+ pages/g, '$1')
      .replace(/ +(\d+\.\d s)$/gm, ' 0.1 s')
      .replace(/\d+\.\d s/g, '0.1 s')
  );
}

describe('the README', () => {
  it('shows what its commands print (README=write writes it)', () => {
    const { cwd, env } = room();
    let text = readFileSync(README, 'utf8');
    for (const [block, command = '', shown = ''] of text.matchAll(BLOCK)) {
      const ran = spawnSync('bash', ['-c', command], { cwd, env });
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
    const text = readFileSync(README, 'utf8').replaceAll(/npx --yes|--help/g, '');
    for (const [option] of text.matchAll(/--[a-z][a-z-]+/g)) expect(help.join('\n')).toContain(option);
  });

  it('links to files that are there', () => {
    const text = readFileSync(README, 'utf8');
    for (const [, path = ''] of text.matchAll(/\]\(([^)#]+)\)/g))
      expect(existsSync(join(ROOT, path)), path).toBe(true);
  });
});

/** The script that does removals again, with the consent that a person would type. */
const AGAIN = (
  /```sh\n(#![^\n]*\n# again\.sh[^]*?)```/.exec(readFileSync(README, 'utf8'))?.[1] ?? ''
).replace('again.csv" --store', 'again.csv" --yes --store');

describe.skipIf(!hasProgram('sqlite3'))("the README's way after a restore", () => {
  /** What an application does; the ID that SQLite chose. */
  const add = (store: string, name: string) =>
    withSql(store, (db) =>
      Number(db.prepare('INSERT INTO customer_entity (last_name) VALUES (?)').run(name).lastInsertRowid),
    );

  /** Run 1 is in the backup, runs 2 and 3 are not; run 2 removed one who was added after it. */
  function restored() {
    const { cwd, env } = room();
    const store = closedStore(cwd, 60);
    const ingest = (ids: readonly number[], name: string, more: readonly string[] = []) => {
      removalFile(cwd, ids, name);
      return run(['ingest', name, '--yes', ...more], { cwd });
    };
    expect(ingest([40001], 'one.csv').code).toBe(0);
    withSql(store, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
    cpSync(store, join(cwd, 'backup.db'));
    expect(add(store, 'Added')).toBe(40061);
    expect(ingest([40002, 40061], 'two.csv').code).toBe(0);
    expect(ingest([40003], 'three.csv').code).toBe(0);
    for (const end of ['-wal', '-shm']) rmSync(store + end, { force: true });
    cpSync(join(cwd, 'backup.db'), store);
    writeFileSync(join(cwd, 'again.sh'), AGAIN);
    const reports = [2, 3].map((run) => `lms-reports/000${run}/report.json`);
    const again = () => spawnSync('bash', ['again.sh', 'lms.db', 'backup.db', ...reports], { cwd, env });
    const others = 'SELECT group_concat(id) FROM customer_entity WHERE id NOT BETWEEN 40004 AND 40060';
    const notInBackup = () => {
      const folders = readdirSync(cwd).filter((name) => /^again\.\w{6}$/.test(name));
      return readFileSync(join(cwd, folders.at(-1) ?? '', 'not-known.txt'), 'utf8');
    };
    return { store, ingest, again, others: () => ask(store, others), notInBackup };
  }

  it('gives no removed ID out again, so that a list of all who ever went removes nobody who came since', () => {
    const { store, ingest, again, others, notInBackup } = restored();
    const ran = again();
    expect({ code: ran.status, text: ran.stderr.toString() }).toMatchObject({ code: 0 });
    expect(others()).toBeNull();
    expect(notInBackup()).toBe('40061\n');
    expect(add(store, 'Newcomer')).toBe(40062);
    expect(ingest([40001, 40002, 40003, 40061], 'all.csv', ['--missing-ok']).code).toBe(3);
    expect(ingest([40001, 40002, 40003], 'all.csv', ['--missing-ok']).code).toBe(0);
    expect(others()).toBe('40062');
    // The same line again has nothing left to do.
    expect(again().status).toBe(0);
    expect(others()).toBe('40062');
  });

  it('removes nobody who was added before it was begun, and names the IDs that lists must not hold', () => {
    const { store, ingest, again, others, notInBackup } = restored();
    expect(add(store, 'Newcomer')).toBe(40061);
    expect(again().status).toBe(0);
    expect(others()).toBe('40061');
    expect(notInBackup()).toBe('40061\n');
    expect(add(store, 'Another')).toBe(40062);
    expect(ingest([40001, 40002, 40003], 'all.csv', ['--missing-ok']).code).toBe(0);
    expect(others()).toBe('40061,40062');
  });
});

describe.skipIf(!hasProgram('sqlite3'))(
  "the README's way after a restore, where IDs are given out twice",
  () => {
    it('removes nobody who has an ID of which the backup holds records alone', () => {
      const { cwd, env } = room();
      const store = closedStore(cwd, 60);
      withSql(store, (db) => {
        // Rebuilt by another program: the highest ID and one goes to whoever comes next, also where records of it are left.
        const { sql } = db.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'customer_entity'`).get() as {
          sql: string;
        };
        db.unsafeMode();
        db.exec('PRAGMA writable_schema = 1');
        db.prepare(`UPDATE sqlite_schema SET sql = ? WHERE name = 'customer_entity'`).run(
          sql.replace(/ AUTOINCREMENT/i, ''),
        );
        db.exec(`PRAGMA writable_schema = RESET; DELETE FROM sqlite_sequence WHERE name = 'customer_entity';
        INSERT INTO customer_note (customer_id, body) VALUES (40061, 'left by another program');
        PRAGMA wal_checkpoint(TRUNCATE)`);
      });
      cpSync(store, join(cwd, 'backup.db'));
      removalFile(cwd, [40002, 40061], 'july.csv');
      expect(run(['ingest', 'july.csv', '--yes'], { cwd }).code).toBe(0);
      for (const end of ['-wal', '-shm']) rmSync(store + end, { force: true });
      cpSync(join(cwd, 'backup.db'), store);
      const sofia = withSql(store, (db) =>
        db.prepare(`INSERT INTO customer_entity (last_name) VALUES ('Sofia'), ('Omar')`).run(),
      );
      expect(sofia.lastInsertRowid).toBe(40062);
      writeFileSync(join(cwd, 'again.sh'), AGAIN);
      const args = ['again.sh', 'lms.db', 'backup.db', 'lms-reports/0001/report.json'];
      const ran = spawnSync('bash', args, { cwd, env });
      expect({ code: ran.status, text: ran.stderr.toString() }).toMatchObject({ code: 0 });
      expect(ask(store, 'SELECT count(*) FROM customer_entity WHERE id > 40060')).toBe(2);
      expect(ask(store, 'SELECT count(*) FROM customer_entity WHERE id = 40002')).toBe(0);
      const [, list = ''] = /removed: (.*)\n$/.exec(ran.stdout.toString()) ?? [];
      expect(readFileSync(join(cwd, list), 'utf8')).toBe('40061\n');
    });
  },
);

describe("the README's nightly script", () => {
  const script = /```sh\n(#![^]*?# nightly\.sh[^]*?)```/.exec(readFileSync(README, 'utf8'))?.[1] ?? '';

  function night(cwd: string, env: Record<string, string>) {
    writeFileSync(join(cwd, 'nightly.sh'), script);
    return spawnSync('bash', ['nightly.sh', 'lms.db', 'inbox'], { cwd, env });
  }

  function prepared() {
    const { cwd, env } = room();
    const store = closedStore(cwd, 300);
    mkdirSync(join(cwd, 'inbox'));
    return { cwd, env, store };
  }

  it('removes what is right, sets apart what is not, and is safe to run again', () => {
    const { cwd, env, store } = prepared();
    // As mainframes and old Windows programs name them.
    removalFile(join(cwd, 'inbox'), [40001, 40003], 'A.CSV');
    removalFile(join(cwd, 'inbox'), [40005, 7], 'b.csv');
    removalFile(
      join(cwd, 'inbox'),
      Array.from({ length: 40 }, (_, at) => 40100 + 2 * at),
      'c.csv',
    );
    removalFile(join(cwd, 'inbox'), [40001, 40007], 'd.csv');
    const ran = night(cwd, env);
    expect(ran.stderr.toString()).toMatch(/b\.csv: exit 3[^]*c\.csv: exit 5 cap/);
    expect(ran.status).toBe(5);
    const names = (end: string) =>
      readdirSync(join(cwd, 'inbox', end)).map((name) => name.replace(/^\d{8}-\d{6}-/, ''));
    expect(names('done')).toEqual(['A.CSV', 'A.CSV.json', 'd.csv', 'd.csv.json']);
    expect(names('failed')).toEqual(['b.csv', 'b.csv.json', 'c.csv', 'c.csv.json']);
    expect(ask(store, 'SELECT count(*) FROM customer_entity WHERE id IN (40001, 40003, 40007)')).toBe(0);
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(297);
    expect(night(cwd, env).status).toBe(0);
  });

  it('takes no number of Node for one of the program: 9 without a document is no removal', () => {
    const { cwd, env, store } = prepared();
    removalFile(join(cwd, 'inbox'), [40001], 'a.csv');
    const ran = night(cwd, { ...env, NODE_OPTIONS: '--title=x --expose-internals' });
    expect(ran.status).toBe(1);
    expect(ran.stderr.toString()).toMatch(/a\.csv: exit 9 without a document/);
    expect(ran.stderr.toString()).not.toContain('NOT verified');
    expect(ask(store, 'SELECT count(*) FROM customer_entity')).toBe(300);
    expect(existsSync(join(cwd, 'inbox/a.csv'))).toBe(true);
  });

  it('leaves a file for tomorrow while the store is locked, and stops at what a person must see', () => {
    const { cwd, env, store } = prepared();
    removalFile(join(cwd, 'inbox'), [40001, 40003], 'a.csv');
    withSql(store, (db) => {
      db.exec('BEGIN IMMEDIATE');
      const quick = script.replace('--yes', '--yes --lock-timeout 0.1');
      writeFileSync(join(cwd, 'quick.sh'), quick);
      expect(spawnSync('bash', ['quick.sh', 'lms.db', 'inbox'], { cwd, env }).status).toBe(0);
      expect(existsSync(join(cwd, 'inbox/a.csv'))).toBe(true);
    });
    expect(night(cwd, env).status).toBe(0);
    withSql(store, (db) => db.exec('INSERT INTO customer_entity (id) VALUES (40001)'));
    removalFile(join(cwd, 'inbox'), [40001, 40003], 'a.csv');
    const ran = night(cwd, env);
    expect(ran.status).toBe(9);
    expect(ran.stderr.toString()).toContain('NOT verified (customer-returned)');
  });
});

describe('npm run demo', () => {
  it('goes the whole way', () => {
    const out = execFileSync('bash', [join(ROOT, 'samples/demo.sh')], { env: room().env }).toString();
    expect(out).toContain('✓ VERIFIED');
    expect(out).toContain('Already ingested as run 1');
  });
});
