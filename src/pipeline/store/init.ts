/** Makes a store and fills it with made-up customers. */
import type { Progress } from '../../core/progress/progress.ts';
import type { Engine } from '../../store/port/port.ts';
import type { Created } from '../../store/port/rows.ts';

/** Makes a store at `path` with `customers` made-up customers, none for 0; throws where a file stands there. */
export function initStore(
  engine: Engine,
  { path, customers }: { readonly path: string; readonly customers: number },
  progress: Progress,
): Promise<Created> {
  progress.step('make');
  return engine.create(path, customers, (done, total) => progress.count(done, total));
}
