/** What a virtual table keeps, read from the statement that made it: to drop one may destroy the only copy of its rows. */

/**
 * `own-content`: the only copy of its rows is in it. `other-content`: it indexes another table, and can be built again of
 * that. `no-content`: it keeps words and no text. `boxes`: an R-tree, the only copy of its boxes. `nothing`: it shows what
 * others keep. `unknown`: another module's.
 */
export const HOLDS = ['own-content', 'other-content', 'no-content', 'boxes', 'nothing', 'unknown'] as const;

export type Holds = (typeof HOLDS)[number];

export interface VirtualTable {
  /** In small letters, as `fts5`; empty for a table that another one keeps its rows in. */
  readonly module: string;
  readonly holds: Holds;
}

/** A name in any of the four ways in which SQLite takes one, or white space and comments. */
const NAME = String.raw`(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|\`(?:[^\`]|\`\`)*\`|\[[^\]]*\]|[^\s"'\`\[(),;]+)`;
const GAP = String.raw`(?:\s|/\*[\s\S]*?\*/|--[^\n]*\n)*`;
/** SQLite itself writes the beginning, as far as the name. */
const MADE = new RegExp(`^CREATE VIRTUAL TABLE ${GAP}${NAME}${GAP}USING${GAP}(${NAME})([\\s\\S]*)$`, 'i');

/** What the table of this statement keeps; null for one that is not virtual. */
export function virtualTable(sql: string): VirtualTable | null {
  if (!/^CREATE VIRTUAL TABLE /i.test(sql)) return null;
  const [, name = '', options = ''] = MADE.exec(sql) ?? [];
  const module = name.replace(/^["'`[]|["'`\]]$/g, '').toLowerCase();
  return { module, holds: holds(module, options) };
}

function holds(module: string, options: string): Holds {
  if (/^fts[345]$/.test(module)) return contentOf(options);
  if (/^rtree(?:_i32)?$/.test(module) || module === 'geopoly') return 'boxes';
  return module === 'fts5vocab' || module === 'fts4aux' ? 'nothing' : 'unknown';
}

/** `content=` names the table that is indexed; without it the text is in the table itself (sqlite.org/fts5.html, 4.4). */
function contentOf(options: string): Holds {
  const found = new RegExp(`(?:^|[(,])${GAP}content${GAP}=${GAP}(${NAME})?`, 'i').exec(options);
  if (found === null) return 'own-content';
  return /^(?:""|''|``|\[\])?$/.test(found[1] ?? '') ? 'no-content' : 'other-content';
}
