/** Makes a store and fills it with made-up customers. */
import type { Progress } from '../core/progress.ts';
import { createStore, type Created } from '../store/create.ts';
import { fillDemo } from '../store/demo.ts';

/** Makes a store at `path` with `customers` made-up customers, none for 0; throws where a file stands there. */
export function initStore(path: string, customers: number, progress: Progress): Created {
  progress.step('make');
  return createStore(path, (db) => {
    if (customers > 0) fillDemo(db, customers, (done, total) => progress.count(done, total));
  });
}
