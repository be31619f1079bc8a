import { z } from 'zod'
import type { BackupProgress, BackupState } from './backup'
import { backupRequests } from './backup-requests'
import type { Campaign, CampaignSummary } from './campaign'
import { campaignFieldsSchema } from './campaign'
import type { CastPage, Character, CharacterHit } from './character'
import { castQuerySchema, castSelectionSchema, characterFieldsSchema } from './character'
import { compressionRequests } from './compression-requests'
import type { ErrorReport } from './errors'
import type { GenerationJob, OfferedModel, PriceEstimate, ProviderProfile } from './generation'
import {
  generationOrderSchema,
  imageServiceIds,
  longestWaitMinutes,
  promptWishSchema,
  responseFormats,
  shortestWaitMinutes,
} from './generation'
import { healthRequests } from './health-requests'
import type {
  ImportForecast,
  ImportProgress,
  ImportReport,
  ImportRowPage,
  ImportScan,
  ImportSource,
  ImportSummary,
  ImportUndone,
  JournalPage,
} from './legacy-import'
import { importDecisionsSchema, importRowQuerySchema } from './legacy-import'
import { libraryRequests } from './library-requests'
import {
  type AddedPortrait,
  type AfterTrash,
  faceChangeSchema,
  maximumOwnPictureBytes,
  type Portrait,
  type RevertedFace,
} from './portrait'
import { type PreferenceChanges, type Preferences, preferenceChangesSchema } from './preferences'
import { answers, type RequestDefinition } from './request-definition'
import type { AboutCastkeeper, Notice, StartState } from './start'
import type { SpaceState } from './storage'
import { storageRequests } from './storage-requests'
import { idSchema, subjectSchema } from './subject'
import { trashRequests } from './trash-requests'

const nothing = z.undefined()
const onlyId = z.strictObject({ id: idSchema })
const bytesSchema = z
  .instanceof(Uint8Array)
  .refine((bytes) => bytes.byteLength <= maximumOwnPictureBytes, {
    error: 'picture-too-many-bytes',
  })

/** Every request the renderer can make. This is the only place where a channel is named. */
export const requests = {
  'app:start': answers<StartState>()(nothing),
  'app:about': answers<AboutCastkeeper>()(nothing),
  'app:open-folder': answers<void>()(
    z.strictObject({ folder: z.enum(['data', 'portraits', 'log']) }),
  ),
  'app:open-link': answers<void>()(z.strictObject({ url: z.url({ protocol: /^https$/ }) })),
  'app:recover': answers<void>()(
    z.strictObject({
      way: z.enum(['try-again', 'start-empty', 'restore-copy', 'quit']),
      copy: z.string().max(200).optional(),
    }),
  ),
  'preferences:read': answers<Preferences>()(nothing),
  /** Image services are changed by `providers:change`, which looks at their addresses first. */
  'preferences:change': answers<Preferences>()(preferenceChangesSchema.omit({ services: true })),

  'campaigns:list': answers<readonly CampaignSummary[]>()(nothing),
  'campaigns:read': answers<Campaign>()(onlyId),
  'campaigns:create': answers<Campaign>()(campaignFieldsSchema.partial().required({ name: true })),
  'campaigns:edit': answers<Campaign>()(
    z.strictObject({ id: idSchema, changes: campaignFieldsSchema.partial() }),
  ),
  'campaigns:duplicate': answers<Campaign>()(onlyId),
  'campaigns:trash': answers<void>()(onlyId),
  'campaigns:restore': answers<void>()(onlyId),

  'characters:list': answers<CastPage>()(castQuerySchema),
  /** How many of the selection come before this character; null when it is not among them. */
  'characters:place': answers<number | null>()(castSelectionSchema.extend({ id: idSchema })),
  'characters:search': answers<readonly CharacterHit[]>()(
    z.strictObject({ text: z.string().max(10_000), limit: z.number().int().min(1).max(50) }),
  ),
  'characters:read': answers<Character>()(onlyId),
  'characters:create': answers<Character>()(
    characterFieldsSchema.partial().required({ name: true }).extend({ campaignId: idSchema }),
  ),
  'characters:edit': answers<Character>()(
    z.strictObject({ id: idSchema, changes: characterFieldsSchema.partial() }),
  ),
  'characters:duplicate': answers<Character>()(onlyId),
  'characters:move': answers<Character>()(z.strictObject({ id: idSchema, campaignId: idSchema })),
  'characters:trash': answers<void>()(onlyId),
  'characters:restore': answers<void>()(onlyId),

  /** Newest first, without those in the trash. */
  'portraits:history': answers<readonly Portrait[]>()(z.strictObject({ subject: subjectSchema })),
  /** `portraitId` null shows the avatar again without removing anything. */
  'portraits:make-current': answers<void>()(
    z.strictObject({ subject: subjectSchema, portraitId: idSchema.nullable() }),
  ),
  'portraits:trash': answers<AfterTrash>()(onlyId),
  /** Takes one change of a face back; what it brought goes to the trash. */
  'portraits:take-back': answers<RevertedFace>()(faceChangeSchema),
  'portraits:restore': answers<void>()(z.strictObject({ id: idSchema, makeCurrent: z.boolean() })),
  /** Dropped on a card or pasted; the bytes decide what it is. */
  'portraits:take-in': answers<AddedPortrait>()(
    z.strictObject({
      subject: subjectSchema,
      name: z.string().max(1_000),
      bytes: bytesSchema,
      how: z.enum(['dropped', 'pasted']),
    }),
  ),
  /** Opens the system's file picker; null when it was closed without a choice. */
  'portraits:pick-file': answers<AddedPortrait | null>()(
    z.strictObject({ subject: subjectSchema }),
  ),
  'portraits:draw-avatar': answers<AddedPortrait>()(
    z.strictObject({
      subject: subjectSchema,
      style: z.string().max(60),
      seed: z.string().max(400),
    }),
  ),
  /** The avatar as SVG text, for a preview before it is drawn. */
  'avatars:preview': answers<string>()(
    z.strictObject({ style: z.string().max(60), seed: z.string().max(400) }),
  ),
  /** What stands in while there is no portrait. Also takes a DiceBear address as `seed`. */
  'avatars:stand-in': answers<void>()(
    z.strictObject({
      subject: subjectSchema,
      style: z.string().max(60),
      seed: z.string().max(2_000),
    }),
  ),

  'providers:list': answers<readonly ProviderProfile[]>()(nothing),
  'providers:change': answers<ProviderProfile>()(
    z.strictObject({
      id: z.enum(imageServiceIds),
      baseUrl: z.string().max(2_000).optional(),
      model: z.string().max(2_000).trim().max(200).optional(),
      responseFormat: z.enum(responseFormats).optional(),
      waitMinutes: z
        .number()
        .int()
        .min(shortestWaitMinutes, 'wait-out-of-range')
        .max(longestWaitMinutes, 'wait-out-of-range')
        .nullable()
        .optional(),
    }),
  ),
  'providers:set-key': answers<ProviderProfile>()(
    z.strictObject({ id: z.enum(imageServiceIds), key: z.string().max(4_000) }),
  ),
  'providers:forget-key': answers<ProviderProfile>()(
    z.strictObject({ id: z.enum(imageServiceIds) }),
  ),
  /** Asks the service for its models, and for nothing else. */
  'providers:test': answers<readonly OfferedModel[]>()(
    z.strictObject({ id: z.enum(imageServiceIds) }),
  ),

  'generation:prompt': answers<string>()(promptWishSchema),
  'generation:estimate': answers<PriceEstimate>()(
    generationOrderSchema.omit({ prompt: true, subject: true }),
  ),
  'generation:start': answers<GenerationJob>()(generationOrderSchema),
  /** Those under way, and those that ended in a way the game master has not acknowledged. */
  'generation:jobs': answers<readonly GenerationJob[]>()(nothing),
  'generation:cancel': answers<void>()(onlyId),
  'generation:retry': answers<GenerationJob>()(onlyId),
  'generation:dismiss': answers<void>()(onlyId),
  'generation:let-go': answers<GenerationJob>()(onlyId),
  /** Saves what an order brought that is not in the library, as it came; asks where. False when not saved. */
  'generation:save-as': answers<boolean>()(onlyId),

  /** Opens the system's picker and looks around what was chosen; null when it was closed. */
  'import:choose': answers<ImportSource | null>()(
    z.strictObject({ what: z.enum(['folder', 'file']) }),
  ),
  /** Puts another database or portraits folder in place of the one that was found. */
  'import:correct': answers<ImportSource | null>()(
    z
      .strictObject({ what: z.enum(['database', 'portraits']), path: z.string().max(10_000) })
      .partial({ path: true }),
  ),
  /** Reads a private copy of what was chosen. Writes nothing, contacts nobody. */
  'import:look': answers<ImportScan>()(z.strictObject({ evenIfNewer: z.boolean() })),
  /** The rows of the open look. */
  'import:look-rows': answers<ImportRowPage>()(importRowQuerySchema),
  'import:forecast': answers<ImportForecast>()(importDecisionsSchema),
  /** Begins; `import:progress` and `import:changed` tell the rest. */
  'import:start': answers<ImportSummary>()(importDecisionsSchema),
  /** Stops the look, the import or the undo that is under way. */
  'import:cancel': answers<void>()(nothing),
  /** Forgets the look and its private copy. */
  'import:close': answers<void>()(nothing),
  /** Newest first. */
  'import:list': answers<readonly ImportSummary[]>()(nothing),
  'import:report': answers<ImportReport>()(onlyId),
  'import:report-rows': answers<ImportRowPage>()(importRowQuerySchema.extend({ id: idSchema })),
  /** The game master has dealt with a row that needed them: it has a portrait now, or keeps its avatar. */
  'import:settle': answers<void>()(
    z.strictObject({ id: idSchema, index: z.number().int().min(0).max(10_000_000) }),
  ),
  'import:go-on': answers<ImportSummary>()(onlyId),
  'import:undo': answers<ImportUndone>()(onlyId),
  /** Asks where to save the report; false when not saved. */
  'import:save-report': answers<boolean>()(
    z.strictObject({ id: idSchema, format: z.enum(['html', 'csv']), withEmails: z.boolean() }),
  ),
  /** The messages of the old app, oldest first. */
  'campaigns:journal': answers<JournalPage>()(
    z.strictObject({
      id: idSchema,
      offset: z.number().int().min(0).max(10_000_000).default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
  ),
  ...backupRequests,
  ...storageRequests,
  ...compressionRequests,
  ...trashRequests,
  ...libraryRequests,
  ...healthRequests,
} as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type RequestInput<Name extends RequestName> = z.input<Requests[Name]['input']>
export type ParsedInput<Name extends RequestName> = z.output<Requests[Name]['input']>
export type RequestOutput<Name extends RequestName> =
  Requests[Name] extends RequestDefinition<z.ZodType, infer Output> ? Output : never

/** What main answers: an Error would lose everything but its message on the way. */
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorReport }

/** What a menu item asks the renderer to do. */
export const menuCommands = [
  'new-campaign',
  'new-character',
  'import',
  'export',
  'back-up',
  'restore',
  'undo',
  'redo',
  'find',
  'palette',
  'keys',
  'library',
  'check',
  'settings',
  'about',
] as const
export type MenuCommand = (typeof menuCommands)[number]

/** Everything main tells the renderer without being asked. */
export interface Events {
  'library:changed': { readonly why: 'edited' | 'portrait' | 'outside' | 'restored' }
  'generation:changed': GenerationJob
  'preferences:changed': Preferences
  'menu:chosen': { readonly command: MenuCommand }
  'notice:new': Notice
  'import:progress': ImportProgress
  'backup:progress': BackupProgress
  /** A backup was made, restored or undone, or the folder for them is another one. */
  'backup:changed': BackupState
  /** There is less or more room on the disk than before. */
  'storage:space': SpaceState
  /** A command wants this backup to be restored: answered by the request `restore:asked`. */
  'restore:asked-for': { readonly name: string }
  /** An import began, went on, stopped or ended. */
  'import:changed': ImportSummary
}

export type EventName = keyof Events

/** The bridge as the preload exposes it on `window.castkeeper`. */
export interface Bridge {
  request(name: RequestName, input: unknown): Promise<Reply<unknown>>
  on(name: EventName, listener: (payload: unknown) => void): () => void
  /** Hands over a dropped folder or file for the import; answers as `import:choose` does. */
  openDropped(file: File): Promise<Reply<unknown>>
  /** Hands over a dropped backup, a file or a folder; answers as `restore:choose` does. */
  openDroppedBackup(file: File): Promise<Reply<unknown>>
}

export type { PreferenceChanges }
