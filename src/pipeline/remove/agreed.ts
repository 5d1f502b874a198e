/** What was agreed to, committed: or nothing has happened. */
import { basename, resolve } from 'node:path';
import { refuseClock } from '../../core/run/clock.ts';
import type { RunFacts } from '../../core/run/new-run.ts';
import type { RunRecord } from '../../core/run/report.ts';
import { parseRunRecord } from '../../core/run/run-record.ts';
import { dropPending, makePending } from '../../files/report-folder.ts';
import { refuseChangedFile } from '../../sources/bytes/stamp.ts';
import type { Store } from '../../store/port/port.ts';
import type { Selection } from '../../store/port/rows.ts';
import type { LoadedFile } from '../load/session.ts';
import { refuseChanged } from '../plan/agree.ts';
import { keptTexts } from '../plan/kept-texts.ts';
import { sinceYesterday, type Planned } from '../plan/plan.ts';
import { appliedPlan, comparing, type SavedPlan } from '../plan/saved-plan.ts';
import type { Given, Running } from './request.ts';

export interface Agreed extends Given {
  readonly running: Running;
  readonly loaded: LoadedFile;
  readonly planned: Planned;
  readonly saved: SavedPlan | null;
}

/** Removes the customers; the run as the ledger holds it. A pending folder for the report goes where nothing was removed. */
export async function removeNow(store: Store, agreed: Agreed): Promise<RunRecord> {
  const { running, loaded, planned, saved, consent, reason } = agreed;
  const { finish: finishing, plan: request } = running.request;
  const refuseChangedFiles = () => [...loaded.stamps, ...(saved?.stamps ?? [])].forEach(refuseChangedFile);
  const pending = makePending(finishing.reports, loaded.validation.file.sha256);
  try {
    await selectionOf(loaded).commit({
      planned: planned.facts,
      removals: planned.plan.removals,
      run: runFacts(store, agreed),
      ask: {
        since: () => sinceYesterday(finishing.now()),
        texts: keptTexts(store, loaded.validation, { ...request, reason }),
        saved: saved === null ? null : comparing(saved),
      },
      judge: (found) => {
        refuseChangedFiles();
        refuseClock(store.path, found.lastEntry, { now: finishing.now(), allowClock: request.allowClock });
        refuseChanged(found, { plan: planned.plan, consent, saved, now: finishing.now() });
      },
      now: finishing.now,
      progress: finishing.progress,
      beforeCommit: (noted) => {
        // Seconds may have passed since, and nothing is for ever yet.
        refuseChangedFiles();
        loaded.outputs.release();
        running.begun = parseRunRecord(noted.record);
        running.request.beforeCommit();
      },
    });
    return begunBy(running);
  } catch (error) {
    dropPending(pending);
    throw error;
  }
}

function begunBy({ begun }: Running): RunRecord {
  if (begun === null) throw new Error('a commit of nothing');
  return begun;
}

function selectionOf({ selection }: LoadedFile): Selection {
  if (selection === null) throw new Error('a removal of nobody');
  return selection;
}

function runFacts(store: Store, { running, loaded, planned, consent, reason, saved }: Agreed): RunFacts {
  const { file, template } = loaded.validation;
  return {
    ...running.request.run,
    reason,
    plan: saved === null ? null : appliedPlan(saved),
    consent,
    startedAt: running.startedAt,
    file,
    template: { name: template.name, sha256: template.sha256 },
    store: basename(store.path),
    alreadyRemoved: planned.plan.alreadyRemoved,
    evidence: evidenceOf(store, { running, loaded, planned, saved }),
  };
}

function evidenceOf(
  { path, demo }: Store,
  { running: { request }, loaded, planned, saved }: Omit<Agreed, keyof Given>,
): RunFacts['evidence'] {
  const { names } = loaded.validation;
  const cap = planned.plan.guards.find((guard) => guard.guard === 'cap' && guard.given);
  return {
    storePath: resolve(path),
    demo,
    approverRequired: request.requireApprover || saved?.header.requireApprover === true,
    maxRemoves: cap?.guard === 'cap' ? cap.cap : null,
    allowClock: request.plan.allowClock,
    names: names === null ? null : { ids: names.ids, compared: names.compared },
    outputs: loaded.outputs.written(),
  };
}
