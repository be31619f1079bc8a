import type { z } from 'zod'
import type { BackupState } from './backup'
import type { MenuCommand } from './commands'
import { addPicturesRequests } from './contract/add-pictures'
import { appRequests } from './contract/app'
import { backupRequests } from './contract/backup'
import { campaignRequests } from './contract/campaigns'
import { compressionRequests } from './contract/compression'
import { exportRequests } from './contract/export'
import { galleryRequests } from './contract/gallery'
import { generationRequests } from './contract/generation'
import { integrityRequests } from './contract/integrity'
import { importRequests } from './contract/legacy-import'
import { playersRequests } from './contract/players'
import { portraitRequests } from './contract/portraits'
import { quickRequests } from './contract/quick-characters'
import type { RequestDefinition } from './contract/request-definition'
import { sessionRequests } from './contract/sessions'
import { spendingRequests } from './contract/spending'
import { storageRequests } from './contract/storage'
import { tagRequests } from './contract/tags'
import { trashRequests } from './contract/trash'
import type { ErrorReport } from './errors'
import type { GenerationJob } from './generation'
import type { ImportSummary } from './legacy-import'
import type { PlayersState } from './players'
import type { PreferenceChanges, Preferences } from './preferences'
import type { SpaceState } from './storage'
import type { TaskChange } from './tasks'

/** Every request the renderer can make. This is the only place where a channel is named. */
export const requests = {
  ...appRequests,
  ...campaignRequests,
  ...portraitRequests,
  ...galleryRequests,
  ...addPicturesRequests,
  ...generationRequests,
  ...importRequests,
  ...backupRequests,
  ...exportRequests,
  ...storageRequests,
  ...compressionRequests,
  ...trashRequests,
  ...integrityRequests,
  ...quickRequests,
  ...sessionRequests,
  ...tagRequests,
  ...playersRequests,
  ...spendingRequests,
} as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type RequestInput<Name extends RequestName> = z.input<Requests[Name]['input']>
export type ParsedInput<Name extends RequestName> = z.output<Requests[Name]['input']>
export type RequestOutput<Name extends RequestName> =
  Requests[Name] extends RequestDefinition<z.ZodType, infer Output> ? Output : never
/** When the window learns what this request changes; never for a request that changes nothing. */
export type ChangeSentBy<Name extends RequestName> =
  Requests[Name] extends RequestDefinition<z.ZodType, unknown, infer Sent> ? Sent : never

/** What main answers: an Error would lose everything but its message on the way. */
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorReport }

/** Everything that main sends to the renderer unasked. */
export interface Events {
  'library:changed': { readonly why: 'edited' | 'portrait' | 'outside' | 'restored' }
  'generation:changed': GenerationJob
  'preferences:changed': Preferences
  /** A campaign was chosen among those opened last. */
  'menu:campaign-chosen': { readonly id: number }
  'menu:chosen': { readonly command: MenuCommand }
  /** There is one more for `app:notices` to answer. */
  'notice:new': undefined
  /** Something that takes long began, got further or ended. */
  'task:changed': TaskChange
  /** A backup was made, restored or undone, or the folder for them is another one. */
  'backup:changed': BackupState
  /** There is less or more room on the disk than before. */
  'storage:space': SpaceState
  /** An import began, went on, stopped or ended. */
  'import:changed': ImportSummary
  /** What the players see, what waits, or where they see it is no longer the same. */
  'players:changed': PlayersState
}

export type EventName = keyof Events

/** The bridge as the preload exposes it on `window.castkeeper`. */
export interface Bridge {
  request(name: RequestName, input: unknown): Promise<Reply<unknown>>
  on(name: EventName, listener: (payload: unknown) => void): () => void
  /** Hands over a dropped folder or file for the import; answers as `import:choose` does. */
  openDropped(file: File): Promise<Reply<unknown>>
  /** Hands over dropped or pasted files and folders that may be pictures; answers with a PictureOffer. */
  offerPictures(files: readonly File[], how: 'dropped' | 'pasted'): Promise<Reply<unknown>>
  /** Hands over a dropped backup, a file or a folder; answers as `restore:choose` does. */
  openDroppedBackup(file: File): Promise<Reply<unknown>>
}

export type { PreferenceChanges }
