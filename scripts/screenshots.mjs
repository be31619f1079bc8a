// npm run screenshots: takes the pictures of the documentation from the running app. Each *.shot.ts in
// scripts/screenshots/ is a Playwright test that opens the app as the tests do and writes its pictures to
// docs/screenshots/; what follows `--` goes to Playwright.
import { inModules, projectNode, root, toolEnvironment } from './setup/checkout.mjs'
import { runForeground } from './setup/child-process.mjs'
import { openDisplay } from './setup/display.mjs'
import { environmentFor, prepare } from './setup/prepare.mjs'
import { runScript } from './setup/run-script.mjs'

runScript(async () => {
  const runtime = await prepare({ build: true })
  const env = toolEnvironment({ ...environmentFor(runtime), ...(await openDisplay()) })
  const args = ['test', '--config=playwright.screenshots.config.ts', ...process.argv.slice(2)]
  return runForeground(projectNode(), [inModules('playwright/cli.js'), ...args], { cwd: root, env })
})
