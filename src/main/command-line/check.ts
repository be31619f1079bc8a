import { AppError } from '../../shared/errors'
import type { HealthFinding } from '../../shared/health'
import { checkData } from '../health/check'
import { hashesInStore } from '../health/mend'
import type { BackupCommand } from './backup'
import { readWords } from './command'

function describe(finding: HealthFinding): string {
  if (finding.kind === 'portrait')
    return `${finding.state}  portrait ${finding.portraitId}  ${finding.name}`
  if (finding.kind === 'file-without-row') return `${finding.kind}  ${finding.path}`
  return finding.kind === 'stray-rows'
    ? `${finding.kind}  ${finding.count}`
    : `${finding.kind}  ${finding.reason}`
}

/** Looks at every row and every file. Changes nothing. */
export const check: BackupCommand = {
  usage: 'check [--json]',
  isUnusable: (code) => code === 'command-misused',
  async run(words, { backups, open, library, house, translate }) {
    const { positionals } = readWords(words, { json: { type: 'boolean' } })
    if (positionals.length > 0) {
      throw new AppError('command-misused', { reason: positionals.join(' ') })
    }
    open()
    const { database, portraits } = library()
    const report = await backups.desk.run('check', async (job) =>
      checkData(
        {
          ...house,
          database,
          portraits,
          lastVerifiedBackupAt: backups.state().last?.madeAt ?? null,
          hashesInBackups: await hashesInStore(backups.folder()),
        },
        job,
      ),
    )
    const isSound = report.verdict === 'sound'
    const text = isSound
      ? translate('commandLine.checkedSound', { count: report.portraits })
      : [
          translate('commandLine.checkedFindings', { count: report.findings.length }),
          ...report.findings.map(describe),
        ].join('\n')
    return { json: { check: report }, text, exitCode: isSound ? 0 : 1 }
  },
}
