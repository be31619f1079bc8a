// Lets plain Node run the sources: it strips types by itself, but wants every import's ending, and to be told
// what is JSON.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith('.') && context.parentURL !== undefined) {
      const source = new URL(`${specifier}.ts`, context.parentURL)
      if (existsSync(fileURLToPath(source))) return nextResolve(source.href, context)
    }
    const resolved = nextResolve(specifier, context)
    if (!resolved.url.endsWith('.json')) return resolved
    return { ...resolved, importAttributes: { type: 'json' } }
  },
})
