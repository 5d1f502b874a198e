/** `store migrate`: brings an older store up to this program's version. Nothing of customers and loans is changed. */
import { migrationDocument } from '../view/documents/json.ts';
import { migrationScreen } from '../view/screens/store.ts';
import { answer, type Context } from './terminal/context.ts';
import type { StoreOptions } from './line/options.ts';
import { storeAt } from './line/store-at.ts';

/** Runs the command; returns the exit code. */
export async function storeMigrate(context: Context, options: StoreOptions): Promise<number> {
  const at = storeAt(context, options);
  const { path } = at;
  const migrated = await at.engine.migrate(at);
  const storeChanged = migrated.from !== migrated.to;
  await answer(
    context,
    () => migrationDocument({ ...context.ending, outcome: 'ok', storeChanged, store: path }, migrated),
    () => migrationScreen(context.style, path, migrated),
  );
  return 0;
}
