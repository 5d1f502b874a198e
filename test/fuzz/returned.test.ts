import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { RefusedError, StoreError } from '../../src/core/errors.ts';
import { guardRefusal } from '../../src/core/plan/guards.ts';
import { SILENT } from '../../src/core/progress/progress.ts';
import { customerHeader, removeRow } from '../../src/core/file/template.ts';
import { isValid } from '../../src/core/findings/validation.ts';
import { makePlan, type Planned } from '../../src/pipeline/plan/plan.ts';
import { withLoaded, type LoadedFile } from '../../src/pipeline/load/session.ts';
import { createStore } from '../../src/store/sqlite/schema/create.ts';
import { sqlite } from '../../src/store/sqlite/engine/engine.ts';
import { patience, runs } from '../tools/fuzz.ts';
import { rebuildCustomers } from '../tools/rebuilt.ts';
import { NO_EVIDENCE } from '../view/values.ts';

/** In memory where there is such a folder: a removal is flushed many times. */
const FOLDER = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lms-returned-'));
const EMPTY = join(FOLDER, 'empty.db');
const STORE = join(FOLDER, 'lms.db');
const FILE = join(FOLDER, 'list.csv');
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

createStore(EMPTY, () => undefined);

function withSql<T>(work: (db: Database.Database) => T): T {
  const db = new Database(STORE);
  try {
    db.pragma('foreign_keys = OFF');
    db.pragma('synchronous = OFF');
    return work(db);
  } finally {
    db.close();
  }
}

/** Everybody in the store, by ID; the last name says which person it is. */
function everybody(): Map<number, number> {
  const rows = withSql((db) =>
    db
      .prepare<[], { id: number; who: number }>(
        'SELECT id, CAST(last_name AS INTEGER) AS who FROM customer_entity',
      )
      .all(),
  );
  return new Map(rows.map(({ id, who }) => [id, who]));
}

const SET_BACK = [
  'DELETE FROM sqlite_sequence',
  `DELETE FROM sqlite_sequence WHERE name = 'customer_entity'`,
  `UPDATE sqlite_sequence SET seq = 0 WHERE name = 'customer_entity'`,
  `UPDATE sqlite_sequence SET seq = seq - 2 WHERE name = 'customer_entity'`,
  `UPDATE sqlite_sequence SET seq = 'none' WHERE name = 'customer_entity'`,
];

type Step =
  | { readonly step: 'add' }
  | { readonly step: 'add at'; readonly at: number }
  | { readonly step: 'delete'; readonly at: number }
  | { readonly step: 'set back'; readonly how: number }
  | { readonly step: 'rebuild'; readonly autoincrement: boolean }
  /** The cumulative list: everybody who ever went, and some more. `allow` is added to their exact number. */
  | { readonly step: 'remove'; readonly more: readonly number[]; readonly allow: number | null };

const ADD: Step = { step: 'add' };

const small = fc.nat({ max: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ step: fc.constant('add' as const) }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('add at' as const), at: small }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('delete' as const), at: small }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('set back' as const), how: fc.nat({ max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('rebuild' as const), autoincrement: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      step: fc.constant('remove' as const),
      more: fc.array(small, { maxLength: 2 }),
      allow: fc.constantFrom(null, null, 0, 0, 1, -1),
    }),
  },
);

let files = 0;

type Ending = 'removed' | 'invalid' | 'returned' | 'shape' | 'nothing';

const NOW = new Date('2026-07-01T00:00:00Z');
const ALWAYS = { now: NOW, progress: SILENT };
const FILE_ASKED = {
  learn: () => undefined,
  file: FILE,
  template: null,
  checkNames: null,
  missingOk: true,
  sha256: null,
  errors: null,
  onHeld: null,
};
const PLAN_ASKED = {
  show: 3,
  names: false,
  allowOpenLoans: null,
  allowClock: null,
  maxRemoves: null,
  strictTables: false,
  reason: null,
  report: null,
  list: null,
  review: null,
  save: null,
};
const NO_TEXTS = { file: null, template: null, reason: null, report: null, store: null };
const WHO = { toolVersion: '0', actor: 'a', user: 'a', plan: null, reason: null, store: 'lms.db' };

/** What `ingest` does up to the commit: load, plan, guards, remove. */
async function removeList(ids: readonly number[], allowReturned: number | null): Promise<Ending> {
  // Empty rows, so that no two files are the same.
  files += 1;
  writeFileSync(FILE, customerHeader() + ids.map(removeRow).join('') + '\n'.repeat(files));
  const load = { ...FILE_ASKED, ...ALWAYS, plan: null, keep: 3, returnedOk: allowReturned !== null };
  const at = { engine: sqlite, path: STORE, seconds: 1, mode: 'read-write' } as const;
  return withLoaded(at, load, async (store, loaded): Promise<Ending> => {
    if (!isValid(loaded.validation)) return 'invalid';
    const planned = await makePlan(store, loaded, { ...PLAN_ASKED, ...ALWAYS, allowReturned });
    if (planned.plan.removals === 0) return 'nothing';
    const refusal = guardRefusal(planned.plan);
    if (refusal !== null) throw new RefusedError(refusal);
    await commit(loaded, planned);
    return 'removed';
  }).catch((error: unknown): Ending => {
    if (error instanceof RefusedError && error.refusal.reason === 'returned') return 'returned';
    if (error instanceof StoreError && error.trouble.reason === 'shape') return 'shape';
    throw error;
  });
}

async function commit({ validation, selection }: LoadedFile, { plan, facts }: Planned): Promise<void> {
  const { file, template } = validation;
  const { removals, alreadyRemoved } = plan;
  const consent = { by: 'confirm-removes', count: removals } as const;
  await selection?.commit({
    ...{ planned: facts, removals, now: () => NOW, progress: SILENT },
    run: {
      ...WHO,
      evidence: NO_EVIDENCE,
      file,
      template,
      consent,
      startedAt: NOW.toISOString(),
      alreadyRemoved,
    },
    ask: { since: () => NOW.toISOString(), texts: NO_TEXTS, saved: null },
    judge: () => undefined,
    beforeCommit: () => undefined,
  });
}

/** What must be true, in plain maps. */
class Model {
  readonly here = new Map<number, number>();
  readonly gone = new Set<number>();
  once = true;
  /** Has anything set the sequence back since a removal raised it? */
  safe = true;
  persons = 0;

  /** The list of everybody who ever went, and those chosen, each once. */
  list(more: readonly number[]): readonly number[] {
    const ids = [...this.here.keys()];
    const chosen = more.flatMap((at) => ids[at % Math.max(1, ids.length)] ?? []);
    return [...new Set([...this.gone, ...chosen])];
  }

  expected(list: readonly number[], allowed: number | null): Ending {
    const present = list.filter((id) => this.here.has(id));
    const returned = present.filter((id) => this.gone.has(id)).length;
    if (returned > 0 && allowed === null) return 'invalid';
    if (present.length === 0) return 'nothing';
    if (!this.once && present.includes(Math.max(...this.here.keys()))) return 'shape';
    return returned === (allowed ?? 0) ? 'removed' : 'returned';
  }
}

async function play(steps: readonly Step[]): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(STORE + end, { force: true });
  copyFileSync(EMPTY, STORE);
  files = 0;
  const model = new Model();
  // Three to begin with, of whom the second goes.
  for (const one of [ADD, ADD, ADD, { step: 'remove', more: [1], allow: null } as const, ...steps]) {
    await playStep(model, one);
    expect(everybody()).toEqual(model.here);
  }
}

async function playStep(model: Model, one: Step): Promise<void> {
  switch (one.step) {
    case 'add':
    case 'add at': {
      // An application lets SQLite choose; or writes an ID of its own choice, of one who is gone, say.
      const wanted =
        one.step === 'add' ? null : ([...model.gone][one.at % Math.max(1, model.gone.size)] ?? null);
      if (wanted !== null && model.here.has(wanted)) return;
      model.persons += 1;
      const insert = 'INSERT INTO customer_entity (id, last_name) VALUES (?, ?)';
      const id = withSql((db) =>
        Number(db.prepare(insert).run(wanted, String(model.persons)).lastInsertRowid),
      );
      if (wanted === null && model.once && model.safe) expect(model.gone).not.toContain(id);
      model.here.set(id, model.persons);
      return;
    }
    case 'delete': {
      const id = [...model.here.keys()][one.at];
      if (id === undefined) return;
      withSql((db) => db.prepare('DELETE FROM customer_entity WHERE id = ?').run(id));
      model.here.delete(id);
      return;
    }
    case 'set back':
      withSql((db) => db.exec(SET_BACK[one.how] ?? ''));
      model.safe = false;
      return;
    case 'rebuild':
      withSql((db) => rebuildCustomers(db, one.autoincrement));
      model.once = one.autoincrement;
      model.safe = false;
      return;
    case 'remove':
      await removeStep(model, one);
  }
}

async function removeStep(model: Model, { more, allow }: Extract<Step, { step: 'remove' }>): Promise<void> {
  const list = model.list(more);
  const present = list.filter((id) => model.here.has(id));
  const returned = present.filter((id) => model.gone.has(id)).length;
  const allowed = allow === null ? null : Math.max(0, returned + allow);
  const expected = model.expected(list, allowed);
  const outcome = await removeList(list, allowed);
  expect(outcome).toBe(expected);
  if (outcome !== 'removed') return;
  for (const id of present) {
    model.here.delete(id);
    model.gone.add(id);
  }
  model.safe = model.once;
}

it(
  'whatever happens to IDs, a list of all who ever went removes nobody who came since, but where their exact number is allowed',
  async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), play), {
      numRuns: runs(25),
      // On a machine that has much else to do it tries fewer, and still says what it found.
      interruptAfterTimeLimit: patience(25) / 2,
    });
  },
  patience(25),
);
