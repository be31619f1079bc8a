// `node --import <this file> script.ts` runs our sources in plain Node: it finds `./name` as
// `./name.ts` and loads JSON as the bundler does. For children of tests that are killed or starved.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.endsWith('.json')) {
      return { ...nextResolve(specifier, context), importAttributes: { type: 'json' } }
    }
    const isOurs = specifier.startsWith('.') && !/\.(m?[jt]s)$/.test(specifier)
    return nextResolve(isOurs ? `${specifier}.ts` : specifier, context)
  },
})
