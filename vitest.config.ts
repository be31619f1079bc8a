import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const shared = {
  setupFiles: ['tests/support/fork-reader.ts'],
  testTimeout: 30_000,
  hookTimeout: 30_000,
}

export default defineConfig({
  test: {
    globalSetup: ['tests/support/compile-cache.ts', 'tests/support/bundle-children.ts'],
    // Unless told, it leaves one core to itself: of two that is half.
    maxWorkers: availableParallelism(),
    allowOnly: false,
    projects: [
      {
        test: {
          ...shared,
          name: 'window',
          include: ['tests/unit/renderer/**/*.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'main',
          include: ['tests/unit/**/*.test.ts'],
          exclude: ['tests/unit/renderer/**'],
          // What is not the window keeps no state in its modules, and loading them for each file takes a quarter of
          // the time.
          isolate: false,
        },
      },
    ],
  },
})
