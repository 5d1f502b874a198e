/** Reports that know of runs which the ledger beside them does not hold: a store that was restored from an older copy. */
import { join } from 'node:path';
import type { LackingReport, Reverification, Unread } from '../../core/run/history.ts';
import { parseReportHead, type ReportHead } from '../../core/run/read-report.ts';
import { readReport } from '../../sources/report.ts';
import { HEAD, reportStarts } from '../../files/report-folder.ts';
import type { StoreAt } from '../../store/port/port.ts';
import type { Ledger } from '../../store/port/ledger.ts';
import { withStore } from '../with-store.ts';

/**
 * Those of this very store, by its identity, whose end of the chain it does not have. Where the removals were done again
 * its ledger holds every customer that they name, and nothing is lacking.
 */
export async function lackingReports(
  at: StoreAt,
  reports: string,
): Promise<Pick<Reverification, 'lacking' | 'unread' | 'reports'>> {
  const { heads, unread } = headsIn(reports);
  const unknown = await withStore(at, 'read-only', ({ ledger }) => notKnown(ledger, heads));
  const lacking: LackingReport[] = [];
  // One at a time: there may be thousands, and each may hold a million IDs.
  for (const { folder, head } of unknown)
    if (await isLacking(at, folder)) lacking.push({ folder, run: head.run });
  return { lacking, unread, reports: heads.length };
}

/** Read while no handle on the store is open: a report may be the store's own file, by a link. */
async function isLacking(at: StoreAt, folder: string): Promise<boolean> {
  const ids = await removedBy(folder);
  // One that can no longer be read whole may name anybody.
  return ids === null || !(await withStore(at, 'read-only', ({ ledger }) => ledger.hasRemoved(ids)));
}

async function notKnown(ledger: Ledger, heads: Heads['heads']): Promise<Heads['heads']> {
  const store = (await ledger.head())?.store ?? '';
  const unknown: Heads['heads'][number][] = [];
  for (const one of heads) {
    const { ledger: known } = one.head;
    if (known.store === store && (await ledger.digestAt(known.link)) !== known.digest) unknown.push(one);
  }
  return unknown;
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
