// Gives a test's reading process the bundle that was made for the whole run: its sources take longer to begin.
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundles } from './bundles.mjs'

const bundledReader = pathToFileURL(join(bundles, 'reader-process.js')).href

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isReader = specifier.endsWith('/src/main/app/reader-process.ts')
    return nextResolve(isReader ? bundledReader : specifier, context)
  },
})
