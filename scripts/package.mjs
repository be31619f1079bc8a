// npm run package: installers in release/, as electron-builder.yml describes; what follows `--` goes to
// electron-builder. The registry-only runtime gives an unpacked app for this machine, which is for trying only.
import { inModules, projectNode, root, toolEnvironment } from './setup/checkout.mjs'
import { runForeground } from './setup/child-process.mjs'
import { say } from './setup/messages.mjs'
import { prepare } from './setup/prepare.mjs'
import { runScript } from './setup/run-script.mjs'

runScript(async () => {
  const runtime = await prepare({ build: true })
  const builder = [inModules('electron-builder/cli.js'), '--publish=never']
  const args = process.argv.slice(2)
  if (runtime.kind !== 'official') {
    say(
      'this build is for trying only: its Electron is not the official one, and its database module',
    )
    say(
      'is built for it alone. Make what you give away where the official Electron can be downloaded.',
    )
    args.unshift(
      '--dir',
      `-c.electronDist=${runtime.folder}`,
      `-c.electronVersion=${runtime.version}`,
    )
  }
  return runForeground(projectNode(), [...builder, ...args], { cwd: root, env: toolEnvironment() })
})
