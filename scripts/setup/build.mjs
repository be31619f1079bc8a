import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inModules, projectNode, root, toolEnvironment } from './checkout.mjs'
import { runTied } from './child-process.mjs'
import { SetupError, say } from './messages.mjs'

const stamp = join(root, 'out', '.built-from')
const sources = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/**
 * Builds the app into out/ unless that is what these very sources gave.
 * @throws {SetupError} when it does not build
 */
export async function ensureBuild() {
  const wanted = hashSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('building the app')
  forgetBuild()
  const args = [inModules('electron-vite/bin/electron-vite.js'), 'build']
  const code = await runTied(projectNode(), args, {
    cwd: root,
    env: toolEnvironment(),
    quiet: true,
  })
  if (code !== 0) {
    throw new SetupError(
      'the app does not build; the lines above say why.',
      'mend the sources, then start again.',
    )
  }
  writeFileSync(stamp, wanted)
}

/** Makes the next start build again. */
export function forgetBuild() {
  rmSync(stamp, { force: true })
}

/** Contents, not times: a checkout of another revision may well give a source an older time. */
function hashSources() {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((name) => filesIn(join(root, name)))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  const entries = readdirSync(path, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
