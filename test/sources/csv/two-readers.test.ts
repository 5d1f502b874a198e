import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../../src/core/errors.ts';
import type { RawRow } from '../../../src/core/file/rows.ts';
import type { Source } from '../../../src/sources/bytes/open.ts';
import { readRows, type Reading } from '../../../src/sources/csv/records.ts';
import { readByCsvParse } from '../../tools/reference-reader.ts';

const RUNS = process.env.FAULTS === 'all' ? 20_000 : 1500;

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

async function outcome(
  reader: (source: Source) => Omit<Reading, 'bytes' | 'close'>,
  bytes: Buffer,
  size: number,
) {
  const reading = reader({ path: 'x.csv', role: 'input', size: null, chunks: pieces(bytes, size) });
  const rows: RawRow[] = [];
  try {
    for await (const batch of reading.batches()) rows.push(...batch);
    return { rows, facts: await reading.finish(), stopped: reading.stopped };
  } catch (error) {
    if (error instanceof FileError) return { refused: error.diagnostic };
    throw error;
  }
}

async function expectSame(bytes: Buffer, size: number) {
  const [ours, theirs] = [await outcome(readRows, bytes, size), await outcome(readByCsvParse, bytes, size)];
  // Rows that came before what stopped the reading are told of, whatever piece they were in.
  expect(asCsvParseSays(ours, theirs)).toEqual(theirs);
}

type Outcome = Awaited<ReturnType<typeof outcome>>;

/** Where lines end with a carriage return alone, ours tells that instead of what csv-parse made of it. */
function asCsvParseSays(ours: Outcome, theirs: Outcome): object {
  if (ours.stopped?.code !== 'lone-carriage-return') return ours;
  expect(theirs.stopped).toMatchObject({ row: ours.stopped.row, line: ours.stopped.line });
  return { ...ours, stopped: theirs.stopped };
}

const PARTS = [
  'a',
  ',',
  ',,',
  '"',
  '""',
  '"\n',
  ',"',
  '",',
  '\n',
  '\r\n',
  '\r',
  '\0',
  'é',
  '😀',
  ' ',
  'remove',
  '40001',
  '\uFEFF',
  '\t',
  '\u2028',
  '\v',
];
const text = fc
  .array(fc.constantFrom(...PARTS), { maxLength: 80 })
  .map((parts) => Buffer.from(parts.join('')));
/** Cells as spreadsheets write them: in quotes where they must be, or always, or at random. */
const cell = fc.oneof(
  fc.constant(''),
  fc.constantFrom('remove', '40001', "O'Brien", 'Zoë, née "X"', 'two\nlines', 'two\r\nlines', '""', 'a\rb'),
);
const written = fc
  .record({
    rows: fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 6 }), { maxLength: 12 }),
    end: fc.constantFrom('\n', '\r\n'),
    last: fc.boolean(),
  })
  .map(({ rows, end, last }) => {
    const lines = rows.map((row) =>
      row
        .map(([one, quoted]) => (quoted || /[",\r\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one))
        .join(','),
    );
    return Buffer.from(lines.join(end) + (last ? end : ''));
  });

describe('two readers', () => {
  it('give the same cells, lines and errors for any text', async () => {
    const size = fc.constantFrom(1, 2, 3, 7, 64, 1 << 16);
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, written), size, (bytes, one) => expectSame(bytes, one)),
      { numRuns: RUNS },
    );
  });

  it('and for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 80 }), (bytes, size) =>
        expectSame(Buffer.from(bytes), size),
      ),
      { numRuns: RUNS / 3 },
    );
  });

  it.each([
    ['nothing', ''],
    ['one cell', 'a'],
    ['a return at the end', 'a\r'],
    ['returns', 'a\r\r\nb\r'],
    ['empty rows', '\n\n\r\n'],
    ['a quote at the end', 'a\n"'],
    ['a quote inside of text', `a,b"c\n${'x,y\n'.repeat(9)}`],
    ['a quote inside of text, and another far behind', `a,b"c\n${'x,y\n'.repeat(9)}d,e"f\n`],
    ['text after a quote', 'a\n"b"c\nd\n'],
    ['rows of other lengths', '"a",b,c\n"d"\ne\n"f",,,,\n'],
    ['a quoted cell without an end', `a\n"b\n${'c\n'.repeat(50)}`],
    ['a long row', `a\n${','.repeat((1 << 20) - 9)}\nb\n`],
    ['a row that is too long', `a\n${','.repeat((1 << 20) + 1)}\nb\n`],
    ['a row that is too long, in two bytes each', `a\n${'é'.repeat((1 << 19) + 1)}\nb\n`],
    ['a long quoted row', `a\n"${'x'.repeat((1 << 20) - 2)}"\r\nb\n`],
    ['a quoted row that is too long', `a\n"${'x'.repeat((1 << 20) - 1)}"\r\nb\n`],
    ['no end at all', `a\n${'x'.repeat(3 << 20)}`],
    ['a quote without an end, far from the end', `a\n"${'x\n'.repeat(3 << 19)}`],
    ['a stray quote, far from the end', `a\nb"${'x\n'.repeat(3 << 19)}`],
    ['long rows in a run', `a\n${`"${'x'.repeat(400_000)}"\n`.repeat(5)}`],
  ])('%s', async (_name, content) => {
    for (const size of [1 << 13, 1 << 16]) await expectSame(Buffer.from(content), size);
  });
});
