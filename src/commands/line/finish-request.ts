/** Where a run is finished and its report goes, as the pipeline asks for it. */
import { join } from 'node:path';
import { folderOfStore } from '../../pipeline/finish/folder-of-store.ts';
import type { Finish } from '../../pipeline/finish/finish.ts';
import type { Context } from '../terminal/context.ts';
import { SHOWN, storePath, type StoreOptions } from './options.ts';

/** The folder of reports: the one that was named, or `lms-reports` beside the store. */
export function reportsPath(store: string, named: string | undefined): string {
  return named ?? join(folderOfStore(store), 'lms-reports');
}

/** What `ingest` and `finish` ask of the pipeline once a removal has committed. */
export function finishRequest(
  context: Context,
  options: StoreOptions & { readonly report?: string; readonly allowClock?: string },
): Finish {
  const { io, progress } = context;
  const path = storePath(context, options);
  const reports = reportsPath(path, options.report);
  const { lockTimeout: seconds, allowClock = null } = options;
  return { path, seconds, reports, now: io.now, allowClock, progress, show: SHOWN };
}
