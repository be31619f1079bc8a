import { basename, dirname, join } from 'node:path'
import { build } from 'vite'
import { readerBundle } from './reader-bundle.mjs'

/** Bundles the reading process once for all unit tests, as the app's build does. */
export async function setup(): Promise<void> {
  const root = join(import.meta.dirname, '../..')
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: join(root, 'src/main/app/reader-process.ts'),
      target: 'node24',
      outDir: dirname(readerBundle),
      rollupOptions: { output: { entryFileNames: basename(readerBundle) } },
    },
  })
}
