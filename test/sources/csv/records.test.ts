import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../../src/core/errors.ts';
import type { Diagnostic } from '../../../src/core/findings/diagnostics.ts';
import type { RawRow } from '../../../src/core/file/rows.ts';
import { readRows } from '../../../src/sources/csv/records.ts';

async function* cutInto(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(bytes: Buffer | string, sizes: readonly number[] = [1 << 16]) {
  const reading = readRows({
    path: 'x.csv',
    role: 'input',
    size: null,
    chunks: cutInto(Buffer.from(bytes), sizes),
  });
  const rows: RawRow[] = [];
  for await (const batch of reading.batches()) rows.push(...batch);
  return { rows, facts: await reading.finish(), stopped: reading.stopped };
}

async function readOn(bytes: Buffer, sizes: readonly number[]) {
  const broken: Diagnostic[] = [];
  const source = { path: 'x.csv', role: 'input', size: null, chunks: cutInto(bytes, sizes) } as const;
  const reading = readRows(source, (found) => broken.push(found));
  const rows: RawRow[] = [];
  for await (const batch of reading.batches()) rows.push(...batch);
  return { rows, broken, facts: await reading.finish(), stopped: reading.stopped };
}

async function outcome(bytes: Buffer, sizes: readonly number[]): Promise<unknown> {
  try {
    return await read(bytes, sizes);
  } catch (error) {
    if (error instanceof FileError) return { code: error.diagnostic };
    throw error;
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 5 });
/** Text that is likely to meet the parser's corners. */
const tricky = fc
  .array(
    fc.constantFrom(
      'a',
      ',',
      '"',
      '""',
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
    ),
    { maxLength: 60 },
  )
  .map((parts) => Buffer.from(parts.join('')));

describe('reading rows', () => {
  it('gives the same for any bytes, however they come in pieces, and nothing but a FileError', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          tricky,
          fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
        ),
        sizes,
        async (bytes, pieces) => {
          expect(await outcome(bytes, pieces)).toEqual(await outcome(bytes, [1 << 16]));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads back what was written as CSV, with the line on which each record starts', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'é', ' '), maxLength: 6 });
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), sizes, async (rows, end, pieces) => {
        const text = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',') + end)
          .join('');
        const { rows: found, facts } = await read(text, pieces);
        expect(found.map(({ cells }) => cells)).toEqual(rows);
        let line = 1;
        for (const [at, row] of rows.entries()) {
          expect(found[at]).toMatchObject({ row: at + 1, line, unterminated: false });
          line += 1 + row.join('').split('\n').length - 1;
        }
        expect(facts.sha256).toBe(createHash('sha256').update(text).digest('hex'));
        expect(facts).toMatchObject({ size: Buffer.byteLength(text), ended: true, complete: true });
      }),
      { numRuns: 300 },
    );
  });

  it('says that the last record may be cut where no line break ends the file', async () => {
    expect((await read('a,b\nc,d')).rows.map(({ unterminated }) => unterminated)).toEqual([false, true]);
    expect((await read('a,b\nc,d\n')).rows.map(({ unterminated }) => unterminated)).toEqual([false, false]);
    expect((await read('a,b\nc,d\n\n')).rows.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      [''],
    ]);
  });

  it('takes off a byte order mark, and counts line ends', async () => {
    const { rows, facts } = await read('\uFEFFa,b\r\nc,d\r\n', [1]);
    expect(rows[0]?.cells).toEqual(['a', 'b']);
    expect(facts).toMatchObject({ byteOrderMark: true, lineEnds: 'CRLF', size: 13 });
    expect((await read('a\r\nb\n')).facts.lineEnds).toBe('mixed');
    expect((await read('a\nb')).facts.lineEnds).toBe('LF');
    expect((await read('a')).facts.lineEnds).toBe('none');
  });

  it.each([
    ['never closed', 'a,b\nc,"d\ne,f\n', { row: 2, line: 2, cell: 'B2', details: { why: 'not-closed' } }],
    ['text behind it', 'a,b\n"c"x,d\n', { row: 2, cell: 'A2', details: { why: 'text-after-quote' } }],
    ['text before it', 'a,b\nc,d"e"\n', { row: 2, cell: 'B2', details: { why: 'quote-inside-text' } }],
    ['in a row behind a cell of two lines', '"a\nb",c\n\n"x', { row: 3, line: 4, cell: 'A3' }],
  ])('stops at a quote that is %s, and still knows the file', async (_name, text, place) => {
    for (const pieces of [[1], [3], [1 << 16]]) {
      const { stopped, facts } = await read(text, pieces);
      expect(stopped).toMatchObject({ code: 'quote-error', ...place });
      expect(facts).toMatchObject({ complete: false, size: text.length });
      expect(facts.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });

  it('goes on behind a wrong quote where its line is whole, and loses no row, however they come in pieces', async () => {
    const line = fc.constantFrom(
      'a,b,c',
      '"a",b,c',
      'a,b",c',
      '"a" x,b,c',
      '"a,b,c',
      'a,="1",c',
      '"a\nb",c,d',
      '',
      'a"',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.boolean(),
        sizes,
        async (lines, ended, pieces) => {
          const bytes = Buffer.from(['x,y,z', ...lines].join('\n') + (ended ? '\n' : ''));
          const all = await readOn(bytes, pieces);
          expect(await readOn(bytes, [1 << 16])).toEqual(all);
          const seen = [...all.rows, ...all.broken].map(({ row }) => row ?? 0).sort((a, b) => a - b);
          expect(seen).toEqual(seen.map((_, at) => at + 1));
          // What a reader that stops there reads is read the same.
          const { rows } = await read(bytes);
          expect(all.rows.slice(0, rows.length).map(({ cells }) => cells)).toEqual(
            rows.map(({ cells }) => cells),
          );
          if (all.stopped === null) {
            const last = [...all.rows, ...all.broken].map(({ line }) => line ?? 0);
            expect(Math.max(...last)).toBeLessThanOrEqual(bytes.toString().split('\n').length);
            expect(all.facts.complete).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['never closed', 'a,b,c\nd,"e,f\ng,h,i\n', 'not-closed'],
    ['text behind it', 'a,b,c\nd,"e"x,f\ng,h,i\n', 'text-after-quote'],
    ['text before it', 'a,b,c\nd,e",f\ng,h,i\n', 'quote-inside-text'],
    ['of a formula', 'a,b,c\nd,="e",f\ng,h,i\n', 'formula'],
  ])('goes on behind a quote that is %s', async (_name, text, why) => {
    const { rows, broken, stopped, facts } = await readOn(Buffer.from(text), [3]);
    expect(broken).toMatchObject([{ code: 'quote-error', row: 2, line: 2, cell: 'B2', details: { why } }]);
    expect(rows.map(({ row }) => row)).toEqual([1, 3]);
    expect({ stopped, complete: facts.complete }).toEqual({ stopped: null, complete: true });
  });

  it('stops behind a thousand wrong quotes, and where the line is not whole', async () => {
    const many = await readOn(Buffer.from(`a,b\n${'c,d"\n'.repeat(1200)}`), [1 << 13]);
    expect(many.broken).toHaveLength(1000);
    expect(many.stopped).toMatchObject({ code: 'quote-error', row: 1002 });
    expect((await readOn(Buffer.from('a,b,c\nd"\ne,f,g\n'), [1])).stopped).toMatchObject({ row: 2 });
  });

  it('gives a first row that another sign separates as one cell', async () => {
    for (const first of ['"a";"b"', 'a;"b"', '"a"\t"b"', 'To "go"'])
      expect((await readOn(Buffer.from(`${first}\nc,d\n`), [2])).rows[0]?.cells).toEqual([first]);
    expect((await readOn(Buffer.from('a,"b"x\nc,d\n'), [2])).stopped).toMatchObject({ row: 1 });
  });

  it.each([
    ['\n', 0, null],
    ['\n', 1, 'record-too-long'],
    ['\r\n', 0, null],
    ['\r\n', 1, 'record-too-long'],
    ['', 0, null],
    ['', 1, 'record-too-long'],
  ])('takes a record of 1 MiB and no byte more (%j, %i)', async (end, more, code) => {
    const { stopped, rows } = await read(`a,b\n${'x'.repeat((1 << 20) + more)}${end}`);
    expect(stopped?.code ?? null).toBe(code);
    if (code === null) expect(rows).toHaveLength(2);
    else expect(stopped).toMatchObject({ row: 2, line: 2 });
  });

  it.each([
    ['a cell', 'x'],
    ['a quoted cell', '"'],
    ['commas', ','],
  ])('stops at a gigabyte in %s after little more than a megabyte', async (_name, first) => {
    const chunk = Buffer.alloc(1 << 16, first === ',' ? ',' : 'x');
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(`a,b\n${first}`.padEnd(64, first === ',' ? ',' : 'x'));
      for (let at = 0; at < 1 << 14; at += 1) {
        given += 1;
        yield chunk;
      }
    }
    const reading = readRows({ path: 'x', role: 'input', size: null, chunks: endless() });
    let rows = 0;
    for await (const batch of reading.batches()) rows += batch.length;
    expect(reading.stopped?.code).toBe('record-too-long');
    expect(given).toBeLessThan(20);
    expect(rows).toBeLessThan(3);
  });

  it('names the first byte that is no UTF-8, by line and offset', async () => {
    const good = Buffer.from('a,b\né,d\n'.repeat(40));
    for (const pieces of [[1], [7], [1 << 16]]) {
      const found = await outcome(Buffer.concat([good, Buffer.from([0x65, 0xe9, 0x2c]), good]), pieces);
      expect(found).toMatchObject({
        code: { code: 'encoding-error', line: 81, details: { offset: good.length + 1, byte: '0xE9' } },
      });
    }
    expect(await outcome(Buffer.concat([good, Buffer.from([0xe2, 0x82])]), [5])).toMatchObject({
      code: { details: { offset: good.length, byte: '0xE2' } },
    });
  });

  it.each([
    [
      'UTF-16LE',
      Buffer.from('\uFEFFaction,customerId\n', 'utf16le'),
      { code: 'encoding-error', details: { likely: 'UTF-16LE' } },
    ],
    ['UTF-16 without a mark', Buffer.from('action,customerId\n', 'utf16le'), { code: 'encoding-error' }],
    ['a workbook', Buffer.from('PK\x03\x04abc'), { code: 'not-csv' }],
    [
      'a store',
      Buffer.from('SQLite format 3\0'.padEnd(100, 'x')),
      { code: 'not-csv', details: { found: 'a SQLite file' } },
    ],
    ['nothing', Buffer.alloc(0), { code: 'empty-file' }],
    ['a mark alone', Buffer.from('\uFEFF'), { code: 'empty-file' }],
  ])('says what %s is', async (_name, bytes, code) => {
    expect(await outcome(bytes, [1])).toMatchObject({ code });
    expect(await outcome(bytes, [1 << 16])).toMatchObject({ code });
  });
});
