import { AppError } from '../../shared/errors'
import type { Finding } from '../../shared/integrity'
import { checkIntegrity } from '../integrity/check'
import { lastRestore } from '../integrity/last-restore'
import { hashesInStore } from '../integrity/repair/put-back'
import type { BackupCommand } from './backup'
import { readWords } from './command'

function describe(finding: Finding): string {
  switch (finding.kind) {
    case 'portrait': {
      const { state, why, portraitId, name, found } = finding
      const where = found === null ? '' : `  (${found.path})`
      return `${state}  ${why}  portrait ${portraitId}  ${name}${where}`
    }
    case 'session': {
      const { campaignId, number, reasons } = finding.session
      return `${finding.kind}  ${reasons.join(' ')}  campaign ${campaignId}  session ${number}`
    }
    case 'stray-rows':
      return `${finding.kind}  ${finding.count}`
    case 'database-damaged':
      return `${finding.kind}  ${finding.reason}`
    case 'files-without-rows':
      return `${finding.kind}  ${finding.count}  ${finding.path}`
    default:
      return `${finding.kind}  ${finding.path}`
  }
}

/** Looks at every row and every file. Changes nothing. */
export const check: BackupCommand = {
  usage: 'check [--quick] [--json]',
  isUnusable: (code) => code === 'command-misused',
  async run(words, { tasks, backups, open, library, app, translate }) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      quick: { type: 'boolean' },
    })
    if (positionals.length > 0) {
      throw new AppError('command-misused', { reason: positionals.join(' ') })
    }
    open()
    const { database, portraits, quarantine } = library()
    const state = backups.state()
    const report = await tasks.run('check', async (job) =>
      checkIntegrity(
        {
          ...app,
          database,
          portraits,
          quarantine,
          lastVerifiedBackupAt: state.last?.madeAt ?? null,
          lastRestoredAt: lastRestore(state),
          hashesInBackups: await hashesInStore(app.fileSystem, backups.automatic.folder()),
        },
        { ...job, depth: values.quick ? 'quick' : 'thorough' },
      ),
    )
    const isIntact = report.verdict === 'sound'
    const text = isIntact
      ? translate('commandLine.checkedSound', { count: report.portraits })
      : [
          translate('commandLine.checkedFindings', { count: report.findings.length }),
          ...report.findings.map(describe),
        ].join('\n')
    const { confirmation, ...facts } = report
    // Scripts know it by this name.
    return { json: { check: { ...facts, brake: confirmation } }, text, exitCode: isIntact ? 0 : 1 }
  },
}
