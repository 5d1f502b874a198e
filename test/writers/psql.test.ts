import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { hasProgram } from '../tools/program.ts';
import { judged, LABELS } from './writers.ts';

const VERSIONS = '/usr/lib/postgresql';
const version = existsSync(VERSIONS) ? readdirSync(VERSIONS).at(-1) : undefined;
const bin = join(VERSIONS, version ?? '', 'bin');
/** A server runs as another user than root. */
const OTHER = 65534;
const isThere = hasProgram('psql') && existsSync(join(bin, 'postgres')) && process.getuid?.() === 0;

let folder = '';
let server: ChildProcess | null = null;

/** What psql prints; asked again until the server answers, for as long as it lives. */
function psql(sql: string): Buffer {
  const args = ['-h', folder, '-U', 'writer', '-d', 'postgres', '-X', '-q', '-c', sql];
  return execFileSync('psql', args, {
    env: { ...process.env, PGCONNECT_TIMEOUT: '2' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

beforeAll(async () => {
  if (!isThere) return;
  folder = mkdtempSync(join(tmpdir(), 'lms-import-psql-'));
  chownSync(folder, OTHER, OTHER);
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'writer', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    uid: OTHER,
    gid: OTHER,
    cwd: folder,
    stdio: 'ignore',
  });
  const args = ['-D', data, '-k', folder, '-c', 'listen_addresses='];
  server = spawn(join(bin, 'postgres'), args, {
    uid: OTHER,
    gid: OTHER,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = server.stderr;
  // It says so itself, and then a client is answered.
  await new Promise<void>((resolve, reject) => {
    server?.once('exit', () => reject(new Error('the server ended')));
    said?.on('data', (text: Buffer) => {
      if (text.includes('ready to accept connections')) resolve();
    });
  });
});

afterAll(async () => {
  if (server === null) return;
  const ended = new Promise((resolve) => server?.once('exit', resolve));
  server.kill('SIGINT');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

const labels = LABELS.map((label) => `"${label}"`);
const columns = (id: string) =>
  [
    `'remove' AS "action"`,
    `${id} AS "customerId"`,
    ...labels.slice(2).map((label) => `NULL AS ${label}`),
  ].join(', ');
const copy =
  (query: string, options = 'csv, header') =>
  (path: string) =>
    writeFileSync(path, psql(`COPY (${query}) TO STDOUT (FORMAT ${options})`));
const two = `(VALUES (40002), (40005)) v(id)`;

judged('psql', isThere, () => [
  { how: 'COPY … csv, header', write: copy(`SELECT ${columns('id')} FROM ${two}`), ids: [40002, 40005] },
  {
    how: 'COPY … csv, header, force_quote',
    write: copy(`SELECT ${columns('id')} FROM ${two}`, 'csv, header, force_quote *'),
    ids: [40002, 40005],
  },
  {
    how: 'a numeric column',
    write: copy(`SELECT ${columns('id::numeric(12,1)')} FROM ${two} LIMIT 1`),
    ids: [],
    found: ['customer-id-invalid B2 decimal-point'],
    mended: { write: copy(`SELECT ${columns('id::bigint')} FROM ${two} LIMIT 1`), ids: [40002], found: [] },
  },
  {
    how: 'without header',
    write: copy(`SELECT ${columns('id')} FROM ${two}`, 'csv'),
    ids: [],
    found: ['header-mismatch line 1 no-header'],
    mended: { write: copy(`SELECT ${columns('id')} FROM ${two}`), ids: [40002, 40005], found: [] },
  },
  { how: 'a list of IDs', as: 'list', write: copy(`SELECT id FROM ${two}`, 'csv'), ids: [40002, 40005] },
]);
