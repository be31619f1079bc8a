import { Alert, Button, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { DiskUsage, IntegrityReport } from '../../shared/integrity'
import { useWords } from '../app/i18n'
import { cancelTask, useTask } from '../tasks/task'
import { TaskLine } from '../tasks/task-line'
import { moment } from '../ui/counts'
import { Fact, Facts } from '../ui/facts'
import { useRepairing } from './check'
import { ConfirmRepairDialog } from './confirm-repair-dialog'
import { FindingList } from './finding-list'
import classes from './integrity-screen.module.css'
import { QuarantineSection } from './quarantine-section'

const usages = [
  'database',
  'portraits',
  'thumbnails',
  'databaseCopies',
  'setAside',
  'quarantine',
  'other',
] as const satisfies readonly (keyof DiskUsage)[]

interface IntegrityReportViewProps {
  readonly report: IntegrityReport
  /** What scrolls. */
  readonly scroller: HTMLElement
}

/** A plain verdict, each finding with what can be done about it, and what takes up the disk. */
export function IntegrityReportView({ report, scroller }: IntegrityReportViewProps) {
  const t = useWords()
  const { checkedAt, depth, findings, portraits, files, usage, lastVerifiedBackupAt } = report
  const { confirmation, leftAlone } = report
  return (
    <>
      <p className={classes.text}>
        {t(depth === 'quick' ? 'integrity.checkedQuick' : 'integrity.checked', {
          count: portraits,
          files,
        })}{' '}
        {findings.length > 0 && t('integrity.found', { count: findings.length })}
      </p>
      {confirmation !== null && (
        <Alert mt="md" role="note" icon={<IconAlertTriangle aria-hidden />} color="ember">
          {confirmation.because.map((reason) => (
            <p key={reason} className={classes.reason}>
              {t(`integrity.confirm.${reason}`)}
            </p>
          ))}
        </Alert>
      )}
      {report.passedOver > 0 && (
        <p className={classes.text}>{t('integrity.passedOver', { count: report.passedOver })}</p>
      )}
      {leftAlone.count > 0 && (
        <p className={classes.text}>{t('integrity.leftAlone', { count: leftAlone.count })}</p>
      )}
      <RepairLine />
      {findings.length > 0 && (
        <FindingList findings={findings} checkedAt={checkedAt} scroller={scroller} />
      )}
      <ConfirmRepairDialog />
      <QuarantineSection />
      <section className={`${classes.section} ${classes.side}`}>
        <Title order={3} className={classes.heading}>
          {t('integrity.usage.title')}
        </Title>
        <Facts>
          {usages.map((kind) => (
            <Fact key={kind} name={t(`integrity.usage.${kind}`)}>
              {t('backup.bytes', { bytes: usage[kind] })}
            </Fact>
          ))}
          <Fact name={t('backup.last.title')} isMarked={lastVerifiedBackupAt === null}>
            {lastVerifiedBackupAt === null
              ? t('backup.last.never')
              : t('backup.last.verified', { when: moment(lastVerifiedBackupAt) })}
          </Fact>
        </Facts>
      </section>
    </>
  )
}

/** How far it is, while many findings are dealt with, and a way to stop. */
function RepairLine() {
  const t = useWords()
  const { progress, isStopping } = useTask('repair')
  if (useRepairing().phase !== 'running' || progress === null) return null
  return (
    <div className={classes.repairing}>
      <TaskLine kind="repair" />
      <Button
        size="xs"
        variant="default"
        loading={isStopping}
        onClick={() => void cancelTask('repair')}
      >
        {t('integrity.stopRepair')}
      </Button>
    </div>
  )
}
