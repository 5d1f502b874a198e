/** Opens a store, works with it, and closes it whatever happens. */
import type { Mode, Store, StoreAt } from '../store/port/port.ts';

/** The result of the work; rejected with what the store, or the work, throws. */
export async function withStore<T>(at: StoreAt, mode: Mode, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await at.engine.open(at, mode);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
