import { defineConfig } from 'playwright/test'
import { workers } from './scripts/testing/workers.mjs'

// Each test opens the real app, with a folder of its own; one that passes only the second time has not passed.
export default defineConfig({
  testDir: 'tests/electron',
  workers,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  globalTimeout: 40 * 60_000,
  outputDir: 'test-results',
  reporter: 'list',
  // A trace costs a tenth of the time; `npm test -- <spec> --trace=on` makes one.
  use: { trace: 'off', screenshot: 'only-on-failure' },
})
