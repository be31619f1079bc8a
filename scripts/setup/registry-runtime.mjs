import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, projectNode, toolEnvironment } from './checkout.mjs'
import { runTied } from './child-process.mjs'
import { withLock } from './lock.mjs'
import { SetupError } from './messages.mjs'
import { registryElectron } from './registry-electron.mjs'

/** @returns {string} the folder of the registry-only runtime, which holds the `electron` executable */
export function registryRuntimeFolder() {
  const { version, recipe } = registryElectron
  return join(cacheFolder(), `electron-${version}-linux-x64-${recipe}`)
}

/** Whether this machine can run it at all. */
export function canUseRegistryRuntime() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * Makes the registry-only runtime unless the cache has it.
 * @returns {Promise<string>} its folder
 * @throws {SetupError} when it cannot be made
 */
export async function ensureRegistryRuntime() {
  const folder = registryRuntimeFolder()
  if (existsSync(folder)) return folder
  return withLock(folder, async () => {
    if (existsSync(folder)) return folder
    const script = join(import.meta.dirname, 'prepare-registry-runtime.mjs')
    const code = await runTied(projectNode(), [script, folder], { env: toolEnvironment() })
    if (code !== 0) {
      throw new SetupError(
        'the runtime could not be made; the lines above say why.',
        'mend that and start again.',
      )
    }
    return folder
  })
}
