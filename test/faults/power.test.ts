import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectEndsRight, inCopy, makeRoom, some, tryFault } from '../tools/fault-room.ts';
import { numbers } from '../tools/numbers.ts';
import {
  POWER_CALLS,
  afterLoss,
  changesOf,
  readTree,
  treeHash,
  writeTree,
  type Loss,
  type Tree,
} from '../tools/power.ts';
import { hasStrace, record } from '../tools/strace.ts';

type Lossy = Exclude<Loss, 'none'>;

interface State {
  readonly name: string;
  readonly loss: Lossy;
  readonly tree: Tree;
}

const KINDS: Readonly<Record<Lossy, string>> = {
  all: 'power lost, all that was not flushed with it',
  part: 'power lost, random sectors were written',
  torn: 'power lost, the last write is torn',
};

describe('an ingest whose power is lost', () => {
  if (!hasStrace) {
    it.skip('needs strace', () => undefined);
    return;
  }
  const room = makeRoom();
  const start = readTree(room.origin);
  const { changes, end } = inCopy(room.origin, (cwd) => {
    const calls = record(room.line, { cwd, names: POWER_CALLS, bytes: 1 << 20 });
    return { changes: changesOf(calls, cwd), end: readTree(cwd) };
  });

  it('is rebuilt from its calls byte for byte, where nothing is lost', () => {
    const rebuilt = afterLoss(start, changes, { loss: 'none', dice: numbers('none') });
    expect(treeHash(rebuilt)).toBe(treeHash(end));
  });

  /** Each state that such a loss can leave, once, named by the change that was the last. */
  function states(loss: Lossy): State[] {
    const found = new Map<string, State>();
    for (let count = 1; count <= changes.length; count += 1) {
      const last = changes[count - 1]!;
      if (loss === 'torn' && last.kind !== 'write') continue;
      const tree = afterLoss(start, changes.slice(0, count), { loss, dice: numbers(`${loss}/${count}`) });
      const name = `${KINDS[loss]}: change ${count}, ${last.kind} ${last.path}`;
      if (!found.has(treeHash(tree))) found.set(treeHash(tree), { name, loss, tree });
    }
    return [...found.values()];
  }

  it('keeps its report from the moment on that the ledger speaks of it', () => {
    inCopy(room.origin, (cwd) => {
      writeTree(cwd, afterLoss(start, changes, { loss: 'all', dice: numbers('all') }));
      expect(readdirSync(join(cwd, 'lms-reports/0001')).sort()).toEqual(['report.json', 'report.txt']);
      expectEndsRight(room, cwd);
    });
  });

  const lost = [...some(states('all'), 0), ...some(states('part'), 2, 150), ...some(states('torn'), 1, 130)];
  it.for(lost.map((state) => [state.name, state] as const))(
    '%s: the store is wholly before or wholly after, and the same line ends right',
    ([, { loss, tree }], { task }) => {
      tryFault(room, { task, kind: KINDS[loss] }, (cwd) => {
        writeTree(cwd, tree);
        // What shared memory held may come back as anything.
        if (loss === 'part') writeFileSync(join(cwd, 'lms.db-shm'), Buffer.alloc(1 << 15, 0xa5));
        return null;
      });
    },
  );
});
