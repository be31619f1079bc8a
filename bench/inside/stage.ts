import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, safeStorage, session } from 'electron'
import { type Library, openLibrary } from '../../src/main/app/library'
import type { OpenImageSandbox } from '../../src/main/app/platform'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { createFindReach } from '../../src/main/core/network/reach'
import { createRequest } from '../../src/main/core/network/request'
import { startReadersWith } from '../../src/main/core/reader/ask-reader'
import { Tasks } from '../../src/main/core/tasks/tasks'
import { createImageSandbox } from '../../src/main/electron/image-sandbox-host'
import { registerAppScheme, serveApp } from '../../src/main/electron/protocol'
import { openPreferences } from '../../src/main/electron/settings-file'
import { startReaderInElectron } from '../../src/main/electron/start-reader'
import {
  createOnePageServer,
  createUiServer,
  imageSandboxAddress,
} from '../../src/main/electron/ui-files'
import { createSecrets } from '../../src/main/generation/services/secrets'
import { createServices } from '../../src/main/generation/services/services'
import type { PreferencesKeeper } from '../../src/main/preferences/preferences'
import { createTranslator } from '../../src/shared/translate'

export interface Stage {
  /** Everything the bench writes is below this folder. */
  readonly folder: string
  readonly library: Library
  readonly preferences: PreferencesKeeper
  readonly imageSandbox: OpenImageSandbox
  /** Another library beside it, with nothing in it, in a folder of its own. */
  openOther(dataFolder: string): Library
}

/** The page both sides show their pictures on, with cards as large as the wall's. */
export const galleryAddress = 'app://ui/gallery.html'
const galleryScript = 'app://ui/gallery-page.js'
const gallery = `<!doctype html><meta charset="utf-8"><title>Gallery</title>
<style>body { display: flex; flex-wrap: wrap; gap: 24px } img { height: 224px; object-fit: cover; width: 168px }</style>
<script type="module" src="${galleryScript}"></script>`

/** Answers for the gallery's page and script; null for any other address. */
export async function serveGallery(url: string): Promise<Response | null> {
  const answer = (body: BodyInit, type: string) =>
    new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } })
  if (url === galleryAddress) return answer(gallery, 'text/html')
  if (url !== galleryScript) return null
  const script = await readFile(join(import.meta.dirname, 'gallery-page.js'))
  return answer(new Uint8Array(script), 'text/javascript')
}

/** Castkeeper's own modules put together as in the app, without its window. */
export async function setStage(options: {
  readonly checkout: string
  readonly folder: string
}): Promise<Stage> {
  const { checkout, folder } = options
  startReadersWith(startReaderInElectron)
  const dataFolder = join(folder, 'library')
  const clock = () => new Date()
  const onNotice = ({ code }: { readonly code: string }) => complain(code)
  const fileSystem = nodeFileSystem()
  const imageSandbox = createImageSandbox({
    page: imageSandboxAddress,
    files: createOnePageServer(join(checkout, 'out/renderer'), imageSandboxAddress),
    preload: join(checkout, 'out/preload/image-sandbox.cjs'),
    log: complain,
  })
  const request = createRequest()
  const tasks = new Tasks({ onChange: () => undefined })
  const preferences = openPreferences({ folder: dataFolder, clock, onNotice })
  const open = (folder: string) =>
    openLibrary({
      dataFolder: folder,
      tablesFolder: join(checkout, 'resources/tables'),
      isStillHere: () => true,
      clock,
      fileSystem,
      imageSandbox,
      log: complain,
      request,
      tasks,
      services: createServices({
        settings: preferences,
        findReach: createFindReach(),
        keys: createSecrets({
          folder: dataFolder,
          fileSystem,
          keyring: safeStorage,
          clock,
          onNotice,
        }),
        request,
      }),
      onImport: () => undefined,
      translate: createTranslator('en').t,
      portraitsKept: () => null,
      mayRemoveFiles: () => true,
      onJob: ({ id }) => complain('an order was placed', { id }),
    })
  const library = open(dataFolder)
  const uiServer = createUiServer(join(checkout, 'out/renderer'))
  serveApp(session.defaultSession, {
    ui: async (request) => (await serveGallery(request.url)) ?? (await uiServer(request)),
    portraits: () => library.servePortraits,
    uiOrigin: 'app://ui',
    log: complain,
  })
  await imageSandbox.warmUp()
  return { folder, library, preferences, imageSandbox, openOther: open }
}

/** To be called before Electron is ready. */
export function prepareElectron(): void {
  registerAppScheme()
  // A second view comes after Chromium has forgotten the first; it does so when it collects garbage.
  app.commandLine.appendSwitch('js-flags', '--expose-gc')
  // The bench closes windows between rounds; that is not its end.
  app.on('window-all-closed', () => undefined)
}

function complain(what: string, facts: Readonly<Record<string, unknown>> = {}): void {
  console.error(what, facts)
}
