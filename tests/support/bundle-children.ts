import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'
import type { TestProject } from 'vitest/node'
import { bundles } from './child/bundles.mjs'

const root = join(import.meta.dirname, '../..')
const scripts = join(import.meta.dirname, 'child')

/**
 * Bundles the scripts that tests run in processes of their own, and the reading process, once for all unit tests. Loops
 * of kills start hundreds of them, and a bundle starts in a third of the time that the sources need.
 */
export async function setup(project: TestProject): Promise<void> {
  await bundle()
  project.onTestsRerun(bundle)
}

async function bundle(): Promise<void> {
  const names = readdirSync(scripts).filter((name) => name.endsWith('.ts'))
  const input = Object.fromEntries(
    names.map((name) => [basename(name, '.ts'), join(scripts, name)]),
  )
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [keepPlaces],
    // As in the app's build: looking for a package's many files takes longer than running them.
    ssr: { noExternal: ['i18next', 'ipaddr.js', 'zod'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: bundles,
      rollupOptions: {
        input: { ...input, 'reader-process': join(root, 'src/main/app/reader-process.ts') },
        // Without hashes Node's compile cache replaces what it compiled instead of growing.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  })
}

/** The support of tests finds its files beside itself, wherever its code is bundled to. */
const keepPlaces: Plugin = {
  name: 'keep-places',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('/tests/support/') || !code.includes('import.meta.')) return null
    return code
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
  },
}
