import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright'
import { build, type InlineConfig } from 'vite'

const checkout = resolve(import.meta.dirname, '../../..')

export interface LaunchedImageSandbox {
  readonly app: ElectronApplication
  close(): Promise<void>
}

/** Builds the image sandbox and a main process that holds nothing else, and opens them in Electron. */
export async function launchImageSandbox(): Promise<LaunchedImageSandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'castkeeper-image-sandbox-'))
  await buildInto(folder)
  const isRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    chromiumSandbox: !isRoot,
    args: [folder, ...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${join(folder, 'data')}`],
    cwd: checkout,
  })
  const close = async () => {
    await app.close()
    await rm(folder, { recursive: true })
  }
  return { app, close }
}

async function buildInto(folder: string): Promise<void> {
  const about = {
    name: 'castkeeper-image-sandbox',
    version: '0.0.0',
    type: 'module',
    main: 'main.js',
  }
  await mkdir(join(folder, 'preload'))
  await writeFile(join(folder, 'package.json'), JSON.stringify(about))
  await build(
    forNode(join(checkout, 'tests/support/image-sandbox/main.ts'), folder, 'main.js', 'es'),
  )
  const preload = join(checkout, 'src/preload/image-sandbox.ts')
  await build(forNode(preload, join(folder, 'preload'), 'image-sandbox.cjs', 'cjs'))
  await build({
    ...common,
    root: join(checkout, 'src/renderer'),
    build: {
      outDir: join(folder, 'renderer'),
      emptyOutDir: true,
      rollupOptions: { input: join(checkout, 'src/renderer/image-sandbox.html') },
    },
  })
}

const common = { configFile: false, logLevel: 'warn' } as const satisfies InlineConfig

function forNode(
  input: string,
  outDir: string,
  entryFileNames: string,
  format: 'es' | 'cjs',
): InlineConfig {
  return {
    ...common,
    // The folder is outside the checkout, where no package would be found.
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      rollupOptions: { input, external: ['electron'], output: { entryFileNames, format } },
    },
  }
}
