/** Where a run is finished and its report goes, as the pipeline asks for it. */
import { join } from 'node:path';
import { folderOfStore } from '../../pipeline/finish/folder-of-store.ts';
import type { FinishRequest } from '../../pipeline/finish/finish.ts';
import type { Context } from '../terminal/context.ts';
import { SHOWN, type StoreOptions } from './options.ts';
import { storeAt } from './store-at.ts';

/** The folder of reports: the one that was named, or `lms-reports` beside the store. */
export function reportsPath(store: string, named: string | undefined): string {
  return named ?? join(folderOfStore(store), 'lms-reports');
}

/** What `ingest` and `finish` ask of the pipeline once a removal has committed. */
export function finishRequest(
  context: Context,
  options: StoreOptions & { readonly report?: string; readonly allowClock?: string },
): FinishRequest {
  const { io, progress } = context;
  const at = storeAt(context, options);
  const reports = reportsPath(at.path, options.report);
  const { allowClock = null } = options;
  return { ...at, reports, now: io.now, allowClock, progress, show: SHOWN };
}
