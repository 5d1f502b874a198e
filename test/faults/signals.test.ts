import { describe, expect, it } from 'vitest';
import { inCopy, makeRoom, some, stateOf, tryFault } from '../tools/fault-room.ts';
import { CHANGES, hasStrace, onStore, record, runBreaking } from '../tools/strace.ts';

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

describe('a signal', () => {
  if (!hasStrace) {
    it.skip('needs strace', () => undefined);
    return;
  }
  const room = makeRoom();
  const changes = inCopy(room.origin, (cwd) => onStore(record(room.line, { cwd, names: CHANGES })));
  const points = some(SIGNALS, 1).flatMap((signal) =>
    some(changes, 1, 12).map((call) => ({ signal, ...call })),
  );

  it.for(points)(
    '$signal at $name $nth ends an ingest before its commit, and after it not',
    (at, { task }) => {
      tryFault(room, { task, kind: 'SIGHUP, SIGINT, SIGTERM' }, (cwd) => {
        const ran = runBreaking(room.line, { cwd, call: at, how: `signal=${at.signal}` });
        const ended = ran.signal !== null;
        expect(ran).toMatchObject(ended ? { signal: at.signal } : { code: 0 });
        expect(stateOf(room, cwd)).toBe(ended ? 'before' : 'after');
        return ran;
      });
    },
  );
});
