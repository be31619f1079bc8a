import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashFile, inModules, projectNode, root } from './checkout.mjs'
import { runTied } from './child-process.mjs'
import { npmCommand } from './commands.mjs'
import { SetupError, say } from './messages.mjs'

const stamp = inModules('.castkeeper-lock-hash')
const lockFile = join(root, 'package-lock.json')
const byHand =
  'run `npm ci` yourself to see more; it needs your package registry and 2 GB of disk. Then start again.'

/**
 * Installs the packages when they are absent or the lock file has changed since.
 * @throws {SetupError}
 */
export async function ensureDependencies() {
  const wanted = hashFile(lockFile)
  const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined
  if (installed !== wanted) {
    if (!isInstalledAsLocked()) await install()
    writeFileSync(stamp, String(wanted))
  }
  await ensureProjectNode()
}

async function install() {
  say('installing the packages (npm ci), which takes a minute or two')
  const npm = npmCommand()
  // Asked for here, because a user's own npm settings may say otherwise.
  const settings = ['--include=dev', '--engine-strict=false', '--loglevel=error']
  const code = await runTied(npm.command, [...npm.args, 'ci', ...settings], { cwd: root })
  if (code !== 0)
    throw new SetupError(`\`npm ci\` failed (code ${code}); the lines above say why.`, byHand)
}

/** Whether exactly what the lock file says is installed already, for instance by hand: then nothing is to do. */
function isInstalledAsLocked() {
  const hidden = inModules('.package-lock.json')
  if (!existsSync(hidden)) return false
  const have = packagesIn(hidden)
  const want = packagesIn(lockFile)
  delete want['']
  const isThere = Object.entries(want).every(
    ([path, { version, optional }]) => have[path]?.version === version || (optional && !have[path]),
  )
  return isThere && Object.keys(have).every((path) => want[path])
}

/**
 * @param {string} file
 * @returns {Record<string, {version?: string, optional?: boolean}>}
 */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}

/** The `node` package fetches its binary in an install script, which a user's npm settings may have held back. */
async function ensureProjectNode() {
  if (existsSync(projectNode())) return
  say('fetching the Node that the tools run on')
  await runTied(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: inModules('node'),
    quiet: true,
  })
  if (existsSync(projectNode())) return
  throw new SetupError(
    'the project\'s own Node (the "node" package) could not be installed.',
    byHand,
  )
}
