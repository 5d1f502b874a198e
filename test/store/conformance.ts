/**
 * One suite for every engine: each obligation of the port, asked of a real store beside a model in plain maps. An engine's
 * kit makes a store with given rows, and is the other program that reads and writes it.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StaleError, StoreError } from '../../src/core/errors.ts';
import type { CustomerId } from '../../src/core/file/rows.ts';
import { SILENT } from '../../src/core/progress/progress.ts';
import type { RunRecord } from '../../src/core/run/report.ts';
import { parseRunRecord } from '../../src/core/run/run-record.ts';
import type { Commit } from '../../src/store/port/commit.ts';
import type { Engine, Mode, Store, StoreAt } from '../../src/store/port/port.ts';
import type { Reached, Selection, Staged } from '../../src/store/port/rows.ts';
import { collect } from '../tools/collect.ts';
import { patience, runs } from '../tools/fuzz.ts';
import { Model, someIds, someRows, type ModelRows } from './model.ts';
import { NO_EVIDENCE } from '../view/values.ts';

export interface Kit {
  readonly engine: Engine;
  /** A new store, each time at another place. */
  readonly make: (rows: ModelRows) => string;
  /** What another program reads. */
  readonly read: (path: string) => ModelRows;
  /** Another program renames a customer, and so commits. */
  readonly rename: (path: string, customer: number, name: string) => void;
}

const NOW = new Date('2026-07-01T00:00:00Z');
const NONE = { file: null, template: null, reason: null, report: null, store: null };
const ROWS: ModelRows = {
  customers: new Map([
    [1, 'N1'],
    [2, 'N2'],
    [3, 'N3'],
  ]),
  loans: new Map([[7, { status: 'Closed', archived: false, deleted: false }]]),
  links: [[7, 1]],
  notes: new Map([[1, 1]]),
};

async function withStore<T>(at: StoreAt, mode: Mode, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await at.engine.open(at, mode);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** A file's rows: the first customer stands in row 2. */
async function stage(store: Store, ids: readonly number[]): Promise<Staged> {
  const staging = await store.stage();
  ids.forEach((one, at) =>
    staging.add({ action: 'remove', row: at + 2, line: at + 2, customerId: one as CustomerId }, true),
  );
  await staging.flush();
  return staging.end();
}

async function select(store: Store, ids: readonly number[]): Promise<Selection> {
  const staged = await stage(store, ids);
  return (await staged.lookUp()).choose();
}

const ignored = () => undefined;

function reach<T>(selection: Selection, work: (reached: Reached) => Promise<T>): Promise<T> {
  return selection.reach(ignored, work);
}

/** Of a file that was written of each run. */
const OUTPUT = 'c3'.repeat(32);

function removal(reached: Reached, ids: readonly number[], given: Partial<Commit> = {}): Commit {
  const sha256 = createHash('sha256').update(JSON.stringify(ids)).digest('hex');
  const file = { name: 'july.csv', size: 1, sha256, byteOrderMark: false, lineEnds: 'LF' } as const;
  const who = { toolVersion: '0', actor: 'a', user: 'a', plan: null, reason: null, store: 'lms.db' };
  const { removals } = reached;
  return {
    planned: reached.facts,
    removals,
    run: {
      ...who,
      consent: { by: 'confirm-removes', count: removals },
      startedAt: NOW.toISOString(),
      file: { ...file, rows: ids.length, blankRows: 0 },
      template: { name: 'customer', sha256: '0'.repeat(64) },
      alreadyRemoved: ids.length - removals,
      evidence: { ...NO_EVIDENCE, outputs: [{ option: 'list', sha256: OUTPUT }] },
    },
    ask: { since: () => NOW.toISOString(), texts: NONE, saved: null },
    judge: ignored,
    now: () => NOW,
    progress: SILENT,
    beforeCommit: ignored,
    ...given,
  };
}

/** Removes the IDs, each once, who are there or were removed before. */
function remove(at: StoreAt, ids: readonly number[], given: Partial<Commit> = {}): Promise<RunRecord> {
  return withStore(at, 'read-write', async (store) => {
    const selection = await select(store, ids);
    const commit = await reach(selection, (reached) => Promise.resolve(removal(reached, ids, given)));
    let record: RunRecord | null = null;
    const beforeCommit: Commit['beforeCommit'] = (noted) => {
      record = parseRunRecord(noted.record);
      commit.beforeCommit(noted);
    };
    expect(await selection.commit({ ...commit, beforeCommit })).toBe(record!.run);
    return record!;
  });
}

/** The promise's error, which must be one of the core's. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    (error: unknown) => {
      if (error instanceof StoreError) return error.trouble.reason;
      return error instanceof StaleError ? error.staleness.reason : error;
    },
  );
}

/** Runs the suite for one engine. */
export function conformance(name: string, { engine, make, read, rename }: Kit): void {
  const made = (rows: ModelRows = ROWS): StoreAt => ({ engine, path: make(rows), seconds: 1 });

  describe(`${name}: facts beside a model`, () => {
    it(
      'duplicates, presences, rows and loans are those of the model, before a removal and after it',
      async () => {
        await fc.assert(
          fc.asyncProperty(someRows, someIds, someIds, async (rows, first, second) => {
            const [at, model] = [made(rows), new Model(rows)];
            await agree(at, model, first);
            const gone = model.chosen(first);
            if (gone.length > 0) {
              const record = await remove(at, gone);
              expect(record.checks.map(({ check, passed }) => [check, passed])).toEqual(
                engine.checks.filter((check) => check < 7).map((check) => [check, true]),
              );
              const loans = model.linked(gone);
              model.remove(gone);
              expect(read(at.path)).toEqual(model.rows);
              await ledgerHolds(at, record, { gone, loans });
            }
            await agree(at, model, second);
          }),
          { numRuns: runs(15) },
        );
      },
      patience(60),
    );
  });

  async function agree(at: StoreAt, model: Model, ids: readonly number[]): Promise<void> {
    await withStore(at, 'read-only', async (store) => {
      const rows = await (await stage(store, ids)).lookUp();
      const later = ids.flatMap((one, row) =>
        ids.indexOf(one) < row ? [{ row: row + 2, firstRow: ids.indexOf(one) + 2 }] : [],
      );
      expect((await collect(rows.duplicates())).map(({ row, firstRow }) => ({ row, firstRow }))).toEqual(
        later,
      );
      const { presences } = rows;
      for (const presence of ['present', 'removed', 'returned', 'unknown'] as const) {
        const expected = ids.flatMap((one, row) => (model.presence(one) === presence ? [row + 2] : []));
        expect(presences.get(presence)?.rows ?? 0, presence).toBe(expected.length);
        expect((await collect(rows.rowsOf(presence))).map(({ row }) => row)).toEqual(expected);
      }
      await agreeOnReached(await rows.choose(), model, model.chosen(ids));
    });
  }

  async function agreeOnReached(selection: Selection, model: Model, chosen: readonly number[]) {
    await reach(selection, async (reached) => {
      const { facts, removals } = reached;
      expect(removals).toBe(chosen.length);
      expect(facts.customers).toBe(model.rows.customers.size);
      const rows = facts.tables.filter((one) => one.rows > 0).map((one) => [one.table, one.rows]);
      expect(Object.fromEntries(rows)).toEqual(model.rowsThatGo(chosen));
      expect(facts.loans).toEqual({
        linked: model.linked(chosen).length,
        leftAlone: model.leftAlone(chosen).length,
        customersWithOpen: model.withOpenLoan(chosen).length,
      });
      expect((await collect(reached.listed())).map(({ customerId }) => customerId)).toEqual(chosen);
      const first = await reached.shown({ first: 2, flagged: [], names: true });
      expect(first.map(({ customerId, name: known }) => [customerId, known?.last])).toEqual(
        chosen.slice(0, 2).map((one) => [one, model.rows.customers.get(one)]),
      );
    });
  }

  async function ledgerHolds(
    at: StoreAt,
    record: RunRecord,
    { gone, loans }: { gone: readonly number[]; loans: readonly number[] },
  ) {
    await withStore(at, 'read-only', async (store) => {
      const { ledger } = store;
      expect(await ledger.runOfFile(record.file.sha256)).toMatchObject({ run: record.run });
      expect(JSON.parse((await ledger.runOf(record.run))!.record)).toEqual(record);
      expect(await collect(ledger.removedIds(record.run))).toEqual(gone);
      expect(await collect(ledger.linkedLoans(record.run))).toEqual(loans);
      expect(await collect(ledger.troubles())).toEqual([]);
      for (const one of gone.slice(0, 3)) expect(await store.isThere(one)).toBe(false);
      expect(await ledger.runOfOutput(OUTPUT)).toBe(record.run);
      expect(await ledger.runOfOutput(record.file.sha256)).toBeNull();
      const recalled = await store.recall(record.run);
      expect(recalled.listed).toBe(gone.length);
      const shape = await store.shape();
      const { absent, nothingLeft } = await recalled.since(shape, record);
      expect([absent.passed, nothingLeft.passed, (await recalled.back(9)).back]).toEqual([true, true, []]);
      for (const check of await recalled.loansSince(shape, record.loanDigests))
        expect(check.found).toBe('unchanged');
    });
  }

  describe(`${name}: wholly, or not at all`, () => {
    const stopped = new Error('stopped');
    const stop = () => {
      throw stopped;
    };

    it.each([
      ['judge', { judge: stop }],
      ['beforeCommit', { beforeCommit: stop }],
    ])('what %s throws comes out as it is, and nothing has changed', async (_, given) => {
      const at = made();
      expect(await refusal(remove(at, [1, 2], given))).toBe(stopped);
      expect(read(at.path)).toEqual(ROWS);
      await withStore(at, 'read-only', async ({ ledger }) => {
        expect(await collect(ledger.pastRuns({ since: null, customer: null }))).toEqual([]);
      });
    });

    it('a customer who got another name since the plan: stale, and nothing has changed', async () => {
      const at = made();
      const renaming = withStore(at, 'read-write', async (store) => {
        const selection = await select(store, [1, 2]);
        const commit = await reach(selection, (reached) => Promise.resolve(removal(reached, [1, 2])));
        rename(at.path, 2, 'Other');
        return selection.commit(commit);
      });
      expect(await refusal(renaming)).toBe('store-moved');
      expect(read(at.path).customers.size).toBe(3);
    });

    it('a read-only store removes nobody', async () => {
      const at = made();
      const removing = withStore(at, 'read-only', async (store) => {
        const selection = await select(store, [1]);
        const commit = await reach(selection, (reached) => Promise.resolve(removal(reached, [1])));
        return selection.commit(commit);
      });
      expect(await refusal(removing)).not.toBe('no error');
      expect(read(at.path)).toEqual(ROWS);
    });

    it('judge hears what was removed with --yes, and which text names whom', async () => {
      const at = made();
      const yes = { by: 'yes', count: 1 } as const;
      await withStore(at, 'read-write', async (store) => {
        const selection = await select(store, [1]);
        const commit = await reach(selection, (reached) => Promise.resolve(removal(reached, [1])));
        return selection.commit({ ...commit, run: { ...commit.run, consent: yes } });
      });
      let heard: Parameters<Commit['judge']>[0] | null = null;
      const texts = { ...NONE, reason: 'asked for by n2' };
      await remove(at, [2], {
        ask: { since: () => NOW.toISOString(), texts, saved: null },
        judge: (found) => (heard = found),
      });
      expect(heard).toMatchObject({ lastEntry: NOW.toISOString(), removedByYes: 1, moved: null });
      expect(heard).toMatchObject({ personalData: [{ where: 'reason', named: 'surname', refuses: false }] });
    });
  });

  describe(`${name}: what others do meanwhile`, () => {
    it('the version changes with a commit of another’s, and a snapshot sees none', async () => {
      const at = made();
      await withStore(at, 'read-only', async (store) => {
        const before = await store.version();
        const selection = await select(store, [1]);
        const names = await reach(selection, async (reached) => {
          rename(at.path, 1, 'Other');
          const shown = await reached.shown({ first: 1, flagged: [], names: true });
          return shown.map((one) => one.name?.last);
        });
        expect(names).toEqual(['N1']);
        expect(await store.version()).not.toBe(before);
        expect((await reach(selection, (reached) => Promise.resolve(reached.version))) > 0).toBe(true);
      });
    });

    it('names those who are there, and reviews each removal with its loans, in file order', async () => {
      await withStore(made(), 'read-only', async (store) => {
        const names = await store.names([3, 1, 99]);
        expect([...names].sort()).toEqual([
          [1, expect.objectContaining({ last: 'N1', born: null, city: null })],
          [3, expect.objectContaining({ last: 'N3' })],
        ]);
        const reviewed = await reach(await select(store, [2, 1]), (reached) => collect(reached.reviewed()));
        expect(
          reviewed.map(({ row, customerId, name, loans }) => [row, customerId, name?.last, loans]),
        ).toEqual([
          [2, 2, 'N2', []],
          [3, 1, 'N1', [expect.objectContaining({ status: 'Closed' })]],
        ]);
      });
    });

    it('a saved plan tells who moved since', async () => {
      const at = made();
      const { lines, shape } = await withStore(at, 'read-only', async (store) =>
        reach(await select(store, [1, 2]), async (reached) => ({
          lines: await collect(reached.savedRemovals()),
          shape: [...(await reached.tableShapes())],
        })),
      );
      const moved = () =>
        withStore(at, 'read-only', async (store) => {
          const planned = await store.planLines();
          await planned.add(lines);
          expect([await planned.count(), (await planned.first(1)).length]).toEqual([2, 1]);
          const header = { shape } as Parameters<typeof planned.moved>[0]['header'];
          return store.snapshot(() => planned.moved({ header, most: 5, chosen: false }));
        });
      expect(await moved()).toEqual({
        tables: { tables: 0, shown: [] },
        customers: { customers: 0, shown: [] },
      });
      rename(at.path, 2, 'Other');
      expect((await moved()).customers).toEqual({
        customers: 1,
        shown: [{ row: 3, customerId: 2, what: ['changed'] }],
      });
    });
  });

  describe(`${name}: after the commit`, () => {
    it('the store holds the run, and another one does not; erasing can be asked for again', async () => {
      const [at, other] = [made(), made()];
      const record = await remove(at, [1, 2]);
      expect(await engine.isCommitted(at, record)).toBe(true);
      expect(await engine.isCommitted(other, record)).toBe(false);
      expect(await refusal(engine.erase(other, record, SILENT))).toBeInstanceOf(Error);
      for (const _ of [1, 2]) {
        const { left, logBytes } = await engine.erase(at, record, SILENT);
        expect([left, logBytes]).toEqual([0, 0]);
      }
      expect(read(at.path).customers).toEqual(new Map([[3, 'N3']]));
      expect(await engine.integrity(at)).toBe('ok');
    });

    it('a step is noted with its store alone, and the last one once', async () => {
      const [at, other] = [made(), made()];
      const record = await remove(at, [1]);
      const note = (to: StoreAt) =>
        withStore(to, 'read-write', async ({ ledger }) => {
          for (const kind of ['scrubbed', 'scrubbed', 'reported', 'reported'] as const)
            await ledger.note(record, { kind, at: NOW.toISOString(), finding: { kind } });
          return [
            (await ledger.findingsOf(1, 'scrubbed')).length,
            (await ledger.findingsOf(1, 'reported')).length,
            (await ledger.unfinishedRuns()).length,
          ];
        });
      expect(await note(at)).toEqual([2, 1, 0]);
      expect(await note(other)).toEqual([0, 0, 0]);
    });

    it('the chain grows with each entry, and a seal is the store’s own', async () => {
      const [at, other] = [made(), made()];
      const links = () => withStore(at, 'read-only', async ({ ledger }) => (await ledger.head())!.link);
      const before = await links();
      await remove(at, [1]);
      expect(await links()).toBe(before + 1);
      const sealed = (of: StoreAt) =>
        withStore(of, 'read-only', async ({ ledger }) => {
          const seal = await ledger.newSeal();
          seal.add('a line');
          return seal.close();
        });
      expect(await sealed(at)).toBe(await sealed(at));
      expect(await sealed(at)).not.toBe(await sealed(other));
    });
  });

  describe(`${name}: what is no store`, () => {
    it('a path where nothing is, for every operation', async () => {
      const at = { engine, path: `${make(ROWS)}-none`, seconds: 0 };
      expect(await refusal(engine.open(at, 'read-only'))).toBe('missing');
      expect(await refusal(engine.open(at, 'read-write'))).toBe('missing');
      expect(await refusal(engine.look(at))).toBe('missing');
      expect(await refusal(engine.migrate(at))).toBe('missing');
      expect(await refusal(engine.integrity(at))).toBe('missing');
      expect(await refusal(engine.eraseFile(at, SILENT))).toBe('missing');
    });

    it('without a store every row is of somebody', async () => {
      const scratch = await engine.openScratch();
      const staging = await scratch.stage();
      staging.add({ action: 'remove', row: 2, line: 2, customerId: 5 as CustomerId }, true);
      const rows = await (await staging.end()).lookUp();
      expect(await collect(rows.duplicates())).toEqual([]);
      expect([...rows.presences]).toEqual([['present', { rows: 1, clean: 1, stopped: 0 }]]);
      await scratch.close();
    });
  });

  it(`${name}: a look finds no trouble in a new store, and an unfinished run after a removal`, async () => {
    const at = made();
    const troubles = async () =>
      Object.entries((await engine.look(at)).found).filter(([, found]) => found !== 'ok');
    expect(await troubles()).toEqual([]);
    await remove(at, [1]);
    expect((await engine.look(at)).asked?.unfinishedRuns).toEqual([1]);
    expect(read(at.path).customers.size).toBe(2);
  });
}
