/** How an answer goes out: in pieces, so that its length is nobody's concern, and no faster than it is read. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { writePieces } from '../../src/commands/terminal/write.ts';
import { customerHeader } from '../../src/core/file/template.ts';
import { runHere } from '../tools/in-process.ts';
import { temporaryFolder } from '../tools/program.ts';

const ROWS = 10_000;

it('a document of ten thousand wrong rows goes out in pieces, the last of them too', async () => {
  const file = join(temporaryFolder(), 'bad.csv');
  const rows = Array.from({ length: ROWS }, (_, row) => `remove,${40001 + row},x\n`);
  writeFileSync(file, customerHeader() + rows.join(''));
  const { code, text, writes } = await runHere(['validate', file, '--all', '--json'], false);
  expect(code).toBe(3);
  const { diagnostics, truncated, counts } = JSON.parse(text);
  expect({ truncated, last: diagnostics[ROWS - 1].row, counted: counts.errors }).toEqual({
    truncated: false,
    last: ROWS + 1,
    counted: ROWS,
  });
  expect(Math.max(...writes.map((write) => write.length))).toBeLessThan(1 << 17);
});

/** A reader that takes a piece when it comes to it; `most` is what it was given and had not taken yet. */
function slowReader(end: number | null) {
  const seen = { most: 0, taken: 0 };
  const stream = new Writable({
    highWaterMark: 1 << 10,
    write(_chunk, _encoding, done) {
      seen.most = Math.max(seen.most, stream.writableLength);
      seen.taken += 1;
      const goesAway = seen.taken === end ? new Error('EPIPE') : null;
      setImmediate(() => done(goesAway));
    },
  });
  stream.on('error', () => undefined);
  return { seen, stream: stream as unknown as NodeJS.WriteStream };
}

const PIECE = 'x'.repeat(1 << 15);

it('the next piece waits until the one before it was taken', async () => {
  const { seen, stream } = slowReader(null);
  await writePieces(
    stream,
    Array.from({ length: 40 }, () => PIECE),
  );
  expect(seen).toEqual({ most: 1 << 16, taken: 20 });
});

it('where the reader goes away nothing more is made, and nobody waits', async () => {
  const { seen, stream } = slowReader(3);
  let made = 0;
  function* pieces() {
    for (; made < 40; made += 1) yield PIECE;
  }
  await writePieces(stream, pieces());
  expect({ taken: seen.taken, made }).toEqual({ taken: 3, made: 5 });
});
