import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, temporaryFolder } from './tools/program.ts';

const ROOT = new URL('..', import.meta.url).pathname;

describe('the package', () => {
  it('holds what it needs and runs when it is installed into an empty folder', () => {
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
    writeFileSync(join(room, 'package.json'), '{"name":"room","private":true}');
    npm(['install', join(cwd, packed!.filename)], room);
    const lms = (...args: string[]) =>
      spawnSync(process.execPath, [join(room, 'node_modules/lms-import/bin/lms-import.js'), ...args], {
        cwd: room,
      });
    expect(lms('--version').stdout.toString().trim()).toBe(
      (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version,
    );
    expect(lms('store', 'init', '--demo', '1204').status).toBe(0);
    const sample = join(room, 'node_modules/lms-import/samples/removal.csv');
    expect(lms('ingest', sample, '--confirm-removes', '57').status).toBe(0);
    expect(existsSync(join(room, 'lms-reports/0001/report.txt'))).toBe(true);
  });

  it('says under an older Node which one it needs, and what works here', () => {
    // The check itself, by the real file: only the version that it reads is another.
    const old = `Object.defineProperty(process.versions, 'node', { value: '20.19.0' }); await import(process.argv[1]);`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', old, BIN]);
    expect(ran.status).toBe(2);
    expect(ran.stderr.toString()).toMatch(/needs Node 22\.12 or later; this is Node 20\.19\.0/);
    expect(ran.stderr.toString()).toContain('npx lms-import');
  });
});
