import { describe, expect, it } from 'vitest';
import { inCopy, makeRoom, some, tryFault } from '../tools/fault-room.ts';
import { CHANGES, hasStrace, onStore, record, runBreaking, runLosing, type Call } from '../tools/strace.ts';

/** SQLite makes room for its shared memory byte by byte: the first and the last of each time stand for all. */
const isLater = ({ text }: Call) => /lms\.db-shm>, .*, 1, (8191|12287|16383|20479|24575|28671)\)/.test(text);

describe('an ingest whose calls to the system fail says truly whether it removed', () => {
  if (!hasStrace) {
    it.skip('needs strace', () => undefined);
    return;
  }
  const room = makeRoom();
  const changes = inCopy(room.origin, (cwd) => onStore(record(room.line, { cwd, names: CHANGES }))).filter(
    (call) => !isLater(call),
  );
  const calls = (name: string) =>
    inCopy(room.origin, (cwd) => record(room.line, { cwd, names: [name], storeOnly: true }));

  it.for(some(changes, 2))('EIO at $name $nth', (call, { task }) => {
    tryFault(room, { task, kind: 'EIO at each write, sync, cut, rename' }, (cwd) =>
      runBreaking(room.line, { cwd, call, how: 'error=EIO' }),
    );
  });

  it.for(some(changes, 1))('ENOSPC at $name $nth', (call, { task }) => {
    tryFault(room, { task, kind: 'ENOSPC at each write, sync, cut, rename' }, (cwd) =>
      runBreaking(room.line, { cwd, call, how: 'error=ENOSPC' }),
    );
  });

  it.for(some(changes, 1, 60))('EIO for every change from $name $nth on', (call, { task }) => {
    tryFault(room, { task, kind: 'EIO from there on' }, (cwd) =>
      runLosing(room.line, { cwd, calls: changes, from: call, how: 'error=EIO' }),
    );
  });

  it('exits with 9 where its commit is written, cannot be flushed, and holds', ({ task }) => {
    tryFault(room, { task, kind: 'EIO from there on' }, (cwd) => {
      const ran = runLosing(room.line, {
        cwd,
        calls: changes,
        from: flushOfCommit(changes),
        how: 'error=EIO',
      });
      expect(ran).toMatchObject({ code: 9, stderr: expect.stringContaining('run 1 is committed') });
      return ran;
    });
  });

  it.for([
    ...some(calls('pread64'), 0, 40).map((call) => ({ ...call, error: 'EIO' })),
    ...some(calls('openat'), 0, 40).map((call) => ({ ...call, error: 'EMFILE' })),
    ...some(calls('fcntl'), 0, 40).map((call) => ({ ...call, error: 'ENOLCK' })),
  ])('$error at $name $nth', (call, { task }) => {
    tryFault(room, { task, kind: `${call.error} at a read, open, lock` }, (cwd) =>
      runBreaking(room.line, { cwd, call, how: `error=${call.error}` }),
    );
  });
});

/** The flush of the log that follows most writes to it. */
function flushOfCommit(changes: readonly Call[]): Call {
  let [most, writes, found] = [0, 0, changes[0]!];
  for (const call of changes) {
    if (!/^\w+\(\d+<[^>]*-wal>/.test(call.text)) continue;
    if (call.name === 'pwrite64') writes += 1;
    if (call.name !== 'fsync') continue;
    if (writes > most) [most, found] = [writes, call];
    writes = 0;
  }
  return found;
}
