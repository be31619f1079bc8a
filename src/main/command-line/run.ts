import { AppError, type ErrorReport } from '../../shared/errors'
import { errorSentence, type Translator } from '../../shared/translate'
import { toReport } from '../core/answer'
import type { Log } from '../core/log'
import { addPictures } from './add-pictures'
import { type BackupCommand, type BackupCommandContext, backup, verify } from './backup'
import { duplicate, move, status, trash } from './characters'
import { check } from './check'
import type { Command, CommandContext, Outcome } from './command'
import { create } from './create'
import { draw } from './draw'
import { exportCampaign } from './export'
import { importOld } from './import'
import { list } from './list'
import { originals } from './originals'
import { portrait } from './portrait'
import { printSheet } from './print'
import { printable, printableJson } from './printable'
import { quick } from './quick'
import { received } from './received'
import { restore } from './restore'
import { sample } from './sample'
import { session } from './session'
import { limit, spending } from './spending'
import { tag } from './tag'
import { versions } from './versions'
import { words } from './words'

const commands: Readonly<Record<string, Command>> = {
  list,
  create,
  sample,
  move,
  duplicate,
  trash,
  status,
  quick,
  words,
  draw,
  portrait,
  'add-pictures': addPictures,
  received,
  originals,
  session,
  tag,
  versions,
  spending,
  limit,
  import: importOld,
}
const backupCommands: Readonly<Record<string, BackupCommand>> = {
  backup,
  verify,
  restore,
  check,
  export: exportCampaign,
  print: printSheet,
}

export interface Contexts {
  /** Opens the library, to change it or to read it. Throws the AppError that keeps it closed. */
  readonly open: (how: Pick<Command, 'changesLibrary'>) => Promise<CommandContext>
  /** For commands that put a library right, which must do without an open one. */
  readonly backup: () => BackupCommandContext
}

export interface Finished {
  readonly exitCode: 0 | 1 | 2
  readonly output: string
  /** False when the output is a complaint for people, which belongs on the error stream. */
  readonly isAnswer: boolean
}

/** Runs one command and returns what to print. The library is only opened for a command that exists. */
export async function runCommand(
  words: readonly string[],
  contexts: Contexts,
  translator: Translator,
  log: Log,
): Promise<Finished> {
  const [name = '', ...rest] = words
  const asJson = rest.includes('--json')
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const backupCommand = Object.hasOwn(backupCommands, name) ? backupCommands[name] : undefined
  try {
    const outcome = await (command?.run(rest, await contexts.open(command)) ??
      backupCommand?.run(rest, contexts.backup()))
    if (outcome === undefined) throw new AppError('unknown-command', { command: name })
    return { exitCode: outcome.exitCode ?? 0, output: print(outcome, asJson), isAnswer: true }
  } catch (error) {
    const report = toReport(error, log, `command ${name}`)
    const message = errorSentence(translator, report)
    const isUnusable = backupCommand?.isUnusable(report.code) ?? false
    const isUnknown = report.code === 'unknown-command'
    const exitCode = isUnknown || isUnusable ? 2 : (command?.failureExitCode ?? 1)
    if (!asJson) return { exitCode, output: printable(message), isAnswer: false }
    const details = report.code === 'spending-limit' ? { details: limitDetails(report) } : {}
    const output = printableJson({ error: { code: report.code, message, ...details } })
    return { exitCode, output, isAnswer: true }
  }
}

/** What a script needs to know of a limit that an order was refused for. */
function limitDetails({ details }: ErrorReport) {
  const { which, limitUsd, spentUsd, openUsd, wouldCostUsd } = details
  return { which, limitUsd, spentUsd, openUsd, wouldCostUsd }
}

function print(outcome: Outcome, asJson: boolean): string {
  return asJson ? printableJson(outcome.json) : printable(outcome.text)
}

/** The help: what the app is started with, and its commands. */
export function help({ t }: Translator): string {
  const lines = Object.values({ ...commands, ...backupCommands }).map(
    ({ usage }) => `  castkeeper ${usage}`,
  )
  return [
    t('commandLine.intro'),
    '',
    '  castkeeper [--user-data-dir=DIR]',
    ...lines,
    '  castkeeper --version',
    '',
    t('commandLine.key'),
  ].join('\n')
}
