import { ensureBuild } from './build.mjs'
import { root } from './checkout.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureRuntime } from './electron-runtime.mjs'
import { withLock } from './lock.mjs'
import { ensureNativeSqlite } from './native-sqlite.mjs'
import { ensureSandbox } from './sandbox.mjs'
import { markStragglers } from './stragglers.mjs'
import { ensureElectronLibraries } from './system-libraries.mjs'

/**
 * Takes a checkout from bare to runnable; what is done already is not done again.
 * @param {{build: boolean}} what
 * @returns {Promise<import('./electron-runtime.mjs').Runtime>}
 */
export function prepare({ build }) {
  return withLock(root, async () => {
    await ensureDependencies()
    const runtime = await ensureRuntime()
    await ensureElectronLibraries(runtime.executable)
    await ensureSandbox(runtime.folder)
    await ensureNativeSqlite(runtime.version)
    if (build) await ensureBuild()
    return runtime
  })
}

/**
 * What the tools that start Electron themselves need in order to start this one (the electron package, and so
 * Playwright, heed the first variable, electron-vite the second), and to leave none behind.
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor({ folder, executable }) {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: folder,
    ELECTRON_EXEC_PATH: executable,
    CASTKEEPER_ELECTRON: executable,
    ...markStragglers(),
  }
}
