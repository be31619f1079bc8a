import { Title } from '@mantine/core'
import type { DiskUsage, HealthReport } from '../../shared/health'
import { moment } from '../components/counts'
import { Fact, Facts } from '../components/facts'
import { useWords } from '../i18n'
import { keyOf } from './check'
import { CheckFinding } from './check-finding'
import classes from './check-screen.module.css'

const usages = [
  'database',
  'portraits',
  'thumbnails',
  'databaseCopies',
  'setAside',
  'quarantine',
  'other',
] as const satisfies readonly (keyof DiskUsage)[]

/** A plain verdict, each finding with what can be done about it, and what takes up the disk. */
export function CheckReport({ report }: { readonly report: HealthReport }) {
  const t = useWords()
  const { findings, portraits, files, usage, lastVerifiedBackupAt } = report
  return (
    <>
      <p className={classes.text}>
        {t('check.looked', { count: portraits, files })}{' '}
        {findings.length > 0 && t('check.found', { count: findings.length })}
      </p>
      {findings.length > 0 && (
        <ul className={classes.findings} aria-label={t('check.findings')}>
          {findings.map((finding) => (
            <CheckFinding key={keyOf(finding)} finding={finding} />
          ))}
        </ul>
      )}
      <section className={`${classes.section} ${classes.side}`}>
        <Title order={3} className={classes.heading}>
          {t('check.usage.title')}
        </Title>
        <Facts>
          {usages.map((kind) => (
            <Fact key={kind} name={t(`check.usage.${kind}`)}>
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
