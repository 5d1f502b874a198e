/** `--out`: a plan that somebody else can apply, and that what it rests on can be compared with later. */
import { basename } from 'node:path';
import type { Plan } from '../../core/plan/plan.ts';
import { SAVED_PLAN, type SavedPlanHeader } from '../../core/plan/saved-plan.ts';
import { warnedOf } from '../../core/findings/warned.ts';
import { writeWhole } from '../../files/file.ts';
import type { Store } from '../../store/port/port.ts';
import type { Reached } from '../../store/port/rows.ts';
import type { LoadedFile } from '../load/session.ts';

export interface SaveRequest {
  readonly path: string;
  /** The system user. */
  readonly maker: string;
  readonly toolVersion: string;
  readonly madeAt: Date;
  /** How long it may be applied, in milliseconds. */
  readonly lasts: number;
  /** Somebody else than the maker must apply it. */
  readonly requireApprover: boolean;
  /** Paths as they were given. */
  readonly given: NonNullable<SavedPlanHeader['given']>;
}

export interface Planning {
  readonly plan: Plan;
  readonly reached: Reached;
  readonly loaded: LoadedFile;
}

/** Writes the plan, all of it from the caller's one snapshot of the store; until when it may be applied. */
export async function savePlan(store: Store, planning: Planning, request: SaveRequest): Promise<string> {
  await store.ledger.requireUpToDate();
  const header = await headerOf(store, planning, request);
  await writeWhole(request.path, linesOf(store, planning.reached, header), {
    inputs: planning.loaded.inputs,
    replace: (start) => start === '' || start.startsWith(`{"schema":"${SAVED_PLAN}"`),
  });
  return header.expiresAt;
}

async function headerOf(
  { path, ledger }: Store,
  { plan, reached, loaded }: Planning,
  request: SaveRequest,
): Promise<SavedPlanHeader> {
  const { maker, madeAt, lasts, toolVersion, requireApprover, given } = request;
  const { file, template, tally } = loaded.validation;
  const { removals, alreadyRemoved, remains, customers, loans } = plan;
  return {
    schema: SAVED_PLAN,
    schemaVersion: '1.0',
    toolVersion,
    maker,
    madeAt: madeAt.toISOString(),
    expiresAt: new Date(madeAt.getTime() + lasts).toISOString(),
    file,
    template: { name: template.name, sha256: template.sha256 },
    store: { name: basename(path), identity: (await ledger.head())?.store ?? '' },
    removals,
    alreadyRemoved,
    remains,
    customers,
    tables: [...plan.tables],
    loans,
    guards: [...plan.guards],
    idsGivenOnce: plan.idsGivenOnce,
    warnings: [...warnedOf(tally)],
    notExamined: [...plan.notExamined],
    beside: [...plan.beside],
    orphans: [...plan.orphans],
    shape: [...(await reached.tableShapes())],
    requireApprover,
    given,
  };
}

async function* linesOf(
  { ledger }: Store,
  reached: Reached,
  header: SavedPlanHeader,
): AsyncGenerator<string> {
  const seal = await ledger.newSeal();
  const sealed = (value: object) => {
    const line = JSON.stringify(value);
    seal.add(line);
    return `${line}\n`;
  };
  yield sealed(header);
  for await (const removal of reached.savedRemovals()) yield sealed(removal);
  yield `${JSON.stringify({ seal: seal.close() })}\n`;
}
