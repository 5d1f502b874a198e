import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, temporaryFolder } from './tools/program.ts';

const ROOT = new URL('..', import.meta.url).pathname;

describe('the package', () => {
  it('holds what it needs, and runs where README has it installed on a server', () => {
    const cwd = temporaryFolder();
    const npm = (args: readonly string[], folder: string) =>
      execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: folder,
      }).toString();
    const [packed] = JSON.parse(
      npm(['pack', '--json', '--ignore-scripts', '--pack-destination', cwd], ROOT),
    ) as {
      filename: string;
      files: { path: string }[];
    }[];
    const paths = packed!.files.map(({ path }) => path);
    for (const path of [
      'bin/lms-import.js',
      'dist/cli.js',
      'templates/customer.csv',
      'samples/removal.csv',
      'schemas/report.json',
    ]) {
      expect(paths).toContain(path);
    }
    expect(paths.filter((path) => /^(src|test|bench)\//.test(path))).toEqual([]);
    const room = join(cwd, 'room');
    mkdirSync(room);
    const server = join(cwd, 'server');
    npm(['install', '-g', '--prefix', server, join(cwd, packed!.filename)], room);
    const env = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };
    const lms = (...args: string[]) => spawnSync(join(server, 'bin/lms-import'), args, { cwd: room, env });
    expect(lms('--version').stdout.toString().trim()).toBe(
      (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version,
    );
    expect(lms('store', 'init', '--demo', '1204').status).toBe(0);
    const sample = join(server, 'lib/node_modules/lms-import/samples/removal.csv');
    expect(lms('ingest', sample, '--store', 'demo.db', '--confirm-removes', '57').status).toBe(0);
    expect(existsSync(join(room, 'lms-reports/0001/report.txt'))).toBe(true);
  });

  it('says under an older Node which one it needs, and what works here', () => {
    // The check itself, by the real file: only the version that it reads is another.
    const under = (version: string) => {
      const other = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); await import(process.argv[1]);`;
      return spawnSync(process.execPath, ['--input-type=module', '-e', other, BIN, '--version']);
    };
    // better-sqlite3 13.2.0 is built for Node-API 10, which these lack (2026-11-30: SIGSEGV under 22.12, 22.13 and 23.5).
    for (const version of ['20.19.0', '22.13.1', '23.5.0']) expect(under(version).status, version).toBe(2);
    const ran = under('20.19.0');
    expect(ran.stderr.toString()).toMatch(
      /needs Node 22\.14 or later, of 23 23\.6 or later; this is Node 20\.19\.0/,
    );
    expect(ran.stderr.toString()).toContain('In a checkout, after npm ci, this works:  npx lms-import');
    // Of the public registry's name nobody is the owner: whoever takes it would be run.
    expect(ran.stderr.toString().match(/npx/g)).toHaveLength(1);
  });
});
