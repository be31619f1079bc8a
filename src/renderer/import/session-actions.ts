import { AppError } from '../../shared/errors'
import type { ImportDecisions, ImportSource } from '../../shared/legacy-import'
import { request } from '../app/api'
import { openImport } from '../app/navigation'
import { attempt } from '../app/toasts'
import { cancelTask } from '../tasks/task'
import { asSent, usualDecisions } from './decisions'
import {
  changeImportSession,
  currentImportSession,
  type ImportSession,
  resetImportSession,
  type Step,
} from './session'

/** Lets the game master choose a folder or a file, and searches it. */
export function choose(what: 'folder' | 'file'): Promise<void> {
  return find('picker', () => request('import:choose', { what }))
}

/** Searches a dropped folder or file. */
export function openDropped(file: File): Promise<void> {
  return find('search', async () => {
    const reply = await window.castkeeper.openDropped(file)
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.details)
    return reply.value as ImportSource | null
  })
}

/** Puts another database or portraits folder in place of what was found; asks which without a path. */
export function correct(what: 'database' | 'portraits', path?: string): Promise<void> {
  return path === undefined
    ? find('picker', () => request('import:correct', { what }))
    : find('search', () => request('import:correct', { what, path }))
}

async function find(
  choosing: ImportSession['choosing'],
  ask: () => Promise<ImportSource | null>,
): Promise<void> {
  changeImportSession({ choosing, error: null })
  try {
    const source = await ask()
    // A picker that was closed changes nothing.
    if (source === null) return
    changeImportSession({ step: 'choose', source, scan: null, decisions: null, importId: null })
  } catch (error) {
    // Main has forgotten the previous scan by now.
    changeImportSession({ step: 'choose', error, scan: null, decisions: null })
  } finally {
    changeImportSession({ choosing: null })
  }
}

let isStopping = false

/** Reads a private copy of the source. A scan that was stopped leads back to the choice. */
export async function scanSource(evenIfNewer = false): Promise<void> {
  isStopping = false
  changeImportSession({ step: 'look', isScanning: true, scan: null, decisions: null, error: null })
  try {
    const scan = await request('import:scan', { evenIfNewer })
    changeImportSession({
      scan,
      scanNumber: currentImportSession().scanNumber + 1,
      decisions: usualDecisions(scan),
    })
  } catch (error) {
    changeImportSession(isStopping ? { step: 'choose' } : { error })
  } finally {
    changeImportSession({ isScanning: false })
  }
}

/** Stops the running scan. */
export function stopScan(): Promise<boolean> {
  isStopping = true
  return cancelTask('scan')
}

export function goTo(step: Step): void {
  changeImportSession({ step, error: null })
}

export function decide(decisions: ImportDecisions): void {
  changeImportSession({ decisions })
}

/** Starts the import with what was decided. */
export async function startImport(): Promise<void> {
  const { scan, decisions } = currentImportSession()
  if (scan && decisions) await follow(() => request('import:start', asSent(scan, decisions)))
}

/** Resumes an interrupted import. */
export function resumeImport(id: number): Promise<void> {
  return follow(() => request('import:resume', { id }))
}

async function follow(begin: () => Promise<{ readonly id: number }>): Promise<void> {
  changeImportSession({ error: null })
  try {
    const { id } = await begin()
    changeImportSession({ step: 'run', importId: id })
  } catch (error) {
    changeImportSession({ error })
  }
}

/** Shows the report of an import. */
export function showReport(importId: number): void {
  changeImportSession({ step: 'report', importId, error: null })
}

/** Shows how far a running import is. */
export function watchImport(importId: number): void {
  changeImportSession({ step: 'run', importId, error: null })
}

/** Leads back to the import that runs, whatever was begun here since. */
export async function watchRunningImport(): Promise<void> {
  await attempt(async () => {
    const running = (await request('import:list')).find(({ state }) => state === 'running')
    if (running) watchImport(running.id)
  })
  openImport()
}

/** Forgets the scan and its private copy, and starts at the first step again. */
export function startOver(): void {
  resetImportSession()
  void attempt(() => request('import:close'))
}
