import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // On two cores Vitest would take one: most tests wait for a program that they run.
    maxWorkers: 2,
    reporters: ['default', './test/tools/fault-table.ts', './test/closing-line.ts'],
  },
});
