// npm run lint | fix | types | test:watch: one tool of the tests by itself, with nothing prepared but the packages.
// What follows `--` goes to the tool: `npm run lint -- src/main`.

import { projectNode, root, toolEnvironment } from './setup/checkout.mjs'
import { runForeground } from './setup/child-process.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { withLock } from './setup/lock.mjs'
import { SetupError } from './setup/messages.mjs'
import { runScript } from './setup/run-script.mjs'
import { tools } from './testing/tools.mjs'

runScript(async () => {
  const [name = '', ...rest] = process.argv.slice(2)
  const known = /** @type {(keyof typeof tools)[]} */ (Object.keys(tools))
  const chosen = known.find((one) => one === name)
  if (chosen === undefined)
    throw new SetupError(`there is no tool "${name}".`, `use one of ${known.join(', ')}.`)
  await withLock(root, ensureDependencies)
  let worst = 0
  for (const [script = '', ...words] of tools[chosen]) {
    const args = [script, ...words, ...rest]
    worst ||= await runForeground(projectNode(), args, { cwd: root, env: toolEnvironment() })
  }
  return worst
})
