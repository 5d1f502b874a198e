/** A certificate for one person who was removed: their run's report, and whether the store still says so. */
import { NoRunError } from '../../core/errors.ts';
import type { Learn } from '../../core/progress/known.ts';
import type { Report } from '../../core/run/report.ts';
import type { Store, StoreAt } from '../../store/port/port.ts';
import { withStore } from '../with-store.ts';
import { recall, recordOf } from './recall.ts';

export interface CertificateRequest extends StoreAt {
  readonly run: number;
  readonly customer: number;
  readonly learn: Learn;
}

export interface Certificate {
  readonly customer: number;
  readonly report: Report;
  /** Is a customer of that ID in the store now? */
  readonly back: boolean;
}

/** From the ledger and the store of today; throws a `NoRunError` where that run did not remove the customer. */
export function certify({ run, customer, learn, ...at }: CertificateRequest): Promise<Certificate> {
  return withStore(at, 'read-only', (store) =>
    store.snapshot(async () => {
      const record = await recordWith(store, run, customer);
      learn({ run });
      const { report } = await recall(store.ledger, record, 0);
      return { customer, report, back: await store.isThere(customer) };
    }),
  );
}

async function recordWith({ ledger, path }: Store, run: number, customer: number) {
  for await (const known of ledger.pastRuns({ since: null, customer }))
    if (known.run === run) return recordOf(known);
  const is =
    (await ledger.runOf(run)) === null
      ? `${path} has no run ${run}`
      : `run ${run} did not remove ${customer}`;
  throw new NoRunError(`${is}; which did:  lms-import history --customer ${customer}`);
}
