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
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
