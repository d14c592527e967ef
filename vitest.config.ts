import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['tests/support/chromium.ts', 'tests/support/temporary.ts'],
    // A process per file: a crash of a native module (better-sqlite3) names its file instead of ending the run.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    retry: 0,
  },
})
