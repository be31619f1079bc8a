import { existsSync } from 'node:fs'
import { run, runTied } from './child-process.mjs'
import { findCommand } from './commands.mjs'
import { withLock } from './lock.mjs'
import { SetupError, say } from './messages.mjs'

/** What Electron needs on a bare Debian. Newer releases call some of them by another name. */
const electronPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1']
const compilerPackages = ['g++', 'make', 'python3']

/**
 * Sees to it that the libraries Electron is linked to are there.
 * @param {string} executable Electron's
 */
export async function ensureElectronLibraries(executable) {
  if (process.platform !== 'linux') return
  const missing = await missingLibraries(executable)
  if (missing.length === 0) return
  await install(electronPackages, `Electron needs ${missing.join(', ')}`)
  const left = await missingLibraries(executable)
  if (left.length > 0) {
    throw new SetupError(
      `Electron still misses ${left.join(', ')}.`,
      'install the packages of your system that hold these libraries, then start again.',
    )
  }
}

/** Sees to it that there is an X server that needs no screen. */
export async function ensureVirtualDisplay() {
  if (findCommand('Xvfb')) return
  await install(['xvfb', 'xauth'], 'there is no display, and no Xvfb to stand in for one')
}

/** Sees to it that native modules can be built. */
export async function ensureCompiler() {
  const missing = ['c++', 'make', 'python3'].filter((command) => !findCommand(command))
  if (missing.length > 0)
    await install(compilerPackages, `building the database module needs ${missing.join(', ')}`)
}

/** @param {string} executable */
async function missingLibraries(executable) {
  const { stdout } = await run('ldd', [executable])
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => String(match[1]))
}

/**
 * @param {readonly string[]} packages
 * @param {string} reason
 * @throws {SetupError} when we may not install, or installing fails
 */
async function install(packages, reason) {
  if (!existsSync('/etc/debian_version') || !findCommand('apt-get')) {
    const todo = `install what Debian calls ${packages.join(', ')}, then start again.`
    throw new SetupError(`${reason}.`, todo)
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      `${reason}.`,
      `run \`sudo ${await commandFor(packages)}\`, then start again.`,
    )
  }
  await withLock('apt', async () => {
    say(`${reason}; installing ${packages.join(', ')}`)
    await apt(['update'], packages)
    await apt(
      ['install', '-y', '--no-install-recommends', ...(await currentNames(packages))],
      packages,
    )
  })
}

/** @param {readonly string[]} packages */
async function commandFor(packages) {
  return `apt-get install --no-install-recommends ${(await currentNames(packages)).join(' ')}`
}

/**
 * @param {readonly string[]} args
 * @param {readonly string[]} packages
 */
async function apt(args, packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const code = await runTied('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env,
    quiet: true,
  })
  if (code !== 0) {
    throw new SetupError(
      `\`apt-get ${args[0]}\` failed; the lines above say why.`,
      `mend that, or run \`apt-get update && ${await commandFor(packages)}\` yourself, then start again.`,
    )
  }
}

/**
 * Debian 13 and Ubuntu 24.04 renamed libraries whose time type grew to 64 bits.
 * @param {readonly string[]} packages
 */
async function currentNames(packages) {
  const names = []
  for (const name of packages) {
    const { stdout } = await run('apt-cache', ['policy', `${name}t64`])
    names.push(/Candidate: (?!\(none\))/.test(stdout) ? `${name}t64` : name)
  }
  return names
}
