import { AppError } from '../../shared/errors'
import { errorSentence, type Translator } from '../../shared/translate'
import { type Log, toReport } from '../requests/answer'
import type { Command, CommandContext, Outcome } from './command'
import { create } from './create'
import { importOld } from './import'
import { list } from './list'
import { portrait } from './portrait'

const commands: Readonly<Record<string, Command>> = {
  list,
  create,
  portrait,
  import: importOld,
}

export interface Finished {
  readonly exitCode: 0 | 1 | 2
  readonly output: string
  /** False when the output is a complaint for people, which belongs on the error stream. */
  readonly isAnswer: boolean
}

/** Runs one command and tells what to print. `open` is only called for a command that exists. */
export async function runCommand(
  words: readonly string[],
  open: () => Promise<CommandContext>,
  translator: Translator,
  log: Log,
): Promise<Finished> {
  const [name = '', ...rest] = words
  const asJson = rest.includes('--json')
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  try {
    if (command === undefined) throw new AppError('unknown-command', { command: name })
    const outcome = await command.run(rest, await open())
    return { exitCode: outcome.exitCode ?? 0, output: print(outcome, asJson), isAnswer: true }
  } catch (error) {
    const report = toReport(error, log, `command ${name}`)
    const message = errorSentence(translator, report)
    const exitCode = command === undefined ? 2 : (command.failureExitCode ?? 1)
    if (!asJson) return { exitCode, output: message, isAnswer: false }
    const output = JSON.stringify({ error: { code: report.code, message } })
    return { exitCode, output, isAnswer: true }
  }
}

function print(outcome: Outcome, asJson: boolean): string {
  return asJson ? JSON.stringify(outcome.json) : outcome.text
}

/** The help: what the app is started with, and its commands. */
export function help({ t }: Translator): string {
  const lines = Object.values(commands).map(({ usage }) => `  castkeeper ${usage}`)
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
