/** What a call writes beside its answer: at once, or, over what a real removal wrote, only once another one is agreed to. */
import { lstatSync } from 'node:fs';
import type { HeldOutput } from '../../core/progress/events.ts';
import type { Evidence } from '../../core/run/report.ts';
import type { Output } from '../../files/file.ts';
import { hashOf } from '../../sources/bytes/hash.ts';
import type { Ledger } from '../../store/port/ledger.ts';

/** Told of an output that waits. */
export type OnHeld = (held: HeldOutput) => void | Promise<void>;

export interface Outputs {
  /** Makes the file appear, or has it wait where it would replace what a real removal wrote. One that holds nothing is no evidence. */
  settle(option: HeldOutput['option'], output: Output, holds: 'something' | 'nothing'): Promise<void>;
  /** What was settled, as it is noted of a run. */
  written(): Evidence['outputs'];
  /** Has those that wait appear: the removal that they are of is about to commit. */
  release(): void;
  /** Leaves no trace of those that wait. */
  discard(): void;
}

/** Of a call that removes nobody `onHeld` is null, and nothing waits: it says what it was asked to say. */
export function outputsOf(ledger: Ledger | null, onHeld: OnHeld | null): Outputs {
  const waiting: Output[] = [];
  const settled: Evidence['outputs'][number][] = [];
  return {
    async settle(option, output, holds) {
      if (holds === 'something') settled.push({ option, sha256: output.sha256() });
      const run = ledger === null || onHeld === null ? null : await runBehind(ledger, output.path);
      if (run === null || onHeld === null) {
        output.commit();
        return;
      }
      waiting.push(output);
      await onHeld({ option, path: output.path, run });
    },
    written: () => settled,
    release: () => waiting.splice(0).forEach((output) => output.commit()),
    discard: () => waiting.splice(0).forEach((output) => output.discard()),
  };
}

/** The run that wrote what stands there; null where it is nobody's, or no file at all. */
async function runBehind(ledger: Ledger, path: string): Promise<number | null> {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null;
  return ledger.runOfOutput(await hashOf(path));
}
