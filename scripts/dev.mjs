// npm run dev: the app with hot reload; what follows `--` goes to the app.
import { forgetBuild } from './setup/build.mjs'
import { inModules, projectNode, root, toolEnvironment } from './setup/checkout.mjs'
import { runForeground } from './setup/child-process.mjs'
import { openDisplay } from './setup/display.mjs'
import { environmentFor, prepare } from './setup/prepare.mjs'
import { runScript } from './setup/run-script.mjs'
import { sandboxSwitches } from './setup/sandbox.mjs'

runScript(async () => {
  const runtime = await prepare({ build: false })
  const env = toolEnvironment({ ...environmentFor(runtime), ...(await openDisplay()) })
  // It writes to out/ as well, and not what a start or a test should run.
  forgetBuild()
  const args = ['dev', '--watch', '--', ...sandboxSwitches(), ...process.argv.slice(2)]
  const electronVite = inModules('electron-vite/bin/electron-vite.js')
  return runForeground(projectNode(), [electronVite, ...args], { cwd: root, env })
})
