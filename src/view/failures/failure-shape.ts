/** Why a store's shape is refused: nobody can know whose rows a table holds, or its file cannot be scrubbed. */
import { clean } from '../../core/text/clean.ts';
import type { ShapeTrouble } from '../../core/shape/shape-trouble.ts';
import type { Holds } from '../../core/shape/virtual-table.ts';
import { unchanged, type FailureWords } from './failure-words.ts';
import { bytes, listed, plural } from '../text/format.ts';

/** Table and column named, nothing changed, what to do said. */
export function shapeWords(path: string, shape: ShapeTrouble): FailureWords {
  const [what, next] = sentences(shape);
  return unchanged(`${path} is refused (shape): ${what}.`, next);
}

type Sentences = readonly [what: string, next: string];

function sentences(shape: ShapeTrouble): Sentences {
  if ('columns' in shape) return columnSentences(shape);
  switch (shape.why) {
    case 'trigger':
      return [
        `table ${clean(shape.table)} has a trigger, ${clean(shape.trigger)}, which could write anywhere`,
        'Drop the trigger for the removal, and look yourself at what it copies elsewhere.',
      ];
    case 'virtual-table':
      return virtualSentences(clean(shape.table), shape.holds);
    case 'reserved-name':
      return [
        `${clean(shape.table)} has a name that is SQLite's own: of a function that this program asks, or as its own tables have`,
        'Rename it.',
      ];
    case 'name-taken':
      return nameTaken(shape);
    case 'id-given-out-again':
      return givenOut(shape);
    case 'not-understood':
      return notUnderstood(shape.found);
    case 'missing-table':
      return [`there is no table ${clean(shape.table)}`, OTHER_STORE];
    case 'too-deep':
      return [
        `table ${clean(shape.table)} hangs on a customer by ${shape.levels} foreign keys, one after the other`,
        `This program follows ${shape.most}. Let the table refer to customer_entity instead. ${OR_ASK}`,
      ];
    case 'reserved-bytes':
      return [
        `an extension keeps something in the ${plural(shape.bytes, 'byte')} that each page reserves, as on page ${shape.page}`,
        'Checksums are kept there. This program cannot scrub such a file.',
      ];
    case 'longer-file':
      return [
        `its file goes on for ${bytes(shape.bytes)} behind its last page, as a program leaves it that lets it grow in chunks`,
        'Old values may stand there. Once, when no program uses it:  PRAGMA wal_checkpoint(TRUNCATE); VACUUM',
      ];
  }
}

/** None of the three can be given another name; none holds a row. */
function nameTaken({ kind, name }: Extract<ShapeTrouble, { why: 'name-taken' }>): Sentences {
  const what = `its ${kind} ${clean(name)} has a name that a migration gives to a part of the ledger`;
  return [what, 'Drop it, and make it again under another name.'];
}

/** libSQL's RANDOM ROWID, for one: every SQLite stops at such a table, and only what made it can make it anew. */
function notUnderstood(found: string): Sentences {
  const what = `SQLite cannot read all of it: ${clean(found, 120)}`;
  const table = /^malformed database schema \((.*)\) - /s.exec(found)?.[1];
  if (table === undefined) return [what, 'Ask whoever made the table.'];
  const again = `make ${clean(table)} again without that option, copy its rows, drop the old one, and give the new one its name`;
  return [
    what,
    `Another program made it (libSQL has a table option RANDOM ROWID). With that program, on a copy first: ${again}. ${OR_ASK}`,
  ];
}

/** To drop a table that has the only copy of its rows would destroy them: that is never what is said to do. */
function virtualSentences(table: string, holds: Holds): Sentences {
  switch (holds) {
    case 'other-content':
      return [
        `table ${table} is a full-text index, and keeps the words of what it indexes`,
        'Keep the statement that made it; drop it before the removal, make it again afterwards, and have it filled: ' +
          `INSERT INTO ${quoteSql(table)}(${quoteSql(table)}) VALUES('rebuild').`,
      ];
    case 'own-content':
      return [
        `table ${table} is a full-text table that holds the only copy of its rows, and nobody can say whose they are`,
        'Do not drop it: move its rows to a table with a foreign key to the customer, and index that one (content=).',
      ];
    case 'no-content':
      return [
        `table ${table} is a full-text index that keeps words and no text: the store cannot build it again`,
        'Ask whoever fills it to fill it again after the removal; drop it before only then.',
      ];
    case 'boxes':
      return [
        `table ${table} is an R-tree that holds the only copy of its boxes, and keeps deleted ones`,
        'Do not drop it before its rows are copied to a table of their own; after the removal make it again from that.',
      ];
    case 'nothing':
      return [
        `table ${table} is virtual, and shows what another virtual table keeps`,
        'Drop it before the removal and make it again afterwards; it holds nothing of its own.',
      ];
    case 'unknown':
      return [
        `table ${table} is virtual, and what it keeps is known to its module alone`,
        'Ask whoever made the table. Do not drop it before you know where else its rows are.',
      ];
  }
}

function quoteSql(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function givenOut({ table, customerId }: Extract<ShapeTrouble, { why: 'id-given-out-again' }>): Sentences {
  return [
    `table ${clean(table)} has no AUTOINCREMENT, so SQLite would give ID ${customerId}, the highest, to the next customer`,
    'Make the table again with: id INTEGER PRIMARY KEY AUTOINCREMENT. Or leave that customer out.',
  ];
}

type ColumnTrouble = Extract<ShapeTrouble, { columns: readonly string[] }>;

function columnSentences(shape: ColumnTrouble): Sentences {
  const table = `table ${clean(shape.table)}`;
  const by = named(shape.columns);
  const and = shape.columns.length === 0 ? '' : `${by} and `;
  switch (shape.why) {
    case 'two-ways':
      return [
        `${table} leads to a customer in two ways, by ${by}: nobody can say whose its rows are`,
        ONE_WAY,
      ];
    case 'may-be-null':
      return [`${table} leads to a customer by ${by} alone, which may be null`, NOT_NULL];
    case 'customer-and-loan':
    case 'no-loan-key':
    case 'second-loan':
    case 'other-loans':
      return loanSentences(shape);
    case 'refers-to-link':
      return [
        `${table} refers to the links between loans and customers, by ${by}`,
        'Let it refer to the loan.',
      ];
    case 'customer-refers-to-records':
      return [`${table} refers to records that go with a customer, by ${by}`, NO_KEY];
    case 'no-foreign-key':
      return [`${table} has ${and}no foreign key to customer_entity`, `Add the foreign key. ${OR_ASK}`];
    case 'refers-to-itself':
      return [`${table} refers to itself, by ${by}: a removal could reach another customer`, NO_KEY];
    case 'key-not-unique':
      return [`${table} refers to a key that is not unique, by ${by}`, `Make it unique. ${OR_ASK}`];
    case 'not-computed':
      return notComputed(shape);
    case 'id-not-row-id':
    case 'id-not-unique':
    case 'missing-column':
      return ownColumnSentences(shape.why, table, by);
    case 'key-types-differ':
      return [`${table} refers to a key of another type, by ${by}`, `Give both the same type. ${OR_ASK}`];
  }
}

/** Where no column is named, it is a condition. */
function notComputed({ table, columns }: ColumnTrouble): Sentences {
  const what = columns.length === 0 ? 'a condition (CHECK)' : named(columns);
  return [
    `table ${clean(table)} has ${what} that SQLite cannot compute for every row`,
    'Ask whoever made the table to mend what it is computed from.',
  ];
}

/** Of a table that is a customer's or a loan's; without a column, of one of ours that lost its key. */
function loanSentences({ why, table, columns }: ColumnTrouble): Sentences {
  const [what, by] = [`table ${clean(table)}`, named(columns)];
  if (why === 'customer-and-loan')
    return [`${what} belongs to a customer and to a loan at once, by ${by}`, ONE_OWNER];
  if (why === 'second-loan') return [`${what} leads to another loan than its own, too, by ${by}`, NO_KEY];
  if (why === 'other-loans')
    return [`${what} is keyed to another table than loan_entity, by ${by}`, OTHER_STORE];
  const and = columns.length === 0 ? '' : `${by} and `;
  return [
    `${what} has ${and}no foreign key to loan_entity, and nobody can say whose its rows are`,
    columns.length === 0 ? `Add the foreign key. ${OR_ASK}` : ONE_OWNER,
  ];
}

/** Of columns of the tables that the migrations made. */
function ownColumnSentences(
  why: 'id-not-row-id' | 'id-not-unique' | 'missing-column',
  table: string,
  by: string,
): Sentences {
  switch (why) {
    case 'id-not-row-id':
      return [`${table} has IDs that are not whole numbers given out by SQLite, in ${by}`, OTHER_STORE];
    case 'id-not-unique':
      return [`two rows of ${table} may be of one ID, in ${by}`, `Make it unique. ${OR_ASK}`];
    case 'missing-column':
      return [
        `${table} has no ${by}, which this program reads`,
        `${OTHER_STORE}  If it is, have the column made again with what it held.`,
      ];
  }
}

function named(columns: readonly string[]): string {
  return `${columns.length === 1 ? 'column' : 'columns'} ${listed(columns.map((column) => clean(column)))}`;
}

const OTHER_STORE = 'Is this the right store?  --store DB';
const OR_ASK = 'Or ask whoever made the table.';
const NOT_NULL = `Make it NOT NULL. ${OR_ASK}`;
const NO_KEY = `Drop that foreign key, or move it to a table of its own. ${OR_ASK}`;
/** To drop the key alone, or to add it, changes which of the two is refused. */
const ONE_OWNER =
  "Ask whoever made the table whose they are: a loan's rows name no customer, a customer's no loan, with a key or without.";
const ONE_WAY = `Leave one foreign key to a customer, or move the rows to a table of their own. ${OR_ASK}`;
