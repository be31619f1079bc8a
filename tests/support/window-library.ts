import { join } from 'node:path'
import { vi } from 'vitest'
import { createAddPicturesHandlers } from '../../src/main/add-pictures/ipc'
import { PictureOffers } from '../../src/main/add-pictures/offers'
import { openLibrary } from '../../src/main/app/library'
import { createCampaignHandlers } from '../../src/main/campaigns/ipc'
import { answer, type Handlers } from '../../src/main/core/answer'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { createSpendingHandlers } from '../../src/main/generation/spending/ipc'
import { createGalleryHandlers } from '../../src/main/portraits/gallery/ipc'
import { createPortraitHandlers } from '../../src/main/portraits/ipc'
import { createLinkHandlers } from '../../src/main/portraits/links-ipc'
import { createQuickHandlers } from '../../src/main/quick-characters/ipc'
import { createSessionHandlers } from '../../src/main/sessions/ipc'
import { createTagHandlers } from '../../src/main/tags/ipc'
import { createTrashHandlers } from '../../src/main/trash/ipc'
import { createTranslator } from '../../src/shared/translate'
import { memoryStorage } from './local-storage'
import { plainImageSandbox } from './plain-image-sandbox'
import { makeClock, makeDataFolder } from './records'
import { openTasks } from './tasks'

/** The app's own library and handlers, asked by code of the window that runs in this process. */
export function openWindowLibrary(options: { readonly portraitsKept?: number } = {}) {
  const { t: translate } = createTranslator('en')
  const clock = makeClock()
  const tasks = openTasks()
  const dataFolder = makeDataFolder()
  const fileSystem = nodeFileSystem()
  const notAsked = () => Promise.reject(new Error('not asked for in these tests'))
  const library = openLibrary({
    dataFolder,
    tablesFolder: join(import.meta.dirname, '../../resources/tables'),
    isStillHere: () => true,
    clock,
    fileSystem,
    imageSandbox: plainImageSandbox(),
    log: () => undefined,
    request: notAsked,
    tasks,
    services: { connection: notAsked } as never,
    onImport: () => undefined,
    translate,
    portraitsKept: () => options.portraitsKept ?? null,
    mayRemoveFiles: () => true,
    onJob: () => undefined,
  })
  const offers = new PictureOffers({ guessOldLibrary: () => 'no' })
  const read = () => library
  const handlers = {
    ...createCampaignHandlers({ library: read, translate }),
    ...createPortraitHandlers({ library: read, choosePicture: async () => null }),
    ...createLinkHandlers({ library: read }),
    ...createGalleryHandlers({ library: read }),
    ...createTrashHandlers({ tasks, library: read, trashDays: () => null, log: () => undefined }),
    ...createQuickHandlers({ library: read, language: () => 'en' }),
    ...createSessionHandlers({ library: read }),
    ...createTagHandlers({ library: read }),
    ...createSpendingHandlers({ library: read, save: async () => false }),
    ...createAddPicturesHandlers({ library: read, offers, clock, onStored: () => undefined }),
  } satisfies Partial<Handlers>
  const context = {
    handlers: handlers as unknown as Handlers,
    commitOffThread: library.commitOffThread,
    sendEvent: () => undefined,
    log: () => undefined,
  }
  vi.stubGlobal('window', {
    castkeeper: {
      request: (name: string, input: unknown) => answer(context, name, input),
      on: () => () => undefined,
    },
  })
  vi.stubGlobal('document', { activeElement: null, body: null, querySelector: () => null })
  vi.stubGlobal('HTMLElement', class {})
  vi.stubGlobal('localStorage', memoryStorage())
  vi.stubGlobal('sessionStorage', memoryStorage())
  return { ...library, ...{ dataFolder, fileSystem, clock, stateChanges: [] }, tasks, offers }
}
