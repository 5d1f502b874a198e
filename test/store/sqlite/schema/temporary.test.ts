import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../../../src/core/errors.ts';
import { asTemporaryError } from '../../../../src/store/sqlite/schema/temporary.ts';

describe('an error of a connection that writes to temporary files alone', () => {
  it.each([
    ['SQLITE_FULL', 'temporary-full'],
    ['SQLITE_IOERR_GETTEMPPATH', 'temporary-none'],
  ])('%s is about their folder', (code, why) => {
    const told = asTemporaryError(new Database.SqliteError('x', code));
    expect(told instanceof FileError && told.diagnostic).toMatchObject({
      code: 'output-not-writable',
      details: { why },
    });
  });

  it.each([new Database.SqliteError('x', 'SQLITE_CORRUPT'), new Error('x')])(
    'is what it was: %s',
    (error) => {
      expect(asTemporaryError(error)).toBe(error);
    },
  );
});
