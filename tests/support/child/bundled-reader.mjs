// Gives a test's reading process the bundle that was made for the whole run: its sources take longer to begin.
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { readerBundle } from '../reader-bundle.mjs'

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isReader = specifier.endsWith('/src/main/app/reader-process.ts')
    return nextResolve(isReader ? pathToFileURL(readerBundle).href : specifier, context)
  },
})
