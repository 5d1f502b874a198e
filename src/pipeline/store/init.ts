/** Makes a store and fills it with made-up customers. */
import type { Progress } from '../../core/run/progress.ts';
import { createStore, type Created } from '../../store/sqlite/schema/create.ts';
import { fillDemo } from '../../demo/demo.ts';

/** Makes a store at `path` with `customers` made-up customers, none for 0; throws where a file stands there. */
export function initStore(path: string, customers: number, progress: Progress): Created {
  progress.step('make');
  return createStore(path, (db) => {
    if (customers > 0) fillDemo(db, customers, (done, total) => progress.count(done, total));
  });
}
