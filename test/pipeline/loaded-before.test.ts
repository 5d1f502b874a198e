/** What is said after the commit is at hand before it: a library that cannot be loaded stops the removal, not its report. */
import { expect, it } from 'vitest';
import { closedStore, dump, removalFile, run, temporaryFolder } from '../tools/program.ts';

it('the widths of other scripts are read before anything is removed', () => {
  const cwd = temporaryFolder();
  const store = closedStore(cwd, 10);
  removalFile(cwd, [40001]);
  const before = dump(store);
  const args = ['ingest', 'july.csv', '--confirm-removes', '1', '--actor', '山田'];
  // Node then loads no ES module by `require`, as string-width is.
  const { code } = run(args, { cwd, env: { NODE_OPTIONS: '--no-experimental-require-module' } });
  expect(code).toBe(1);
  expect(dump(store)).toBe(before);
  expect(run(args, { cwd }).code).toBe(0);
});
