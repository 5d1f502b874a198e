/** What is on a disk after its power was lost: from a run's calls, with what was never flushed lost, in part or torn. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Call } from './strace.ts';

export const POWER_CALLS = [
  'openat',
  'pwrite64',
  'write',
  'fsync',
  'fdatasync',
  'ftruncate',
  'rename',
  'unlink',
  'rmdir',
  'mkdir',
];

/** One change to the folder; paths are relative to it, the folder itself is `''`. */
export type Change =
  | { readonly kind: 'file' | 'folder' | 'remove' | 'sync'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'write'; readonly path: string; readonly at: number | null; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly path: string; readonly size: number };

/** What of the changes that were not flushed has reached the disk. */
export type Loss = 'all' | 'part' | 'torn' | 'none';

/** A folder's content: bytes by path, null for a folder. */
export type Tree = ReadonlyMap<string, Buffer | null>;

/** Shared memory is no part of it: it does not outlive a restart. */
export function changesOf(calls: readonly Call[], folder: string): Change[] {
  const path = (hex: string) => relative(folder, resolve(folder, unescape(hex).toString()));
  const found = calls.flatMap(({ name, text }) => changeOf(name, text, path));
  return found.filter((change) => !change.path.startsWith('..') && !/-shm$/.test(change.path));
}

/** `/`, which is outside. */
const NOWHERE = '\\x2f';

const unescape = (hex: string) => Buffer.from(hex.replaceAll('\\x', ''), 'hex');

function changeOf(name: string, text: string, path: (hex: string) => string): Change[] {
  const result = / = (\d+)/.exec(text)?.[1];
  if (result === undefined) return [];
  const strings = [...text.matchAll(/"([^"]*)"/g)].map(([, hex = '']) => hex);
  const [first = '', second = ''] = strings;
  // Pipes and the like have no path: `\x2f` is the slash that one begins with.
  const descriptor = path(/^\w+\(\d+<(\\x2f[^>]*)>/.exec(text)?.[1] ?? NOWHERE);
  const last = Number(/(\d+)\) += /.exec(text)?.[1]);
  const bytes = () => unescape(first).subarray(0, Number(result));
  switch (name) {
    case 'openat':
      return text.includes('O_CREAT') ? [{ kind: 'file', path: path(first) }] : [];
    case 'pwrite64':
      return [{ kind: 'write', path: descriptor, at: last, bytes: bytes() }];
    case 'write':
      return [{ kind: 'write', path: descriptor, at: null, bytes: bytes() }];
    case 'fsync':
    case 'fdatasync':
      return [{ kind: 'sync', path: descriptor }];
    case 'ftruncate':
      return [{ kind: 'cut', path: descriptor, size: last }];
    case 'rename':
      return [{ kind: 'rename', path: path(first), to: path(second) }];
    case 'mkdir':
      return [{ kind: 'folder', path: path(first) }];
    default:
      return [{ kind: 'remove', path: path(first) }];
  }
}

interface Edit {
  readonly at: number;
  /** Null where the file was cut to `at`. */
  readonly bytes: Buffer | null;
}

/** A file by its content, whatever its name is by then. */
interface Content {
  flushed: Buffer;
  edits: Edit[];
  size: number;
}

interface Naming {
  readonly change: Change;
  readonly content: Content | null;
  /** A folder keeps the names in it only from its own flush on, as POSIX has it. */
  flushed: boolean;
}

type Names = Map<string, Content | null>;

/** The folder as it is after these changes and a loss of power; `dice` chooses what is kept of a part. */
export function afterLoss(
  start: Tree,
  changes: readonly Change[],
  { loss, dice }: { readonly loss: Loss; readonly dice: (below: number) => number },
): Tree {
  const initial: Names = new Map(
    [...start].map(([path, bytes]) => [path, bytes === null ? null : contentOf(bytes)]),
  );
  const names = new Map(initial);
  const namings: Naming[] = [];
  for (const change of changes) play(names, namings, change);
  const open = namings.filter(({ flushed }) => !flushed);
  // A file system keeps the order of such changes: what is kept of them is a beginning.
  const kept = new Set(
    open.slice(0, loss === 'all' ? 0 : loss === 'part' ? dice(open.length + 1) : open.length),
  );
  const left: Names = new Map(initial);
  for (const naming of namings) {
    if (naming.flushed || kept.has(naming)) rename(left, naming);
  }
  const last = changes.at(-1);
  const torn = last?.kind === 'write' ? names.get(last.path) : undefined;
  return new Map(
    [...left].map(([path, content]) => [
      path,
      content && readBack(content, { loss, dice, torn: content === torn }),
    ]),
  );
}

function contentOf(bytes: Buffer): Content {
  return { flushed: bytes, edits: [], size: bytes.length };
}

function play(names: Names, namings: Naming[], change: Change): void {
  const content = names.get(change.path);
  if (change.kind === 'write' || change.kind === 'cut') edit(content, change);
  else if (change.kind === 'sync') {
    for (const naming of namings) naming.flushed ||= foldersOf(naming.change).includes(change.path);
    if (content) Object.assign(content, contentOf(content.edits.reduce(apply, content.flushed)));
  } else if (change.kind !== 'file' || content === undefined) {
    const made = change.kind === 'file' ? contentOf(Buffer.alloc(0)) : null;
    const naming = { change, content: made, flushed: false };
    namings.push(naming);
    rename(names, naming);
  }
}

function edit(content: Content | null | undefined, change: Extract<Change, { kind: 'write' | 'cut' }>): void {
  if (!content) throw new Error(`a change to ${change.path}, which is not there`);
  const made =
    change.kind === 'cut'
      ? { at: change.size, bytes: null }
      : { at: change.at ?? content.size, bytes: change.bytes };
  content.edits.push(made);
  content.size = made.bytes === null ? made.at : Math.max(content.size, made.at + made.bytes.length);
}

function foldersOf(change: Change): string[] {
  const parent = (path: string) => dirname(path).replace(/^\.$/, '');
  return change.kind === 'rename' ? [parent(change.path), parent(change.to)] : [parent(change.path)];
}

/** Does nothing where what it needs has been lost. */
function rename(names: Names, { change, content }: Naming): void {
  const parent = foldersOf(change).at(-1) ?? '';
  if (parent !== '' && !names.has(parent)) return;
  if (change.kind === 'file' || change.kind === 'folder') names.set(change.path, content);
  const to = change.kind === 'rename' ? change.to : null;
  if (change.kind !== 'rename' && change.kind !== 'remove') return;
  for (const [path, moved] of [...names]) {
    if (path !== change.path && !path.startsWith(`${change.path}/`)) continue;
    names.delete(path);
    if (to !== null) names.set(to + path.slice(change.path.length), moved);
  }
}

/** A disk writes whole sectors, in any order. */
const SECTOR = 512;

function readBack(
  { flushed, edits }: Content,
  how: { readonly loss: Loss; readonly dice: (below: number) => number; readonly torn: boolean },
): Buffer {
  switch (how.loss) {
    case 'all':
      return flushed;
    case 'none':
      return edits.reduce(apply, flushed);
    case 'part':
      return edits
        .flatMap(sectorsOf)
        .filter(() => how.dice(2) === 0)
        .reduce(apply, flushed);
    case 'torn': {
      const last = edits.at(-1);
      if (!how.torn || !last?.bytes) return edits.reduce(apply, flushed);
      const part = { at: last.at, bytes: last.bytes.subarray(0, how.dice(last.bytes.length)) };
      return [...edits.slice(0, -1), part].reduce(apply, flushed);
    }
  }
}

function sectorsOf({ at, bytes }: Edit): Edit[] {
  if (bytes === null) return [{ at, bytes }];
  const parts: Edit[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, from + SECTOR - ((at + from) % SECTOR));
    parts.push({ at: at + from, bytes: bytes.subarray(from, to) });
    from = to;
  }
  return parts;
}

function apply(old: Buffer, { at, bytes }: Edit): Buffer {
  const size = bytes === null ? at : Math.max(old.length, at + bytes.length);
  const made = Buffer.alloc(size);
  old.copy(made, 0, 0, size);
  bytes?.copy(made, at);
  return made;
}

export function readTree(folder: string): Tree {
  const names = (readdirSync(folder, { recursive: true }) as string[]).sort();
  return new Map(
    names.map((name) => {
      const path = join(folder, name);
      return [name, statSync(path).isDirectory() ? null : readFileSync(path)];
    }),
  );
}

/** Makes the folder hold this and nothing else. */
export function writeTree(folder: string, tree: Tree): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  for (const [path, bytes] of [...tree].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (bytes === null) mkdirSync(join(folder, path));
    else writeFileSync(join(folder, path), bytes);
  }
}

/** Equal trees, equal texts. */
export function treeHash(tree: Tree): string {
  const hash = createHash('sha256');
  for (const [path, bytes] of [...tree].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${bytes?.length ?? 'folder'}\0`).update(bytes ?? '');
  }
  return hash.digest('hex');
}
