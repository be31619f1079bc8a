import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts'],
    globalSetup: ['tests/support/compile-cache.ts', 'tests/support/bundle-reader.ts'],
    setupFiles: ['tests/support/fork-reader.ts'],
    // Unless told, it leaves one core to itself: of two that is half.
    maxWorkers: availableParallelism(),
    allowOnly: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
