import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts'],
    globalSetup: ['tests/support/bundle-reader.ts'],
    setupFiles: ['tests/support/fork-reader.ts'],
    allowOnly: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
