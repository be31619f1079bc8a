import { Alert } from '@mantine/core'
import type { LibraryCounts, RestorePreview } from '../../shared/backup'
import { translator, useWords } from '../app/i18n'
import { moment } from '../ui/counts'
import { DamagedPortraits } from '../ui/damaged-portraits'
import { Fact, Facts } from '../ui/facts'
import { PathText } from '../ui/path-text'
import { BackupFace } from './backup-face'
import classes from './restore-preview.module.css'

const counted = ['campaigns', 'characters', 'portraits'] as const

/** When the backup was made, by which version, how much is in it, and a few of its faces. */
export function BackupContents({ preview }: { readonly preview: RestorePreview }) {
  const t = useWords()
  const { summary, now, faces, warnings, isFromTheFuture } = preview
  return (
    <>
      {isFromTheFuture && <Alert role="note">{t('restore.preview.future')}</Alert>}
      <div className={classes.contents}>
        <Facts>
          <Fact name={t('restore.preview.name')}>
            <PathText path={summary.name} />
          </Fact>
          <Fact name={t('restore.preview.made')}>
            {t('restore.preview.madeBy', {
              when: moment(summary.madeAt),
              version: summary.appVersion,
            })}
          </Fact>
          <Fact name={t('backup.plan.size')}>{t('backup.bytes', { bytes: summary.bytes })}</Fact>
        </Facts>
        <table className={classes.counts}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('restore.preview.there')}</th>
              {now && <th scope="col">{t('restore.preview.here')}</th>}
            </tr>
          </thead>
          <tbody>
            {counted.map((what) => (
              <tr key={what}>
                <th scope="row">{t(`restore.preview.${what}`)}</th>
                <td>{amount(summary.counts, what)}</td>
                {now && <td>{amount(now, what)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faces.length > 0 && (
        <div className={classes.faces} aria-hidden>
          {faces.map((id) => (
            <BackupFace key={id} portraitId={id} />
          ))}
        </div>
      )}
      <DamagedPortraits
        sentence={t('restore.preview.harmed', { count: warnings.length })}
        portraits={warnings}
      />
    </>
  )
}

function amount(counts: LibraryCounts, what: (typeof counted)[number]): string {
  return new Intl.NumberFormat(translator.language).format(counts[what])
}
