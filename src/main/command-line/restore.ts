import { setTimeout as pass } from 'node:timers/promises'
import { AppError, type ErrorCode } from '../../shared/errors'
import { claimLibrary, isWindowOpen } from '../core/database/presence'
import { type BackupCommand, type BackupCommandContext, onlyPath } from './backup'
import { readWords } from './command'

/** Seconds that another command may take to leave the library, unless `--wait` says otherwise. */
const usualWaitSeconds = 60
const retryMs = 500

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
  'restore-window-open',
])

/** Puts a backup in the place of the whole library. While a window is open on it, it is refused, or waits. */
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
      wait: { type: 'string' },
    })
    const path = onlyPath(positionals, workingFolder)
    if (values.wait !== undefined && !/^\d{1,6}$/.test(values.wait))
      throw new AppError('command-misused', { reason: '--wait' })
    if (!values.replace || !values.yes) throw new AppError('restore-not-confirmed')
    const { settings: _theirs, ...restored } = await whenFree(values.wait, context, () =>
      replace(path, context),
    )
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

async function replace(path: string, { backups, open, app }: BackupCommandContext) {
  if (isWindowOpen(app.dataFolder)) throw new AppError('restore-window-open')
  // Asked before the long part, so that the other process has time to end.
  claimLibrary(app.dataFolder).leave()
  openIfPossible(open)
  return backups.restore(path)
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

/**
 * Tries again for as long as `--wait` says while another process uses the library, and says once that it waits.
 * Another command ends by itself; a window is only waited for when that was asked for.
 */
async function whenFree<Value>(
  wait: string | undefined,
  { signal, announce, translate }: BackupCommandContext,
  attempt: () => Promise<Value>,
): Promise<Value> {
  const seconds = Number(wait ?? usualWaitSeconds)
  const until = performance.now() + 1_000 * seconds
  let isAnnounced = false
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof AppError && inUse.has(error.code))) throw error
      const isWindow = error.code === 'restore-window-open'
      const isOver = signal.aborted || performance.now() >= until
      if (isOver || (isWindow && wait === undefined)) throw error
      const key = isWindow ? 'commandLine.waitingForWindow' : 'commandLine.waiting'
      if (!isAnnounced) announce(translate(key, { count: seconds }))
      isAnnounced = true
    }
    await pass(retryMs, undefined, { signal }).catch(() => {
      throw new AppError('backup-cancelled')
    })
  }
}
