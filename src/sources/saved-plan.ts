/** Reads a saved plan, a line at a time; whether it is sealed is for whoever has the key. */
import { savedPlanHeader, savedPlanSeal, savedRemoval } from '../core/documents/saved-plan-schemas.ts';
import { jsonOrNull } from '../core/text/json-or-null.ts';
import { SAVED_PLAN, type SavedPlanHeader, type SavedRemoval } from '../core/plan/saved-plan.ts';
import { openInput } from './bytes/open.ts';
import { planInvalid } from './plan-invalid.ts';
import type { Watch } from './bytes/stamp.ts';

export type PlanLine =
  | { readonly kind: 'header'; readonly text: string; readonly header: SavedPlanHeader }
  | { readonly kind: 'removal'; readonly text: string; readonly removal: SavedRemoval }
  | { readonly kind: 'seal'; readonly seal: string };

/** A header names every table of the store; nothing of ours is longer. */
const LONGEST_LINE = 1 << 20;

/** The lines in batches: a header first, a seal last. Throws a `FileError` (`plan-invalid`) where they are not. */
export async function* planLines(path: string, watch: Watch): AsyncGenerator<readonly PlanLine[]> {
  let last: PlanLine | null = null;
  for await (const texts of lines(path, watch)) {
    const batch: PlanLine[] = [];
    for (const text of texts) {
      // After the seal there is nothing.
      if (last?.kind === 'seal') throw planInvalid(path, 'changed');
      last = last === null ? headerOf(path, text) : lineOf(path, text);
      batch.push(last);
    }
    yield batch;
  }
  if (last === null) throw planInvalid(path, 'not-a-plan');
  if (last.kind !== 'seal') throw planInvalid(path, 'cut-off');
}

/** Whole lines without their line breaks; after the last one there is nothing. */
async function* lines(path: string, watch: Watch): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let held = '';
  for await (const bytes of (await openInput(path, 'plan', watch)).chunks) {
    const texts = (held + decoder.decode(bytes, { stream: true })).split('\n');
    held = texts.pop() ?? '';
    if (held.length > LONGEST_LINE) throw planInvalid(path, 'not-a-plan');
    if (texts.length > 0) yield texts;
  }
  if (held + decoder.decode() !== '') throw planInvalid(path, 'cut-off');
}

function headerOf(path: string, text: string): PlanLine {
  const value = jsonOrNull(text);
  const parsed = savedPlanHeader.safeParse(value);
  if (parsed.success) return { kind: 'header', text, header: parsed.data };
  const ours =
    typeof value === 'object' && value !== null && 'schema' in value && value.schema === SAVED_PLAN;
  const other = ours && 'schemaVersion' in value && value.schemaVersion !== '1.0';
  throw planInvalid(path, other ? 'other-version' : ours ? 'changed' : 'not-a-plan');
}

function lineOf(path: string, text: string): PlanLine {
  const value = jsonOrNull(text);
  const removal = savedRemoval.safeParse(value);
  if (removal.success) return { kind: 'removal', text, removal: removal.data };
  const seal = savedPlanSeal.safeParse(value);
  // No other spelling of it, with spaces for one: the seal is the one line that nothing seals.
  if (seal.success && text === JSON.stringify(seal.data)) return { kind: 'seal', seal: seal.data.seal };
  throw planInvalid(path, 'changed');
}
