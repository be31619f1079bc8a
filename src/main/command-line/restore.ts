import { setTimeout as pass } from 'node:timers/promises'
import { z } from 'zod'
import { AppError, type ErrorCode } from '../../shared/errors'
import { claimLibrary } from '../core/database/presence'
import { askWindow } from '../hand-over/ask-window'
import { type BackupCommand, type BackupCommandContext, onlyPath } from './backup'
import { readWords } from './command'

/** Seconds that somebody else may take to leave the library, unless the command says otherwise. */
const usualWaitSeconds = 60
const lookAgainMs = 500

const ofThePlace: ReadonlySet<ErrorCode> = new Set([
  'backup-no-room',
  'backup-cancelled',
  'backup-busy',
  'backup-library-in-use',
])
const inUse: ReadonlySet<ErrorCode> = new Set([
  'backup-library-in-use',
  'backup-busy',
  'database-busy',
  'database-lock-refused',
])

/** What is told of a restore; the window may be of another version than the command. */
const restoredSchema = z.looseObject({
  summary: z.looseObject({
    name: z.string(),
    counts: z.looseObject({ characters: z.number() }),
  }),
  setAside: z.looseObject({ name: z.string() }).nullable(),
  proof: z
    .looseObject({
      harmed: z
        .array(z.object({ name: z.string(), path: z.string(), state: z.string() }))
        .default([]),
    })
    .default({ harmed: [] }),
})

/** Puts a backup in the place of the whole library; the window does it where one is open. */
export const restore: BackupCommand = {
  usage: 'restore FILE.tar --replace --yes [--wait SECONDS] [--json]',
  isUnusable: (code) =>
    ['command-misused', 'restore-not-confirmed'].includes(code) ||
    (code.startsWith('backup-') && !ofThePlace.has(code)),
  async run(words, context) {
    const { translate, workingFolder } = context
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      replace: { type: 'boolean' },
      yes: { type: 'boolean' },
      wait: { type: 'string', default: String(usualWaitSeconds) },
    })
    const path = onlyPath(positionals, workingFolder)
    if (!/^\d{1,6}$/.test(values.wait)) throw new AppError('command-misused', { reason: '--wait' })
    if (!values.replace || !values.yes) throw new AppError('restore-not-confirmed')
    const restored = await untilFree(Number(values.wait), context, () => replace(path, context))
    const text = translate('commandLine.restored', {
      name: restored.summary.name,
      count: restored.summary.counts.characters,
      folder: restored.setAside?.name ?? '–',
    })
    const { harmed } = restored.proof
    const warnings = harmed.map(({ name, path, state }) =>
      translate('commandLine.backupWarning', { name: name || path, state }),
    )
    return {
      json: { restored },
      text: [text, ...warnings].join('\n'),
      exitCode: harmed.length === 0 ? 0 : 1,
    }
  },
}

async function replace(path: string, context: BackupCommandContext) {
  const { backups, open, house, translate, signal, announce } = context
  const handedOver = await askWindow(
    house.dataFolder,
    { kind: 'restore', path },
    { signal, onHeard: () => announce(translate('commandLine.windowDoesIt')) },
  )
  if (handedOver !== null) return restoredSchema.parse(handedOver.value)
  // Before the long part of it: whoever is at work there has the time to end.
  claimLibrary(house.dataFolder).leave()
  openIfPossible(open)
  const { settings: _theirs, ...restored } = await backups.restore(path)
  return restored
}

/** Open, it can be backed up first. One that cannot be opened is what a restore is for. */
function openIfPossible(open: () => void): void {
  try {
    open()
  } catch (error) {
    // What another restore has left half done must be put right first, not be buried.
    if (!(error instanceof AppError) || error.code === 'restore-not-finished') throw error
  }
}

/** Tries again, for so long, while somebody else uses the library; says once that it waits. */
async function untilFree<Value>(
  seconds: number,
  { signal, announce, translate }: BackupCommandContext,
  attempt: () => Promise<Value>,
): Promise<Value> {
  const until = performance.now() + 1_000 * seconds
  let isAnnounced = false
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      const isInUse = error instanceof AppError && inUse.has(error.code)
      if (!isInUse || signal.aborted || performance.now() >= until) throw error
      if (!isAnnounced) announce(translate('commandLine.waiting', { count: seconds }))
      isAnnounced = true
    }
    await pass(lookAgainMs, undefined, { signal }).catch(() => {
      throw new AppError('backup-cancelled')
    })
  }
}
