import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { lineProgress, makeProgress, progressText } from '../../src/view/progress.ts';
import { PLAIN_80 } from './values.ts';

/** A terminal that keeps what is written to it. */
function terminal() {
  const written: string[] = [];
  const columns: number[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  const controls = {
    isTTY: true,
    columns: 80,
    rows: 24,
    cursorTo: (column: number) => columns.push(column) > 0,
    moveCursor: () => true,
  };
  Object.assign(stream, controls, { clearLine: () => true });
  return { stream: stream as unknown as NodeJS.WriteStream, written, columns };
}

test('a count has its step, thousands and unit', () => {
  expect(progressText('scrub', { done: 120_000, total: 482_000, after: 2000 })).toBe(
    'scrub 120,000 of 482,000 pages, 60,000 a second',
  );
  expect(progressText('look up', { done: 5, total: null, after: 0 })).toBe('look up 5');
});

test('a log gets a line at most every five seconds, and a short run none', () => {
  const { stream, written } = terminal();
  let now = 0;
  const progress = lineProgress({ stream, now: () => now });
  progress.step('scrub');
  for (now = 0; now <= 12_000; now += 1000) progress.count(now, 482_000);
  progress.end();
  expect(written).toEqual([
    'lms-import: scrub 5,000 of 482,000 pages, 1,000 a second\n',
    'lms-import: scrub 10,000 of 482,000 pages, 1,000 a second\n',
  ]);
});

test('a spinner draws each count at once, and installs no signal handler', async () => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'] as const;
  const before = signals.map((signal) => process.listenerCount(signal));
  const { stream, written, columns } = terminal();
  let now = 0;
  const progress = await makeProgress(PLAIN_80, { kind: 'spinner', stream, now: () => now });
  progress.step('scrub');
  now = 200;
  progress.count(120_000, 482_000);
  expect(written.join('')).toContain('scrub 120,000 of 482,000 pages');
  expect(signals.map((signal) => process.listenerCount(signal))).toEqual(before);
  progress.end();
  expect(signals.map((signal) => process.listenerCount(signal))).toEqual(before);
  // Where it stops, the next line begins.
  expect(new Set(columns)).toEqual(new Set([0]));
});

test('a spinner draws at most ten times a second', async () => {
  const { stream, written } = terminal();
  const progress = await makeProgress(PLAIN_80, { kind: 'spinner', stream, now: () => 50 });
  progress.step('scrub');
  const drawn = written.length;
  for (let page = 0; page < 1000; page += 1) progress.count(page, 1000);
  expect(written.length).toBe(drawn);
  progress.end();
});

test('silence writes nothing', async () => {
  const { stream, written } = terminal();
  const progress = await makeProgress(PLAIN_80, { kind: 'silent', stream, now: () => 1e9 });
  progress.step('scrub');
  progress.count(1, 2);
  progress.end();
  expect(written).toEqual([]);
});
