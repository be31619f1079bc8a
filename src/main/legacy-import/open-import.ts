import { basename, join } from 'node:path'
import { AppError } from '../../shared/errors'
import type {
  ImportDecisions,
  ImportForecast,
  ImportOutcome,
  ImportRow,
  ImportRowPage,
  ImportRowQuery,
  ImportScan,
  ImportSource,
  ImportSummary,
  ImportUndone,
} from '../../shared/legacy-import'
import { importTasks } from '../../shared/tasks'
import type { Clock } from '../core/clock'
import type { Presence } from '../core/database/presence'
import { readRoom } from '../core/disk/disk-room'
import type { FileSystem } from '../core/disk/file-system'
import { removeTree } from '../core/disk/remove'
import { unpackedPrefix } from '../core/disk/scratch/names'
import { statAt } from '../core/disk/stat-at'
import type { Task, Tasks } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import type { AlreadyHere } from './apply/already-here'
import { emailsOf, forecast, type KnownRecords, planImport } from './apply/decide'
import { expectedOutcomes } from './apply/import-records'
import { originKey } from './apply/origin'
import type { Imports } from './history/imports'
import { claimImports } from './import-claim'
import type { OldFindings } from './old-library'
import { scanOldLibrary } from './scan/scan'
import { pageRows, rowsOf } from './scan/scan-rows'
import { summarise } from './scan/summarise'
import { type ChosenSource, chooseSource } from './source/archive'
import { type Correction, correctSource } from './source/find-source'

export interface OpenImportOptions {
  readonly imports: Imports
  /** The user data folder. */
  readonly dataFolder: string
  readonly temporaryFolder: string
  readonly fileSystem: FileSystem
  readonly imageSandbox: ImageSandbox
  readonly clock: Clock
  readonly tasks: Tasks
}

/** A look that is open. */
interface OpenScan {
  readonly findings: OldFindings
  readonly known: KnownRecords
  readonly here: AlreadyHere
  readonly rows: readonly ImportRow[]
}

/** An import that has begun, and how it will have ended. */
export interface BegunImport {
  readonly summary: ImportSummary
  readonly ended: Promise<ImportSummary>
}

type OnEnd = (ending: () => Promise<unknown>) => void

export type OpenImport = ReturnType<typeof createOpenImport>

interface State {
  chosen: ChosenSource | null

  source: ImportSource | null

  open: OpenScan | null
}

function createContext(options: OpenImportOptions) {
  const { imports, tasks, dataFolder, fileSystem, imageSandbox, clock } = options
  const state: State = { chosen: null, source: null, open: null }

  const choose = (path: string, task: Task): Promise<ChosenSource> =>
    chooseSource({ chosen: path, temporaryFolder: options.temporaryFolder, ...task })
  const copyFolderOf = (id: number): string => join(dataFolder, 'imports', String(id))
  return {
    state,
    options,
    fileSystem,
    imageSandbox,
    clock,
    imports,
    copyFolderOf,
    choose,
    dataFolder,
    tasks,
  }
}

type Context = ReturnType<typeof createContext>

/**
 * What was chosen, the look at it, and the import that runs: one at a time. Throws AppError `import-busy`
 * while something is under way, `not-found` for what was not chosen or looked at before, and those of
 * finding, looking and importing.
 */
export function createOpenImport(options: OpenImportOptions) {
  const context = createContext(options)
  const { state, tasks } = context

  return {
    /** What was chosen and found; null before. */
    source: (): ImportSource | null => state.source,

    /** Looks around what was chosen. */
    choose: (path: string) => choose(context, path),

    /** Puts another database or portraits folder in place of the one that was found. */
    correct: (correction: Correction) => correct(context, correction),

    scan: (input: { readonly evenIfNewer: boolean }) => look(context, input),

    scanRows: (query: ImportRowQuery): ImportRowPage => pageRows(requireScan(context).rows, query),

    /** What is looked at, for its pictures; null when there is no look. */
    findings: (): OldFindings | null => state.open?.findings ?? null,

    forecast: (decisions: ImportDecisions) => forecastRun(context, decisions),

    /** How each row would end with these decisions, in the order of the rows. */
    expectedOutcomesOf: (decisions: ImportDecisions) => expect(context, decisions),

    /** Begins to import what was looked at. */
    start: (decisions: ImportDecisions) => start(context, decisions),

    /** Resumes an import that stopped, from where its pictures are. */
    resume: (id: number) => resume(context, id),

    undo: (id: number) => undo(context, id),

    /** Stops the look, the import or the undo that is under way. */
    cancel(): void {
      tasks.cancel(...importTasks)
    },

    /** Forgets the look and its private copy. An import goes on. */
    close: () => forget(context),
  }
}

function requireScan(context: Context): OpenScan {
  const { state } = context
  if (state.open === null) throw new AppError('not-found', { kind: 'look', id: 0 })
  return state.open
}

async function discardScan(context: Context): Promise<void> {
  const { state } = context
  const former = state.open
  state.open = null
  await former?.findings.close()
}

async function forget(context: Context): Promise<void> {
  const { state } = context
  await discardScan(context)
  const former = state.chosen
  state.chosen = null
  state.source = null
  await former?.close()
}

function scanLibrary(
  context: Context,
  from: ImportSource,
  how: { evenIfNewer: boolean; copyFolder?: string },
  task: Task,
): Promise<OldFindings> {
  const { options, fileSystem, imageSandbox, clock } = context
  const { temporaryFolder } = options
  const found = { source: from, fileSystem, imageSandbox, clock, temporaryFolder }
  return scanOldLibrary({ ...found, ...how, ...task })
}

/** Runs in the background. What `prepare` hands to `atEnd` is called however it ends, the last first. */
function runAlone(
  context: Context,
  summary: ImportSummary,
  claim: Presence,
  prepare: (task: Task, atEnd: OnEnd) => Promise<OldFindings>,
): BegunImport {
  const { tasks, imports } = context
  const { id } = summary
  const endings: (() => Promise<unknown>)[] = [
    () => removeFinishedCopy(context, id),
    async () => claim.leave(),
  ]
  const ended = tasks.run('import', async (task) => {
    try {
      const findings = await prepare(task, (ending) => void endings.unshift(ending))
      return await imports.run(id, findings, task)
    } catch (error) {
      return imports.giveUp(id, error)
    } finally {
      for (const ending of endings) await ending()
    }
  })
  return { summary, ended }
}

// The private copy is only of use to an import that can be resumed.
async function removeFinishedCopy(context: Context, id: number): Promise<void> {
  const { imports, copyFolderOf } = context
  const { state } = imports.summary(id)
  if (state !== 'done' && state !== 'undone') return
  await removeTree(copyFolderOf(id))
}

function choose(context: Context, path: string): Promise<ImportSource> {
  const { tasks, state, choose } = context
  return tasks.run('scan', async (task) => {
    await forget(context)
    state.chosen = await choose(path, task)
    state.source = state.chosen.source
    return state.source
  })
}

function correct(context: Context, correction: Correction): Promise<ImportSource> {
  const { tasks, state } = context
  return tasks.run('scan', async () => {
    if (state.source === null) throw new AppError('not-found', { kind: 'source', id: 0 })
    await discardScan(context)
    state.source = await correctSource(state.source, correction)
    return state.source
  })
}

function look(
  context: Context,
  { evenIfNewer }: { readonly evenIfNewer: boolean },
): Promise<ImportScan> {
  const { tasks, state, imports } = context
  return tasks.run('scan', async (task) => {
    if (state.source === null) throw new AppError('not-found', { kind: 'source', id: 0 })
    await discardScan(context)
    const findings = await scanLibrary(context, state.source, { evenIfNewer }, task)
    const known = await imports.recognise(findings)
    const here = await imports.findAlreadyHere(findings)
    state.open = { findings, known, here, rows: rowsOf(findings) }
    return summarise(findings, alreadyHere(state.open))
  })
}

async function forecastRun(context: Context, decisions: ImportDecisions): Promise<ImportForecast> {
  const { dataFolder, imports } = context
  const { findings, known, here } = requireScan(context)
  const { library } = findings
  const freeBytes = await roomOrUnknown(dataFolder)
  const journalLength = imports.journal.length
  const facts = { library, freeBytes, here, journalLength }
  return forecast(planImport(findings, decisions, known), decisions, facts)
}

function expect(context: Context, decisions: ImportDecisions): ImportOutcome[] {
  const { findings, known } = requireScan(context)
  return expectedOutcomes(planImport(findings, decisions, known), decisions)
}

async function start(context: Context, decisions: ImportDecisions): Promise<BegunImport> {
  const { tasks, dataFolder, imports, state, copyFolderOf } = context
  const { findings } = requireScan(context)
  const { claim, summary } = await tasks.run('import', async ({ signal }) => {
    const claim = claimImports(dataFolder)
    try {
      // Another process may have imported the same since the scan. From here on none can.
      const known = await imports.recognise(findings)
      signal.throwIfAborted()
      return { claim, summary: imports.begin(findings, decisions, known) }
    } catch (error) {
      claim.leave()
      throw error
    }
  })
  const from = state.chosen
  state.open = null
  state.chosen = null
  return runAlone(context, summary, claim, async (_task, atEnd) => {
    atEnd(async () => from?.close())
    atEnd(findings.close)
    // Resuming must read what was read now, whatever the old app does in between.
    await findings.keepCopy(copyFolderOf(summary.id))
    return findings
  })
}

function resume(context: Context, id: number): BegunImport {
  const { tasks, dataFolder, imports, choose, copyFolderOf } = context
  tasks.throwIfExcluded('import')
  const claim = claimImports(dataFolder)
  const { summary, source: former } = claimed(claim, () => imports.resume(id))
  return runAlone(context, summary, claim, async (task, atEnd) => {
    // What an archive was unpacked into went with the process, or with the run.
    const again = isUnpacked(former) ? await choose(former.chosen, task) : null
    atEnd(async () => again?.close())
    const from = again?.source ?? (await stillThere(former))
    const copyFolder = copyFolderOf(id)
    const findings = await scanLibrary(context, from, { evenIfNewer: true, copyFolder }, task)
    atEnd(findings.close)
    return findings
  })
}

function undo(context: Context, id: number): Promise<ImportUndone> {
  const { tasks, dataFolder, imports } = context
  return tasks.run('import-undo', async (task) => {
    const claim = claimImports(dataFolder)
    try {
      const undone = await imports.undo(id, task)
      await removeFinishedCopy(context, id)
      return undone
    } finally {
      claim.leave()
    }
  })
}

function claimed<Value>(claim: Presence, begin: () => Value): Value {
  try {
    return begin()
  } catch (error) {
    claim.leave()
    throw error
  }
}

const isUnpacked = ({ database, portraits }: ImportSource): boolean =>
  [database, portraits].some((path) => path?.includes(unpackedPrefix))

/** Throws AppError `import-source-gone`: a folder that is away must not pass for an empty one. */
async function stillThere(source: ImportSource): Promise<ImportSource> {
  for (const path of [source.chosen, source.portraits]) {
    if (path === null) continue
    const found = await statAt(path).catch(() => null)
    if (found === null) throw new AppError('import-source-gone', { name: basename(path) })
  }
  return source
}

function alreadyHere({ findings, known }: OpenScan) {
  const emails = emailsOf(findings)
  const isKnown =
    (kind: 'campaign' | 'character') => (record: { id: number; userId: number | null }) =>
      known.has(originKey(kind, record.id, emails.get(record.userId ?? Number.NaN) ?? null))
  const campaigns = findings.library?.campaigns.filter(isKnown('campaign')) ?? []
  const removed = [...known.values()].filter(({ id }) => id === null).length
  return { rows: known.size, removed, campaigns: new Set(campaigns.map(({ id }) => id)) }
}

async function roomOrUnknown(folder: string): Promise<number | null> {
  // Some network disks do not report it; writing fails when there is no room.
  const room = await readRoom(folder).catch(() => null)
  return room?.freeBytes ?? null
}
