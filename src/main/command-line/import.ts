import { basename, dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors'
import {
  type ImportDecisions,
  type ImportRow,
  type ImportSource,
  type ImportSummary,
  importOutcomes,
  noticesOf,
  oldPortraitClasses,
} from '../../shared/legacy-import'
import { pictureNotices } from '../../shared/portrait'
import { nameSchema } from '../../shared/text'
import { createTranslator, errorSentence, type Translate } from '../../shared/translate'
import { nodeFileSystem } from '../core/disk/node-file-system'
import { asDiskError, replaceFile } from '../core/disk/write-file'
import { type ReportJson, toReportJson } from '../legacy-import/report/report'
import { rowsOf } from '../legacy-import/scan/scan-rows'
import { type Command, type CommandContext, type Outcome, readWords } from './command'

interface Wanted {
  readonly path: string
  readonly isScanOnly: boolean
  readonly isYes: boolean
  /** Null for all. */
  readonly emails: readonly string[] | null
  readonly reportFile: string | null
  readonly decisions: Omit<ImportDecisions, 'users'>
}

/** Scans an old library, and imports it with `--yes`. */
export const importOld: Command = {
  changesLibrary: true,
  usage:
    'import PATH [--look] [--yes] [--online] [--users all|a@b,c@d] [--include-archived] [--into-campaign NAME] [--report FILE.json] [--json]',
  failureExitCode: 2,
  async run(words, context) {
    const wanted = readWanted(words, context)
    const { openImport } = context.library
    const cancel = () => openImport.cancel()
    context.signal.addEventListener('abort', cancel)
    try {
      const isImport = wanted.isYes && !wanted.isScanOnly
      const { json, ...outcome } = await (isImport ? importLibrary : look)(wanted, context)
      if (wanted.reportFile !== null) await writeReport(wanted.reportFile, json)
      return { json, ...outcome }
    } finally {
      context.signal.removeEventListener('abort', cancel)
      await openImport.close()
    }
  },
}

function readWanted(words: readonly string[], context: CommandContext): Wanted {
  const { workingFolder, translate, library } = context
  const { positionals, values } = readWords(words, {
    json: { type: 'boolean' },
    look: { type: 'boolean' },
    yes: { type: 'boolean' },
    online: { type: 'boolean' },
    users: { type: 'string', default: 'all' },
    'include-archived': { type: 'boolean', default: false },
    'into-campaign': { type: 'string' },
    report: { type: 'string' },
  })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) {
    throw new AppError('command-misused', { reason: positionals.join(' ') || 'import' })
  }
  const named = values['into-campaign'] ?? translate('import.decide.newNameDefault')
  const home = nameSchema.safeParse(named)
  if (!home.success) throw new AppError('command-misused', { reason: '--into-campaign' })
  const [same, ...others] = library.campaigns.list().filter(({ name }) => name === home.data)
  const isOne = same !== undefined && others.length === 0
  return {
    path: resolve(workingFolder, path),
    isScanOnly: values.look === true,
    isYes: values.yes === true,
    emails: values.users === 'all' ? null : values.users.split(',').map((one) => one.trim()),
    reportFile: values.report === undefined ? null : resolve(workingFolder, values.report),
    decisions: {
      campaigns: null,
      includeArchived: values['include-archived'],
      campaignless: isOne
        ? { kind: 'existing', campaignId: same.id }
        : { kind: 'new', name: home.data },
      duplicates: 'skip',
      online: values.online === true,
      takeLooseFiles: true,
      takeOfferedFiles: false,
    },
  }
}

interface Found extends Outcome {
  readonly json: ReportJson
}

async function look(wanted: Wanted, { library, translate }: CommandContext): Promise<Found> {
  const { openImport } = library
  const source = await openImport.choose(wanted.path)
  const scanned = await openImport.scan({ evenIfNewer: false })
  const findings = openImport.findings()
  if (findings === null) throw new TypeError('a look without what it found')
  const users = usersOf(wanted, scanned.users)
  const decisions = { ...wanted.decisions, users }
  const coming = await openImport.forecast(decisions)
  const outcomes = openImport.expectedOutcomesOf(decisions)
  const rows = rowsOf(findings).map((row) => ({ ...row, outcome: outcomes[row.index] ?? null }))
  const facts = { ...scanned, source, rows, loosePortraits: 0 }
  const text = [
    ...countLines(translate, scanned.classes),
    translate('commandLine.import.coming', { ...coming }),
    ...(scanned.passedOver === 0
      ? []
      : [translate('import.scan.passedOver', { count: scanned.passedOver })]),
    ...(source.leftOut === undefined || source.leftOut === 0
      ? []
      : [translate('import.scan.leftOut', { count: source.leftOut })]),
    ...(wanted.isScanOnly ? [] : [translate('commandLine.import.sayYes')]),
  ]
  const isWhole =
    rows.every(({ outcome }) => outcome !== 'needs-you') && scanned.unreadable.length === 0
  return { json: toReportJson(facts), text: text.join('\n'), exitCode: isWhole ? 0 : 1 }
}

async function importLibrary(wanted: Wanted, context: CommandContext): Promise<Found> {
  const { library, translate } = context
  const { openImport, imports } = library
  imports.markInterrupted()
  const source = await openImport.choose(wanted.path)
  const unfinished = findUnfinished(wanted, source, context)
  const begun =
    unfinished === null ? await start(wanted, context) : openImport.resume(unfinished.id)
  const ended = await begun.ended
  const report = imports.report(ended.id)
  const facts = { ...report, source: imports.source(ended.id), rows: imports.allRows(ended.id) }
  const text = [
    ...countLines(translate, report.classes),
    ...importOutcomes.flatMap((one) => {
      const count = report.outcomes[one] ?? 0
      return count === 0 ? [] : [`${translate(`import.outcome.${one}`)}: ${count}`]
    }),
    ...noticeLines(translate, facts.rows),
    ...(ended.error === null
      ? []
      : [errorSentence(createTranslator(context.language), ended.error)]),
  ]
  const json = { ...toReportJson(facts), state: ended.state, error: ended.error }
  return {
    json,
    text: text.join('\n'),
    exitCode: exitCodeOf(ended, report.unreadable.length === 0),
  }
}

async function start(wanted: Wanted, { library: { openImport }, backUpFirst }: CommandContext) {
  const scanned = await openImport.scan({ evenIfNewer: false })
  const users = usersOf(wanted, scanned.users)
  await backUpFirst()
  return openImport.start({ ...wanted.decisions, users })
}

/** An unfinished import of the same library with the same options, which is resumed. */
function findUnfinished(
  { decisions, emails }: Wanted,
  source: ImportSource,
  { library: { imports } }: CommandContext,
): ImportSummary | null {
  const isSame = ({ id, state }: ImportSummary): boolean => {
    const earlier = imports.decisions(id)
    return (
      (state === 'interrupted' || state === 'cancelled') &&
      imports.source(id).chosen === source.chosen &&
      // Before the scan users are only known by e-mail; with another choice a new import begins.
      emails === null &&
      earlier.users === null &&
      earlier.includeArchived === decisions.includeArchived &&
      earlier.online === decisions.online
    )
  }
  return imports.list().find(isSame) ?? null
}

/** Ids of the users of these e-mails. Throws AppError `command-misused` for one that is not there. */
function usersOf(
  { emails }: Wanted,
  users: readonly { readonly id: number; readonly email: string }[],
): number[] | null {
  if (emails === null) return null
  return emails.flatMap((email) => {
    const theirs = users.filter((user) => user.email.toLowerCase() === email.toLowerCase())
    if (theirs.length === 0) throw new AppError('command-misused', { reason: `--users ${email}` })
    return theirs.map(({ id }) => id)
  })
}

function countLines(t: Translate, classes: ReportJson['classes']): string[] {
  return oldPortraitClasses.flatMap((one) => {
    const count = classes[one] ?? 0
    return count === 0 ? [] : [`${t(`import.class.${one}`)}: ${count}`]
  })
}

/** What had to be changed in pictures, each with how many; whose they are is in the report. */
function noticeLines(t: Translate, rows: readonly ImportRow[]): string[] {
  const said = rows.flatMap(noticesOf)
  return pictureNotices.flatMap((one) => {
    const count = said.filter((notice) => notice === one).length
    return count === 0 ? [] : [`${t(`notice.picture.${one}`)} (${count})`]
  })
}

/** A row that could not even be read has not come. */
function exitCodeOf({ state, needsYou, error }: ImportSummary, wasReadWhole: boolean): 0 | 1 | 2 {
  if (error?.code.startsWith('import-')) return 2
  return state === 'done' && needsYou === 0 && wasReadWhole ? 0 : 1
}

async function writeReport(path: string, json: ReportJson): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify(json, null, 2)}\n`)
  try {
    await replaceFile(nodeFileSystem(), path, bytes)
  } catch (error) {
    const folder = basename(dirname(path))
    throw asDiskError(error, { folder, neededBytes: bytes.length })
  }
}
