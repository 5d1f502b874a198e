/** `--out`: a plan that somebody else can apply, and that what it rests on can be compared with later. */
import { basename } from 'node:path';
import type { Plan } from '../../core/plan/plan.ts';
import { SAVED_PLAN, type SavedPlanHeader } from '../../core/plan/saved-plan.ts';
import type { Shape } from '../../core/shape/shape.ts';
import { warnedOf } from '../../core/findings/warned.ts';
import { writeWhole } from '../../files/file.ts';
import { headOf } from '../../store/sqlite/ledger/chain.ts';
import { requireUpToDate, type Store } from '../../store/sqlite/connection/open.ts';
import { removalsWithFacts } from '../../store/sqlite/selection/planned.ts';
import { newSeal } from '../../store/sqlite/ledger/seal.ts';
import { tableShapes } from '../../store/sqlite/schema/table-shapes.ts';
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
  readonly shape: Shape;
  readonly loaded: LoadedFile;
}

/** Writes the plan, all of it from the caller's one snapshot of the store; returns until when it may be applied. */
export function savePlan(store: Store, planning: Planning, request: SaveRequest): string {
  requireUpToDate(store);
  const header = headerOf(store, planning, request);
  writeWhole(request.path, linesOf(store, planning.shape, header), {
    inputs: planning.loaded.inputs,
    replace: (start) => start === '' || start.startsWith(`{"schema":"${SAVED_PLAN}"`),
  });
  return header.expiresAt;
}

function headerOf(store: Store, { plan, shape, loaded }: Planning, request: SaveRequest): SavedPlanHeader {
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
    store: { name: basename(store.path), identity: headOf(store.db).store },
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
    shape: tableShapes(store.db, shape),
    requireApprover,
    given,
  };
}

function* linesOf({ db }: Store, shape: Shape, header: SavedPlanHeader): Generator<string> {
  const seal = newSeal(db);
  const sealed = (value: object) => {
    const line = JSON.stringify(value);
    seal.add(line);
    return `${line}\n`;
  };
  yield sealed(header);
  for (const removal of removalsWithFacts(db, shape)) yield sealed(removal);
  yield `${JSON.stringify({ seal: seal.close() })}\n`;
}
