/** What the ledger would keep for ever is looked through for those who go: by the plan, and again under the lock. */
import { basename, join } from 'node:path';
import { RefusedError } from '../../core/errors.ts';
import { namedIn, readyText, type KeptTexts } from '../../core/plan/personal-data.ts';
import { KEPT_TEXTS, type Guard, type KeptText } from '../../core/plan/plan.ts';
import type { Validation } from '../../core/findings/validation.ts';
import { CUSTOMER_TEMPLATE } from '../../core/file/template.ts';
import { folderOfStore } from '../finish/folder-of-store.ts';
import { identities } from '../../store/sqlite/selection/identities.ts';
import type { Store } from '../../store/sqlite/connection/open.ts';

type PersonalData = Extract<Guard, { readonly guard: 'personal-data' }>;

/** What the ledger keeps of the command line; null where an option is not given. */
export interface GivenTexts {
  /** `--reason`. */
  readonly reason: string | null;
  /** `--report`, where the run's folder goes. */
  readonly report: string | null;
}

/** What a store is called where nobody names another: no customer is meant by it. */
const USUAL = 'lms.db';

/**
 * The texts that the ledger will hold of a run; `--actor` is the operator's own name, and is not looked at. Of a store's
 * path it holds the file's name and, without `--report`, the folder, in which the reports go.
 */
export function keptTexts(
  store: Store,
  { file, template }: Validation,
  { reason, report }: GivenTexts,
): KeptTexts {
  const builtIn = template.name === CUSTOMER_TEMPLATE.name;
  const name = basename(store.path) === USUAL ? '' : basename(store.path);
  return {
    file: file.name === '-' ? null : file.name,
    template: builtIn ? null : template.name,
    reason,
    report,
    store: report === null ? join(folderOfStore(store.path), name) : name,
  };
}

/** A guard for each text that names one of the chosen customers. */
export function personalDataGuards({ db }: Store, texts: KeptTexts): readonly PersonalData[] {
  const found = new Map<KeptText, PersonalData['named']>();
  const ready = KEPT_TEXTS.flatMap((where) => {
    const text = texts[where];
    return text === null ? [] : [{ where, text: readyText(text) }];
  });
  for (const customer of identities(db))
    for (const { where, text } of ready) {
      const named = namedIn(text, customer);
      if (named !== null && found.get(where) !== 'names') found.set(where, named);
    }
  return [...found].map(([where, named]) => {
    return { guard: 'personal-data', where, named, refuses: named === 'names' };
  });
}

/** Asked under the lock: a customer may have got another address since the plan. */
export function refusePersonalData(store: Store, texts: KeptTexts): void {
  for (const { where, refuses } of personalDataGuards(store, texts))
    if (refuses) throw new RefusedError({ reason: 'personal-data', where });
}
