/** Where a command's store is. The one place that says which engine keeps it. */
import type { Engine, StoreAt } from '../../store/port/port.ts';
import { sqlite } from '../../store/sqlite/engine/engine.ts';
import type { Context } from '../terminal/context.ts';
import { storePath, type StoreOptions } from './options.ts';

/** The engine that keeps stores. */
export const ENGINE: Engine = sqlite;

/** The store as the options name it. */
export function storeAt(context: Context, options: StoreOptions): StoreAt {
  return storeNamed(context, storePath(context, options), options);
}

/** The store at a path. Once it is open the context knows whether its customers are made up. */
export function storeNamed(
  { opened }: Context,
  path: string,
  { lockTimeout: seconds }: StoreOptions,
): StoreAt {
  const open: Engine['open'] = async (at, mode) => {
    const store = await ENGINE.open(at, mode);
    opened.demo = store.demo;
    return store;
  };
  return { engine: { ...ENGINE, open }, path, seconds };
}
