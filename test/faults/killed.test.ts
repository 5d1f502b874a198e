import { describe, expect, it } from 'vitest';
import { ALL, inCopy, makeRoom, some, tryFault } from '../tools/fault-room.ts';
import { numbers } from '../tools/numbers.ts';
import { CHANGES, hasStrace, onStore, record, runBreaking, type Call } from '../tools/strace.ts';

/** Each wait, look, lock, read and write of the main thread that has a file. */
const ANY = ['%file', '%desc'];

describe('an ingest that is killed leaves the store wholly before or wholly after', () => {
  if (!hasStrace) {
    it.skip('needs strace', () => undefined);
    return;
  }
  const room = makeRoom();
  const kill = (cwd: string, call: Call) => {
    const ran = runBreaking(room.line, { cwd, call, how: 'signal=KILL' });
    // Threads wake each other by writes, now more of them, now fewer: a run may have ended before the call came.
    expect(ran.signal ?? ran.code).toBe(ran.signal === null ? 0 : 'SIGKILL');
    return ran;
  };

  const changes = inCopy(room.origin, (cwd) => onStore(record(room.line, { cwd, names: CHANGES })));
  it.for(some(changes, 2))('at $name $nth', (call, { task }) => {
    tryFault(room, { task, kind: 'killed at each write, sync, cut, rename' }, (cwd) => kill(cwd, call));
  });

  const random = numbers('killed');
  const touches = inCopy(room.origin, (cwd) => record(room.line, { cwd, names: ANY, storeOnly: true }));
  const chosen = Array.from({ length: ALL ? 200 : 1 }, () => touches[random(touches.length)]!);
  it.for(chosen)('at a random call, $name $nth', (call, { task }) => {
    tryFault(room, { task, kind: 'killed at a random call' }, (cwd) => kill(cwd, call));
  });
});
