/** `store init`: makes a store, with made-up customers where they are asked for; never over an existing file. */
import type { Context } from './terminal/context.ts';
import { answer } from './terminal/context.ts';
import { DEMO_STORE, storePath } from './line/options.ts';
import { ENGINE } from './line/store-at.ts';
import { initStore } from '../pipeline/store/init.ts';
import { storeDocument } from '../view/documents/json.ts';
import { storeScreen } from '../view/screens/store.ts';
import type { InitOptions } from './line/verbs.ts';

/** Runs the command; returns the exit code. */
export async function storeInit(context: Context, options: InitOptions): Promise<number> {
  const path = storePath(context, options, options.demo === undefined ? undefined : DEMO_STORE);
  const created = await initStore(ENGINE, { path, customers: options.demo ?? 0 }, context.progress);
  context.progress.end();
  const ending = { ...context.ending, outcome: 'ok', store: path } as const;
  await answer(
    context,
    () => storeDocument(ending, { path, ...created }),
    () => storeScreen(context.style, { path, ...created }),
  );
  return 0;
}
