import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { lineProgress, makeProgress, progressBar, progressText } from '../../../src/view/text/progress.ts';
import { PLAIN_80 } from '../values.ts';

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
    'scrub 120,000 of 482,000 pages, 60,000 a second, 7 s left',
  );
  expect(progressText('scrub', { done: 1, total: 482_000, after: 2000 })).toBe(
    'scrub 1 of 482,000 pages, 1 a second',
  );
  expect(progressText('remove', { done: 10, total: 100, after: 60_000 })).toBe(
    'remove 10 of 100 customers, 9 min left',
  );
  expect(progressText('verify', { done: 5, total: null, after: 0 })).toBe('verify 5');
});

test('from a tenth on the time left is right within a factor of two, also where the pace is not even', () => {
  const paces = fc.array(fc.integer({ min: 70, max: 140 }), { minLength: 10, maxLength: 200 });
  fc.assert(
    fc.property(paces, (seconds) => {
      const all = seconds.reduce((sum, one) => sum + one, 0);
      let after = 0;
      for (const [at, took] of seconds.entries()) {
        after += took;
        const said = / (\d+) (s|min) left$/.exec(
          progressText('walk', { done: at + 1, total: seconds.length, after: after * 1000 }),
        );
        const isLate = (at + 1) * 10 >= seconds.length && at + 1 < seconds.length;
        expect(said !== null).toBe(isLate);
        if (said === null) continue;
        const left = Number(said[1]) * (said[2] === 'min' ? 60 : 1);
        expect(left).toBeGreaterThanOrEqual((all - after) / 2);
        expect(left).toBeLessThanOrEqual((all - after) * 2 + 60);
      }
    }),
  );
});

test('a bar fills as the step does, in ASCII where the terminal is', () => {
  const bar = (done: number, total: number | null, unicode = true) =>
    progressBar({ ...PLAIN_80, unicode }, { done, total, after: 0 });
  expect(bar(0, 100)).toBe('░░░░░░░░░░ ');
  expect(bar(55, 100)).toBe('█████░░░░░ ');
  expect(bar(100, 100, false)).toBe('########## ');
  expect(bar(101, 100)).toBe('██████████ ');
  expect(bar(5, null)).toBe('');
});

test('a guess is called one, and is none where it was too low; questions have no pace', () => {
  const { stream, written } = terminal();
  let now = 0;
  const progress = lineProgress({ stream, now: () => now });
  progress.step('hash loans');
  for (now = 6000; now <= 18_000; now += 6000) progress.count(now, 15_000, 'about');
  progress.step('compare');
  now = 30_000;
  progress.count(7, 9);
  progress.step('read');
  now = 40_000;
  progress.count(8192, 0);
  expect(written).toEqual([
    'lms-import: hash loans 6,000 of about 15,000 rows, 1,000 a second, 9 s left\n',
    'lms-import: hash loans 12,000 of about 15,000 rows, 1,000 a second, 3 s left\n',
    'lms-import: hash loans 18,000 rows, 1,000 a second\n',
    'lms-import: compare\n',
    'lms-import: compare 7 of 9 questions\n',
    'lms-import: read 8,192 bytes, 819 a second\n',
  ]);
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

test('a spinner takes one line, however narrow the terminal is', async () => {
  for (const [columns, text] of [
    [100, '##........ remove 100,000 of 482,000 customers, 50,000 a second, 8 s left'],
    [70, 'remove 100,000 of 482,000 customers, 50,000 a second, 8 s left'],
    [60, '##........ remove 100,000 of 482,000 customers'],
    [45, 'remove 100,000 of 482,000 customers'],
    [30, 'remove 100,000'],
    [12, 'remove'],
  ] as const) {
    const { stream, written } = terminal();
    stream.columns = columns;
    let now = 0;
    const progress = await makeProgress(
      { ...PLAIN_80, unicode: false },
      { kind: 'spinner', stream, now: () => now },
    );
    progress.step('remove');
    now = 2000;
    progress.count(100_000, 482_000);
    progress.end();
    const lines = written
      .join('')
      .split(/\u001b\[[?\d]*[A-Za-z]/)
      .filter((line) => line.includes('remove'));
    expect(lines.at(-1)?.trimEnd().endsWith(` ${text}`), `${columns}: ${lines.at(-1)}`).toBe(true);
    expect(lines.at(-1)!.length).toBeLessThan(columns);
  }
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
