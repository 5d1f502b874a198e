/** What a call has learned by the time something goes wrong, for the document that says so. */
import type { FileFacts } from '../run/report.ts';
import type { Validation } from '../findings/validation.ts';

export interface Known {
  /** The store's path, as given or by default; null where none is asked. */
  readonly store: string | null;
  /** Once it was read to its end. */
  readonly file: FileFacts | null;
  readonly template: Validation['template'] | null;
  /** Once every row was judged. */
  readonly validation: Validation | null;
  /** The past run that the call is about. */
  readonly run: number | null;
}

/** Told of each thing as it becomes known. */
export type Learn = (what: Partial<Known>) => void;

export const NOTHING_KNOWN: Known = { store: null, file: null, template: null, validation: null, run: null };
