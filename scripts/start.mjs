// npm start: takes a bare clone to a running Castkeeper. What follows `--` goes to the app unchanged:
//   npm start --silent -- list --json
import { root } from './setup/checkout.mjs'
import { spawnTied, waitForGroup } from './setup/child-process.mjs'
import { openDisplay } from './setup/display.mjs'
import { prepare } from './setup/prepare.mjs'
import { runScript } from './setup/run-script.mjs'
import { sandboxSwitches } from './setup/sandbox.mjs'

runScript(async () => {
  const { executable } = await prepare({ build: true })
  const env = { ...process.env, ...(await openDisplay()) }
  // Set in the terminals of some editors; it would make Electron a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  const args = [root, ...sandboxSwitches(), ...process.argv.slice(2)]
  const app = spawnTied(executable, args, { env, stdio: 'inherit', wholeGroup: false })
  return new Promise((resolve, reject) => {
    app.on('error', reject)
    app.on('exit', (code, signal) => waitForGroup(app).then(() => resolve(signal ?? code ?? 1)))
  })
})
