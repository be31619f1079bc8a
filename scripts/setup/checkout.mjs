import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Where the scripts keep what is slow to make: outside the checkout, shared by all checkouts of this user. */
export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'castkeeper')
}

/** The Node of the `node` package: the tools need a newer one than the system may have. */
export function projectNode() {
  return join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
}

/**
 * @param {string} path inside node_modules
 * @returns {string}
 */
export function inModules(path) {
  return join(root, 'node_modules', ...path.split('/'))
}

/**
 * The environment for the project's tools: the project's Node comes first on the path.
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(extra = {}) {
  const path = [dirname(projectNode()), inModules('.bin'), process.env.PATH].join(delimiter)
  return { ...process.env, PATH: path, ...extra }
}

/**
 * @param {string} file
 * @returns {{version: string} & Record<string, unknown>}
 */
export function readPackage(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/**
 * @param {string} file
 * @returns {string | undefined} the SHA-256 in hex, or undefined when there is no such file
 */
export function hashFile(file) {
  if (!existsSync(file)) return undefined
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
