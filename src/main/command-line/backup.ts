import { resolve } from 'node:path'
import { AppError, type ErrorCode } from '../../shared/errors'
import type { Language } from '../../shared/preferences'
import type { Translate } from '../../shared/translate'
import type { Library } from '../app/library'
import type { Backups } from '../backup/backups'
import type { Clock } from '../core/clock'
import type { FileSystem } from '../core/disk/file-system'
import type { Tasks } from '../core/tasks/tasks'
import type { Printer } from '../export/print-sheet'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { type Outcome, readWords } from './command'

/** What a command about the whole library needs; the library may be one that cannot be opened. */
export interface BackupCommandContext {
  readonly tasks: Tasks
  readonly backups: Backups
  /** Opens the library. Throws the AppError that keeps it closed. */
  readonly open: () => void
  /** The open library. */
  readonly library: () => Library
  readonly app: {
    readonly dataFolder: string
    readonly fileSystem: FileSystem
    readonly clock: Clock
    readonly imageSandbox: Pick<ImageSandbox, 'develop' | 'encode'>
    readonly language: Language
    readonly printer: Pick<Printer, 'toPdf'>
  }
  readonly translate: Translate
  readonly workingFolder: string
  /** Aborted when the command is to end. */
  readonly signal: AbortSignal
  /** Prints a message for the user, apart from the result. */
  readonly announce: (sentence: string) => void
}

export interface BackupCommand {
  readonly usage: string
  readonly run: (words: readonly string[], context: BackupCommandContext) => Promise<Outcome>
  /** Errors that say that what was given cannot be used, rather than what was found in it. */
  readonly isUnusable: (code: ErrorCode) => boolean
}

const misused: ReadonlySet<ErrorCode> = new Set(['command-misused'])
const notOurs: ReadonlySet<ErrorCode> = new Set([
  'backup-not-an-archive',
  'backup-gone',
  'backup-unreadable',
  'backup-newer',
  'backup-old-app',
  'backup-other-product',
  'backup-manifest-missing',
])
const badTargets: ReadonlySet<ErrorCode> = new Set([
  'backup-target-gone',
  'backup-target-exists',
  'backup-target-read-only',
])
/** The one path that a command is about. Throws AppError `command-misused`. */
export function onlyPath(positionals: readonly string[], folder: string): string {
  const [path, ...others] = positionals
  if (path === undefined || others.length > 0) {
    throw new AppError('command-misused', { reason: positionals.join(' ') })
  }
  return resolve(folder, path)
}

/** Backs the library up into a folder or a file. */
export const backup: BackupCommand = {
  usage: 'backup --to DIR|FILE.tar [--json]',
  isUnusable: (code) => misused.has(code) || badTargets.has(code),
  async run(words, { backups, open, translate, workingFolder }) {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean' },
      to: { type: 'string' },
    })
    if (values.to === undefined || positionals.length > 0) {
      throw new AppError('command-misused', { reason: positionals.join(' ') || '--to' })
    }
    open()
    const made = await backups.create(resolve(workingFolder, values.to))
    const warnings = made.warnings.map(({ name, path, state }) =>
      translate('commandLine.backupWarning', { name: name || path, state }),
    )
    const done = translate('commandLine.backedUp', {
      path: made.path,
      count: made.summary.counts.portraits,
      bytes: made.summary.bytes,
    })
    return {
      json: { backup: made },
      text: [done, ...warnings].join('\n'),
      exitCode: warnings.length === 0 ? 0 : 1,
    }
  },
}

/** Reads a backup from end to end. */
export const verify: BackupCommand = {
  usage: 'verify FILE.tar [--json]',
  isUnusable: (code) => misused.has(code) || notOurs.has(code),
  async run(words, { backups, translate, workingFolder }) {
    const { positionals } = readWords(words, { json: { type: 'boolean' } })
    const verdict = await backups.verify(onlyPath(positionals, workingFolder))
    const { summary, proof, warnings } = verdict
    const damaged = warnings.map(({ name, path, state }) =>
      translate('commandLine.backupWarning', { name: name || path, state }),
    )
    const done = translate('commandLine.verified', {
      name: summary.name,
      madeAt: summary.madeAt,
      count: proof.entries,
    })
    const text = [done, ...damaged].join('\n')
    return { json: { verified: verdict }, text, exitCode: warnings.length === 0 ? 0 : 1 }
  },
}
