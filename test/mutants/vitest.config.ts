/** For `npm run test:mutants`: the tests that ask the core in this process. Others run the built program, which no mutant reaches. */
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['test/core/**/*.test.ts'], testTimeout: 60_000 } });
