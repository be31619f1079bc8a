import { AppError } from '../../shared/errors'
import type { ImportDecisions, ImportSource } from '../../shared/legacy-import'
import { request } from '../app/api'
import { attempt } from '../app/toasts'
import { asSent, usualDecisions } from './decisions'
import { beginVisit, changeVisit, currentVisit, type Step, type Visit } from './session'

/** Lets the game master choose, and looks around what was chosen. */
export function choose(what: 'folder' | 'file'): Promise<void> {
  return find('picker', () => request('import:choose', { what }))
}

/** Looks around a dropped folder or file. */
export function takeDropped(file: File): Promise<void> {
  return find('around', async () => {
    const reply = await window.castkeeper.openDropped(file)
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.details)
    return reply.value as ImportSource | null
  })
}

/** Puts another database or portraits folder in place of what was found; asks which without a path. */
export function correct(what: 'database' | 'portraits', path?: string): Promise<void> {
  return path === undefined
    ? find('picker', () => request('import:correct', { what }))
    : find('around', () => request('import:correct', { what, path }))
}

async function find(
  finding: Visit['finding'],
  ask: () => Promise<ImportSource | null>,
): Promise<void> {
  changeVisit({ finding, error: null })
  try {
    const source = await ask()
    // A picker that was closed changes nothing.
    if (source === null) return
    changeVisit({ step: 'choose', source, look: null, decisions: null, importId: null })
  } catch (error) {
    // Main has forgotten the former look by now.
    changeVisit({ step: 'choose', error, look: null, decisions: null })
  } finally {
    changeVisit({ finding: null })
  }
}

let isStopping = false

/** Reads a private copy of the source. A look that was stopped leads back to the choice. */
export async function lookInside(evenIfNewer = false): Promise<void> {
  isStopping = false
  changeVisit({ step: 'look', isLooking: true, look: null, decisions: null, error: null })
  try {
    const look = await request('import:look', { evenIfNewer })
    changeVisit({
      look,
      lookNumber: currentVisit().lookNumber + 1,
      decisions: usualDecisions(look),
    })
  } catch (error) {
    changeVisit(isStopping ? { step: 'choose' } : { error })
  } finally {
    changeVisit({ isLooking: false })
  }
}

/** Stops the look that is under way. */
export function stopLooking(): Promise<boolean> {
  isStopping = true
  return attempt(() => request('import:cancel'))
}

export function goTo(step: Step): void {
  changeVisit({ step, error: null })
}

export function decide(decisions: ImportDecisions): void {
  changeVisit({ decisions })
}

/** Begins the import with what was decided. */
export async function startImport(): Promise<void> {
  const { look, decisions } = currentVisit()
  if (look && decisions) await follow(() => request('import:start', asSent(look, decisions)))
}

/** Goes on with an interrupted import. */
export function goOn(id: number): Promise<void> {
  return follow(() => request('import:go-on', { id }))
}

async function follow(begin: () => Promise<{ readonly id: number }>): Promise<void> {
  changeVisit({ error: null })
  try {
    const { id } = await begin()
    changeVisit({ step: 'run', importId: id })
  } catch (error) {
    changeVisit({ error })
  }
}

/** Shows what an import came to. */
export function showReport(importId: number): void {
  changeVisit({ step: 'report', importId, error: null })
}

/** Shows how far a running import is. */
export function watchImport(importId: number): void {
  changeVisit({ step: 'run', importId, error: null })
}

/** Forgets the look and its private copy, and begins with the first step again. */
export function startOver(): void {
  beginVisit()
  void attempt(() => request('import:close'))
}
