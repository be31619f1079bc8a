import { QueryClient, queryOptions } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { FaceSubjects } from '../../shared/add-pictures'
import type { ComparedRecord } from '../../shared/backup'
import type { CastQuery, CastSelection, CharacterCard } from '../../shared/character'
import type {
  Bridge,
  EventName,
  Events,
  Reply,
  RequestInput,
  RequestName,
  RequestOutput,
} from '../../shared/contract'
import { AppError } from '../../shared/errors'
import type { GalleryQuery, GallerySelection } from '../../shared/gallery'
import type { ImportDecisions, ImportRowQuery } from '../../shared/legacy-import'
import type { QuickOrder } from '../../shared/quick-character'
import type { Subject } from '../../shared/subject'
import type { Tagged } from '../../shared/tag'
import type { VersionedText } from '../../shared/text-version'
import type { TrashItem, TrashKind, TrashQuery } from '../../shared/trash'

declare global {
  interface Window {
    readonly castkeeper: Bridge
  }
}

type Input<Name extends RequestName> =
  undefined extends RequestInput<Name> ? [] : [input: RequestInput<Name>]

/** Asks the main process. Throws the AppError it answers with; `unexpected` when it cannot answer. */
export async function request<Name extends RequestName>(
  name: Name,
  ...[input]: Input<Name>
): Promise<RequestOutput<Name>> {
  let reply: Reply<unknown>
  try {
    reply = await window.castkeeper.request(name, input)
  } catch (cause) {
    throw new AppError('unexpected', { request: name }, { cause })
  }
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.details)
  return reply.value as RequestOutput<Name>
}

/** Subscribes to an event that main sends unasked. Returns the function that unsubscribes. */
export function on<Name extends EventName>(
  name: Name,
  listener: (payload: Events[Name]) => void,
): () => void {
  return window.castkeeper.on(name, (payload) => listener(payload as Events[Name]))
}

/** Listens for as long as the component is shown; always calls the newest listener. */
export function useEvent<Name extends EventName>(
  name: Name,
  listener: (payload: Events[Name]) => void,
): void {
  const newest = useRef(listener)
  useEffect(() => {
    newest.current = listener
  })
  useEffect(() => on(name, (payload) => newest.current(payload)), [name])
}

/** Answers stay fresh until main reports a change; an unplugged network cable changes nothing here. */
export function createQueryClient(): QueryClient {
  const always = { networkMode: 'always', retry: false } as const
  return new QueryClient({
    defaultOptions: {
      queries: {
        ...always,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: always,
    },
  })
}

/** Everything below `library` is asked for again when campaigns, characters or portraits change. */
const library = 'library'
/** The same for imports that began, went on, stopped or ended. */
const imports = 'imports'

/** The same for backups that were made, restored or undone. */
const backups = 'backups'
/** The same for portraits that were made smaller. */
export const compressionKey = 'compression'
/** As many as main answers at a time. */
const mostAtOnce = 500

/** Every card of a campaign, by name. */
async function wholeCast(campaignId: number): Promise<readonly CharacterCard[]> {
  const cards: CharacterCard[] = []
  for (;;) {
    const page = await request('characters:list', {
      campaignId,
      offset: cards.length,
      limit: mostAtOnce,
    })
    cards.push(...page.cards)
    if (page.cards.length === 0 || cards.length >= page.total) return cards
  }
}

/** Every record of the open backup beside those of now. */
async function compared(): Promise<readonly ComparedRecord[]> {
  const records: ComparedRecord[] = []
  for (;;) {
    const page = await request('restore:compare', { offset: records.length, limit: mostAtOnce })
    records.push(...page.rows)
    if (page.rows.length === 0 || records.length >= page.total) return records
  }
}

/** Everything in the trash, or everything of one kind. */
export async function wholeTrash(kind: TrashKind | 'all'): Promise<readonly TrashItem[]> {
  const items: TrashItem[] = []
  for (;;) {
    const page = await request('trash:list', { kind, offset: items.length, limit: mostAtOnce })
    items.push(...page.entries.map((entry) => ({ kind: entry.kind, id: entry.id })))
    if (page.entries.length === 0 || items.length >= page.total) return items
  }
}

/** Where rows are asked for. */
export type ImportRowsOf =
  | { readonly kind: 'look'; readonly look: number }
  | { readonly kind: 'import'; readonly id: number }

export const queries = {
  start: () => queryOptions({ queryKey: ['start'], queryFn: () => request('app:start') }),
  notices: () => queryOptions({ queryKey: ['notices'], queryFn: () => request('app:notices') }),
  about: () => queryOptions({ queryKey: ['about'], queryFn: () => request('app:about') }),
  preferences: () =>
    queryOptions({ queryKey: ['preferences'], queryFn: () => request('preferences:read') }),
  campaigns: () =>
    queryOptions({ queryKey: [library, 'campaigns'], queryFn: () => request('campaigns:list') }),
  campaign: (id: number) =>
    queryOptions({
      queryKey: [library, 'campaign', id],
      queryFn: () => request('campaigns:read', { id }),
    }),
  cast: (query: CastQuery) =>
    queryOptions({
      queryKey: [library, 'cast', query],
      queryFn: () => request('characters:list', query),
    }),
  place: (selection: CastSelection, id: number) =>
    queryOptions({
      queryKey: [library, 'place', selection, id],
      queryFn: () => request('characters:place', { ...selection, id }),
    }),
  wholeCast: (campaignId: number) =>
    queryOptions({
      queryKey: [library, 'whole-cast', campaignId],
      queryFn: () => wholeCast(campaignId),
    }),
  search: (text: string, limit: number) =>
    queryOptions({
      queryKey: [library, 'search', text, limit],
      queryFn: () => request('characters:search', { text, limit }),
    }),
  character: (id: number) =>
    queryOptions({
      queryKey: [library, 'character', id],
      queryFn: () => request('characters:read', { id }),
    }),
  /** The statuses that characters of a campaign have, the most frequent first. */
  statuses: (campaignId: number) =>
    queryOptions({
      queryKey: [library, 'statuses', campaignId],
      queryFn: () => request('characters:statuses', { campaignId }),
    }),
  /** All tags by name. */
  tags: () => queryOptions({ queryKey: [library, 'tags'], queryFn: () => request('tags:list') }),
  /** The tags of one character or portrait. */
  tagsOf: (tagged: Tagged) =>
    queryOptions({
      queryKey: [library, 'tags-of', tagged],
      queryFn: () => request('tags:of', tagged),
    }),
  /** The characters that have a tag. */
  tagMembers: (id: number) =>
    queryOptions({
      queryKey: [library, 'tag-members', id],
      queryFn: () => request('tags:members', { id }),
    }),
  quickSounds: (campaignId: number) =>
    queryOptions({
      queryKey: [library, 'quick-sounds', campaignId],
      queryFn: () => request('quick:sounds', { campaignId }),
    }),
  wordLists: (campaignId: number) =>
    queryOptions({
      queryKey: [library, 'word-lists', campaignId],
      queryFn: () => request('quick:word-lists', { campaignId }),
    }),
  quickPerson: (order: QuickOrder) =>
    queryOptions({
      queryKey: [library, 'quick-person', order],
      queryFn: () => request('quick:draw', order),
    }),
  textVersions: (text: VersionedText) =>
    queryOptions({
      queryKey: [library, 'text-versions', text],
      queryFn: () => request('texts:versions', text),
    }),
  textVersion: (version: VersionedText & { readonly id: number }) =>
    queryOptions({
      queryKey: [library, 'text-version', version],
      queryFn: () => request('texts:read-version', version),
    }),
  everyPortrait: (query: GalleryQuery) =>
    queryOptions({
      queryKey: [library, 'every-portrait', query],
      queryFn: () => request('library:list', query),
    }),
  /** The cards of these portraits, as many as one page has. */
  portraitCards: (ids: readonly number[]) =>
    queryOptions({
      queryKey: [library, 'portrait-cards', ids],
      queryFn: () => request('library:cards', { ids: ids.slice(0, mostAtOnce) }),
    }),
  /** Those who may get a face, and the unassigned pictures that may be theirs. */
  suggestedFaces: (whose: FaceSubjects) =>
    queryOptions({
      queryKey: [library, 'suggested-faces', whose],
      queryFn: () => request('pictures:suggest-faces', whose),
    }),
  portraitCounts: (selection: Omit<GallerySelection, 'sort'>) =>
    queryOptions({
      queryKey: [library, 'portrait-counts', selection],
      queryFn: () => request('library:counts', selection),
    }),
  portrait: (id: number) =>
    queryOptions({
      queryKey: [library, 'portrait', id],
      queryFn: () => request('library:read', { id }),
    }),
  history: (subject: Subject) =>
    queryOptions({
      queryKey: [library, 'history', subject.kind, subject.id],
      queryFn: () => request('portraits:history', { subject }),
    }),
  trash: (query: TrashQuery) =>
    queryOptions({
      queryKey: [library, 'trash', query],
      queryFn: () => request('trash:list', query),
    }),
  trashSummary: () =>
    queryOptions({
      queryKey: [library, 'trash', 'summary'],
      queryFn: () => request('trash:summary'),
    }),
  historySurplus: (kept: number) =>
    queryOptions({
      queryKey: [library, 'surplus', kept],
      queryFn: () => request('history:surplus', { kept }),
    }),
  journal: (id: number, offset: number, limit: number) =>
    queryOptions({
      queryKey: [library, 'journal', id, offset, limit],
      queryFn: () => request('campaigns:journal', { id, offset, limit }),
    }),
  sessions: (campaignId: number) =>
    queryOptions({
      queryKey: [library, 'sessions', campaignId],
      queryFn: () => request('sessions:list', { campaignId }),
    }),
  session: (id: number) =>
    queryOptions({
      queryKey: [library, 'session', id],
      queryFn: () => request('sessions:read', { id }),
    }),
  seen: (characterId: number) =>
    queryOptions({
      queryKey: [library, 'seen', characterId],
      queryFn: () => request('sessions:seen', { characterId }),
    }),
  inPlay: (campaignId: number) =>
    queryOptions({
      queryKey: [library, 'in-play', campaignId],
      queryFn: () => request('sessions:in-play', { campaignId }),
    }),
  imports: () => queryOptions({ queryKey: [imports], queryFn: () => request('import:list') }),
  importReport: (id: number) =>
    queryOptions({
      queryKey: [imports, 'report', id],
      queryFn: () => request('import:report', { id }),
    }),
  /** The rows of an import, or of the look that is open; each look has its own number. */
  importRows: (of: ImportRowsOf, query: ImportRowQuery) =>
    queryOptions({
      queryKey: of.kind === 'look' ? ['look', of.look, query] : [imports, 'rows', of.id, query],
      queryFn: () =>
        of.kind === 'look'
          ? request('import:scan-rows', query)
          : request('import:report-rows', { id: of.id, ...query }),
    }),
  forecast: (look: number, decisions: ImportDecisions) =>
    queryOptions({
      queryKey: ['look', look, 'forecast', decisions],
      queryFn: () => request('import:forecast', decisions),
    }),
  backupState: () =>
    queryOptions({ queryKey: [backups, 'state'], queryFn: () => request('backup:state') }),
  backupPlan: () =>
    queryOptions({ queryKey: [backups, 'plan'], queryFn: () => request('backup:plan') }),
  automaticBackups: () =>
    queryOptions({ queryKey: [backups, 'automatic'], queryFn: () => request('backup:list') }),
  automaticFaces: (name: string) =>
    queryOptions({
      queryKey: ['backup-faces', name],
      queryFn: () => request('backup:faces', { name }),
    }),
  /** Of the backup that is open; each opening has its own number. */
  compared: (opening: number) =>
    queryOptions({ queryKey: ['opened-backup', opening, 'records'], queryFn: compared }),
  backupPicture: (opening: number, portraitId: number) =>
    queryOptions({
      queryKey: ['opened-backup', opening, 'picture', portraitId],
      queryFn: () => request('restore:picture', { portraitId }),
    }),
  quarantine: () =>
    queryOptions({ queryKey: [library, 'quarantine'], queryFn: () => request('quarantine:list') }),
  /** Of a file that a check found at that moment, or that is in the quarantine. */
  foundPicture: (path: string, at: string) =>
    queryOptions({
      queryKey: ['found-picture', at, path],
      queryFn: () => request('integrity:picture', { path }),
      gcTime: 60_000,
    }),
  jobs: () => queryOptions({ queryKey: ['jobs'], queryFn: () => request('generation:jobs') }),
  providers: () =>
    queryOptions({ queryKey: ['providers'], queryFn: () => request('providers:list') }),
}

/** Keeps the answers in step with the main process for as long as the window lives. */
export function followMain(client: QueryClient): () => void {
  const stops = [
    on('library:changed', ({ why }) => {
      void client.invalidateQueries({ queryKey: [library] })
      void client.invalidateQueries({ queryKey: [compressionKey] })
      // Whatever kept the library closed may be gone with it.
      if (why === 'restored') void client.invalidateQueries(queries.start())
    }),
    on('backup:changed', (state) => {
      client.setQueryData(queries.backupState().queryKey, state)
      void client.invalidateQueries(queries.automaticBackups())
    }),
    on('import:changed', () => {
      void client.invalidateQueries({ queryKey: [imports] })
      // What was imported is there as soon as the report says so.
      void client.invalidateQueries({ queryKey: [library] })
    }),
    on('notice:new', () => void client.invalidateQueries(queries.notices())),
    on('generation:changed', () => void client.invalidateQueries(queries.jobs())),
    on('preferences:changed', (preferences) => {
      client.setQueryData(queries.preferences().queryKey, preferences)
      // When things leave the trash depends on them.
      void client.invalidateQueries({ queryKey: [library, 'trash'] })
      void client.invalidateQueries(queries.providers())
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
