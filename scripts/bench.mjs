// npm run bench: measures the app that the sources give now. The benches are in bench/; they find the Electron to
// measure in CASTKEEPER_ELECTRON, and what follows `--` goes to them.
import { join } from 'node:path'
import { projectNode, root, toolEnvironment } from './setup/checkout.mjs'
import { runForeground } from './setup/child-process.mjs'
import { openDisplay } from './setup/display.mjs'
import { environmentFor, prepare } from './setup/prepare.mjs'
import { runScript } from './setup/run-script.mjs'

runScript(async () => {
  const runtime = await prepare({ build: true })
  const env = toolEnvironment({ ...environmentFor(runtime), ...(await openDisplay()) })
  const args = [join(root, 'bench', 'run.ts'), ...process.argv.slice(2)]
  return runForeground(projectNode(), args, { cwd: root, env })
})
