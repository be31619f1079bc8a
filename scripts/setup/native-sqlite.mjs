import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  cacheFolder,
  hashFile,
  inModules,
  projectNode,
  readPackage,
  toolEnvironment,
} from './checkout.mjs'
import { runTied } from './child-process.mjs'
import { withLock } from './lock.mjs'
import { SetupError, say } from './messages.mjs'
import { findNodeHeaders } from './node-headers.mjs'
import { ensureCompiler } from './system-libraries.mjs'
import { makeWorkFolder } from './work-folder.mjs'

const binary = 'better_sqlite3.node'
const firstElectronWithNodeApi10 = 36

// The package's prebuilt files need Node-API 10; where there is only 9, loading one ends the process without a word.
// Compiled against the experimental Node-API the same source runs on both.
const compilerFlags =
  '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNAPI_VERSION=2147483647 -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'

/**
 * Puts a better-sqlite3 in place that this runtime can load: the package's own file where it can, one built from its
 * source (and kept in the cache) where it cannot.
 * @param {string} electronVersion
 * @throws {SetupError} when it has to be built and cannot be
 */
export async function ensureNativeSqlite(electronVersion) {
  const inUse = inModules(`better-sqlite3/build/Release/${binary}`)
  if (Number.parseInt(electronVersion, 10) >= firstElectronWithNodeApi10) {
    // The package prefers its build folder, and what we build there is not meant for this runtime.
    await rm(inModules('better-sqlite3/build'), { recursive: true, force: true })
    return
  }
  const { version } = readPackage(inModules('better-sqlite3/package.json'))
  const cached = join(
    cacheFolder(),
    `better-sqlite3-${version}-${process.platform}-${process.arch}`,
    binary,
  )
  if (!existsSync(cached)) {
    await withLock(cached, async () => {
      if (!existsSync(cached)) await build(cached)
    })
  }
  if (hashFile(cached) === hashFile(inUse)) return
  await mkdir(dirname(inUse), { recursive: true })
  const half = `${inUse}.${process.pid}`
  await copyFile(cached, half)
  await rename(half, inUse)
}

/** @param {string} target */
async function build(target) {
  await ensureCompiler()
  const headers = await findNodeHeaders()
  say('building the database module for this runtime (once, about two minutes)')
  const work = makeWorkFolder(cacheFolder())
  const source = join(work, 'better-sqlite3')
  await cp(inModules('better-sqlite3'), source, {
    recursive: true,
    filter: (from) => !from.endsWith('/build'),
  })
  const args = [inModules('node-gyp/bin/node-gyp.js'), 'rebuild', '--release', '--force_build=1']
  const code = await runTied(projectNode(), [...args, '--loglevel=error', `--nodedir=${headers}`], {
    cwd: source,
    env: toolEnvironment({ CXXFLAGS: compilerFlags, JOBS: '2', NODE_PATH: inModules('.') }),
    quiet: true,
  })
  const built = join(source, 'build', 'Release', binary)
  if (code !== 0 || !existsSync(built)) {
    throw new SetupError(
      'the database module (better-sqlite3) could not be built; the lines above say why.',
      'a C++20 compiler, make and Python 3 are needed: `apt-get install g++ make python3`. Then start again.',
    )
  }
  await mkdir(dirname(target), { recursive: true })
  await rename(built, target)
}
