import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { virtualTable } from '../../../src/core/shape/virtual-table.ts';

describe('what a virtual table keeps', () => {
  it.each([
    ['CREATE VIRTUAL TABLE t USING fts5(body)', 'fts5', 'own-content'],
    ['CREATE VIRTUAL TABLE t USING fts5(content, body)', 'fts5', 'own-content'],
    [`CREATE VIRTUAL TABLE t USING fts5(body, content='note', content_rowid='id')`, 'fts5', 'other-content'],
    [`CREATE VIRTUAL TABLE t USING FTS5(body, content = "a note")`, 'fts5', 'other-content'],
    ['CREATE VIRTUAL TABLE t USING fts5(body, content=note)', 'fts5', 'other-content'],
    [`CREATE VIRTUAL TABLE t USING fts5(body, content='')`, 'fts5', 'no-content'],
    [`CREATE VIRTUAL TABLE t USING fts5(body, content="", contentless_delete=1)`, 'fts5', 'no-content'],
    ['CREATE VIRTUAL TABLE t USING fts5(body, content=)', 'fts5', 'no-content'],
    ['CREATE VIRTUAL TABLE t USING fts4(body)', 'fts4', 'own-content'],
    ['CREATE VIRTUAL TABLE t USING fts4(content="note", body)', 'fts4', 'other-content'],
    ['CREATE VIRTUAL TABLE "a USING fts5(x)" USING rtree(id, a, b)', 'rtree', 'boxes'],
    ['CREATE VIRTUAL TABLE [a]/* USING fts5 */USING "rtree"(id, a, b)', 'rtree', 'boxes'],
    ['create virtual table t -- one\n using fts5vocab(x, row)', 'fts5vocab', 'nothing'],
    ['CREATE VIRTUAL TABLE t USING spellfix1', 'spellfix1', 'unknown'],
    ['CREATE VIRTUAL TABLE t USING fts3(body)', 'fts3', 'own-content'],
    ['CREATE VIRTUAL TABLE t USING fts5(body, CONTENT=note)', 'fts5', 'other-content'],
    ['CREATE VIRTUAL TABLE t USING fts5(body, old_content=note)', 'fts5', 'own-content'],
    ['CREATE VIRTUAL TABLE t USING fts6(body)', 'fts6', 'unknown'],
    ['CREATE VIRTUAL TABLE t USING rtree_i32(id, a, b)', 'rtree_i32', 'boxes'],
    ['CREATE VIRTUAL TABLE t USING geopoly(a)', 'geopoly', 'boxes'],
    ['CREATE VIRTUAL TABLE t USING fts4aux(main, index)', 'fts4aux', 'nothing'],
    // None that SQLite keeps: nobody can say what is in it.
    ['CREATE VIRTUAL TABLE t', '', 'unknown'],
  ])('reads %s', (sql, module, holds) => {
    expect(virtualTable(sql.replace(/^create virtual table/i, 'CREATE VIRTUAL TABLE'))).toEqual({
      module,
      holds,
    });
  });

  it('is nothing for a table that is not virtual', () => {
    expect(virtualTable('CREATE TABLE t (x TEXT)')).toBeNull();
  });

  it('reads what SQLite itself keeps of the statement', () => {
    const db = new Database(':memory:');
    db.exec(`create  virtual  table if not exists main."od""d" /* why */ using fts5 (body, content = '')`);
    const sql = db.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'od"d'`).pluck().get() as string;
    expect(virtualTable(sql)).toEqual({ module: 'fts5', holds: 'no-content' });
  });
});
