/** What SECURITY.md and docs/ say can be followed and repeated. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { BIN, hasProgram, makeStore, removalFile, run, temporaryFolder, withSql } from './tools/program.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const FILES = ['SECURITY.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)];

it.each(FILES.filter((name) => name.endsWith('.md')))('%s links to files that are there', (name) => {
  const text = readFileSync(join(ROOT, name), 'utf8');
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => join(dirname(name), path));
  const named = [...text.matchAll(/`((?:src|docs|test)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  for (const path of [...links, ...named]) expect(existsSync(join(ROOT, path)), path).toBe(true);
});

it('the package holds SECURITY.md', () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
  expect(files).toContain('SECURITY.md');
});

it.skipIf(!hasProgram('sqlite3') || !hasProgram('strings'))(
  'an auditor gets from every line of docs/PROOF.md what it says',
  () => {
    const cwd = temporaryFolder();
    const store = makeStore(cwd, 60, 'store.db');
    withSql(store, (db) => {
      db.exec(`UPDATE loan_entity SET status = 'Closed'`);
      db.prepare(`INSERT INTO customer_note (customer_id, body) VALUES (40009, ?)`).run('a name you know');
    });
    removalFile(cwd, [40009, 40016]);
    const held = () => spawnSync('strings', ['-a', store]).stdout.toString().includes('a name you know');
    withSql(store, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
    expect(held()).toBe(true);
    const ingest = ['ingest', 'july.csv', '--confirm-removes', '2', '--store', 'store.db'];
    expect(run(ingest, { cwd }).code).toBe(0);
    cpSync(join(cwd, 'lms-reports/0001/report.json'), join(cwd, 'report.json'));
    mkdirSync(join(cwd, 'bin'));
    writeFileSync(join(cwd, 'bin/lms-import'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`);
    chmodSync(join(cwd, 'bin/lms-import'), 0o755);

    const text = readFileSync(join(ROOT, 'docs/PROOF.md'), 'utf8');
    const lines = [...text.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) =>
      block.trim().split('\n'),
    );
    const said = lines.map((line) => {
      const shell = line.replace(' 42 ', ' 1 ').replace('ls -l store.db-wal', 'stat -c %s store.db-wal 2>&1');
      const ran = spawnSync('bash', ['-c', shell], {
        cwd,
        env: { PATH: `${join(cwd, 'bin')}:${process.env.PATH}`, LANG: 'C.UTF-8' },
      });
      return ran.stdout.toString().trim();
    });
    const { file } = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
    expect(said).toEqual([
      expect.stringMatching(/^\d+\n\d+\n0$/),
      'ok',
      '0',
      expect.stringMatching(/^0$|No such file/),
      '',
      expect.stringContaining('2 customers still gone, nothing left of them'),
      expect.stringContaining('The ledger is as it was written'),
      `${file.sha256}  july.csv`,
    ]);
  },
);
