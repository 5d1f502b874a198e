/** The texts that the ledger would keep for ever, which are looked through for those who go: by the plan, and again under the lock. */
import { basename, dirname, join, resolve } from 'node:path';
import type { KeptTexts } from '../../core/plan/personal-data.ts';
import type { Validation } from '../../core/findings/validation.ts';
import { CUSTOMER_TEMPLATE } from '../../core/file/template.ts';
import type { Store } from '../../store/port/port.ts';
import { folderOfStore } from '../finish/folder-of-store.ts';

/** What the ledger keeps of the command line; null where an option is not given. */
export interface GivenTexts {
  /** `--reason`. */
  readonly reason: string | null;
  /** `--report`, where the run's folder goes. */
  readonly report: string | null;
}

/** What stores are called where nobody names another: no customer is meant by it. */
const USUAL = ['lms.db', 'demo.db'];

/**
 * The texts that the ledger will hold of a run; `--actor` is the operator's own name, and is not looked at. Of a link to a store
 * it holds both paths, as the reports go beside the store itself.
 */
export function keptTexts(
  { path }: Pick<Store, 'path'>,
  { file, template }: Validation,
  { reason, report }: GivenTexts,
): KeptTexts {
  const builtIn = template.name === CUSTOMER_TEMPLATE.name;
  const name = USUAL.includes(basename(path)) ? '' : basename(path);
  return {
    file: file.name === '-' ? null : file.name,
    template: builtIn ? null : template.name,
    reason,
    report,
    store: [join(dirname(resolve(path)), name), ...(report === null ? [folderOfStore(path)] : [])].join(' '),
  };
}
