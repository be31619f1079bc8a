import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const here = (path: string) => resolve(import.meta.dirname, path)

// A sandboxed window can only load a CommonJS preload, whatever "type" package.json says.
const commonJs = { format: 'cjs', entryFileNames: '[name].cjs' } as const

export default defineConfig({
  main: {
    build: {
      // Small packages that every start needs come along in one file: looking for hundreds of files takes
      // longer than all that the app does before its window. The native and the seldom used stay outside.
      externalizeDeps: {
        exclude: ['electron-store', 'i18next', 'ipaddr.js', 'zod'],
      },
      rollupOptions: {
        input: {
          index: here('src/main/index.ts'),
          'reader-process': here('src/main/app/reader-process.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: here('src/preload/index.ts'),
          'image-sandbox': here('src/preload/image-sandbox.ts'),
          players: here('src/preload/players.ts'),
        },
        output: commonJs,
      },
    },
  },
  renderer: {
    root: here('src/renderer'),
    plugins: [react()],
    resolve: {
      alias: {
        // Its form for browsers asks the document, which the worker that reads Markdown has not.
        'decode-named-character-reference': here(
          'node_modules/decode-named-character-reference/index.js',
        ),
      },
    },
    build: {
      minify: true,
      rollupOptions: {
        input: {
          index: here('src/renderer/index.html'),
          'image-sandbox': here('src/renderer/image-sandbox.html'),
          players: here('src/renderer/players.html'),
        },
      },
    },
  },
})
