/** Reports that know of runs which the ledger beside them does not hold: a store that was restored from an older copy. */
import { join } from 'node:path';
import type { LackingReport, Reverification, Unread } from '../../core/run/history.ts';
import { parseReportHead, type ReportHead } from '../../core/run/read-report.ts';
import { readReport } from '../../sources/report.ts';
import { HEAD, reportStarts } from '../../files/report-folder.ts';
import { digestAt, headOf } from '../../store/sqlite/ledger/chain.ts';
import type { Db } from '../../store/sqlite/connection/db.ts';
import { hasRemoved } from '../../store/sqlite/ledger/ledger.ts';
import { withStore } from '../../store/sqlite/connection/open.ts';
import type { StoreAt } from '../../store/sqlite/connection/trouble.ts';

/**
 * Those of this very store, by its identity, whose end of the chain it does not have. Where the removals were done again
 * its ledger holds every customer that they name, and nothing is lacking.
 */
export async function lackingReports(
  at: StoreAt,
  reports: string,
): Promise<Pick<Reverification, 'lacking' | 'unread' | 'reports'>> {
  const { heads, unread } = headsIn(reports);
  const asked = { ...at, mode: 'read-only' } as const;
  const unknown = withStore(asked, ({ db }) => heads.filter(({ head }) => !isKnown(db, head)));
  const lacking: LackingReport[] = [];
  for (const { folder, head } of unknown) {
    const ids = await removedBy(folder);
    // One that can no longer be read whole may name anybody.
    if (ids === null || !withStore(asked, ({ db }) => hasRemoved(db, ids)))
      lacking.push({ folder, run: head.run });
  }
  return { lacking, unread, reports: heads.length };
}

interface Heads {
  readonly heads: readonly { readonly folder: string; readonly head: ReportHead }[];
  readonly unread: readonly Unread[];
}

function headsIn(reports: string): Heads {
  const heads: Heads['heads'][number][] = [];
  const unread: Unread[] = [];
  for (const found of reportStarts(reports)) {
    if ('why' in found) unread.push(found);
    else {
      const head = parseReportHead(found.start);
      if (head !== null) heads.push({ folder: found.folder, head });
      else if (isCut(found.start))
        unread.push({ path: join(found.folder, 'report.json'), why: 'not-a-report' });
    }
  }
  return { heads, unread };
}

/** A copy that broke off before its lists, or an empty one: of a report that is only older they are there. */
function isCut(start: string): boolean {
  return start.length < HEAD && !start.includes('"removedIds"');
}

async function removedBy(folder: string): Promise<readonly number[] | null> {
  try {
    return (await readReport(join(folder, 'report.json'))).removedIds;
  } catch {
    return null;
  }
}

function isKnown(db: Db, { ledger }: ReportHead): boolean {
  return ledger.store !== headOf(db).store || digestAt(db, ledger.link) === ledger.digest;
}
