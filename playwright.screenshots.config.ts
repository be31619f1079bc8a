import { defineConfig } from 'playwright/test'

// Not tests: scripts that take the documentation's pictures from the running app (npm run screenshots).
export default defineConfig({
  testDir: 'scripts/screenshots',
  testMatch: '*.shot.ts',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  outputDir: 'test-results/screenshots',
  reporter: 'list',
})
