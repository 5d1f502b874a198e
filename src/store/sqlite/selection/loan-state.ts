/** What a loan, `e`, counts as: the one home of that rule in SQL. No column is trusted to be what migrations made it. */
import { LOAN } from '../../../core/shape/ways.ts';
import type { Db } from '../connection/db.ts';
import { hasColumns } from '../schema/read-keys.ts';

/** Closed is that very text: NULL, a number, bytes or other letters are not, whatever the column's collation. */
const CLOSED = `(e.status IS 'Closed' COLLATE BINARY)`;

/** Set is 1: NULL and all else leave a loan open that this might have excused. Not `TRUE`, which is a column's where one has that name. */
const isSet = (column: 'archived' | 'deleted') => `(e.${column} COLLATE BINARY IN (1, '1') IS 1)`;

/** Is the day on which it was closed a day? From 1900 on: some programs write 0000-00-00 for none. */
const DATED = `(typeof(e.closed_on) = 'text' AND e.closed_on >= '1900-01-01'
  AND e.closed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*')`;

/** docs/CONTRACT.md, "Plan": a loan counts as open unless its status is Closed; deleted or archived ones do not count. */
export const OPEN = `(NOT ${CLOSED} AND NOT ${isSet('deleted')} AND NOT ${isSet('archived')})`;

/** Not Closed, and not counted as open because it is deleted. */
export const DELETED = `(NOT ${CLOSED} AND ${isSet('deleted')})`;

/** Not Closed, and not counted as open because it is archived alone. */
export const ARCHIVED = `(NOT ${CLOSED} AND ${isSet('archived')} AND NOT ${isSet('deleted')})`;

/** Closed on a day after `@cutoff`. */
export const RECENT = `(${CLOSED} AND ${DATED} AND e.closed_on > @cutoff)`;

/** Closed, and nobody can say when. */
export const UNDATED = `(${CLOSED} AND NOT ${DATED})`;

/** Anything but closed for certain on `@cutoff` or before. */
export const TO_LOOK_AT = `(NOT ${CLOSED} OR NOT ${DATED} OR e.closed_on > @cutoff)`;

/** Whether it is shown as deleted, archived or neither. */
export const STATE = `CASE WHEN ${isSet('deleted')} THEN 'deleted' WHEN ${isSet('archived')} THEN 'archived' ELSE 'live' END`;

/** Its status as a text, whatever the column holds. */
export const STATUS = `CASE WHEN typeof(e.status) = 'blob' THEN '(not text)'
  WHEN trim(ifnull(e.status, '')) = '' THEN '(no status)' ELSE CAST(e.status AS TEXT) END`;

/** The last day on which one of several was closed: NULL where none is Closed, no day where that of one is not known. */
export const LAST_CLOSED_ON = `CASE WHEN count(*) FILTER (WHERE ${UNDATED}) > 0 THEN '(unknown)'
  ELSE max(e.closed_on) FILTER (WHERE ${CLOSED}) END`;

/** What people know it by, as a text: a store that a company made may have no such column, and then none has one. */
export function displayIdOf(db: Db): string {
  return hasColumns(db, LOAN, ['display_id']) ? "nullif(trim(CAST(e.display_id AS TEXT)), '')" : 'NULL';
}
