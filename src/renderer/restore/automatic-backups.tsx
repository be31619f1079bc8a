import { Button, Title } from '@mantine/core'
import { useInViewport } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { AutomaticBackup } from '../../shared/backup'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { countList, moment } from '../ui/counts'
import { ErrorNotice } from '../ui/error-notice'
import { RowFace } from '../ui/row-face'
import { usePictureUrls } from '../ui/use-picture-urls'
import { openAutomatic } from './restore-actions'
import classes from './restore-choose.module.css'

/** The automatic backups, newest first, each with a few of its faces. */
export function AutomaticBackups({ isBusy }: { readonly isBusy: boolean }) {
  const t = useWords()
  const {
    data: backups,
    error,
    refetch,
  } = useQuery({
    ...queries.automaticBackups(),
    refetchOnMount: 'always',
  })
  return (
    <section className={classes.past}>
      <Title order={3} className={classes.pastTitle}>
        {t('restore.automatic.title')}
      </Title>
      {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      {backups?.length === 0 && <p className={classes.none}>{t('restore.automatic.none')}</p>}
      <ul className={classes.list}>
        {backups?.map((backup) => (
          <Automatic key={backup.name} backup={backup} isBusy={isBusy} />
        ))}
      </ul>
    </section>
  )
}

interface AutomaticProps {
  readonly backup: AutomaticBackup
  readonly isBusy: boolean
}

function Automatic({ backup, isBusy }: AutomaticProps) {
  const t = useWords()
  const { name, madeAt, counts, bytes, why, isVerified, isDamaged } = backup
  const when = moment(madeAt)
  const holds = countList(counts)
  const facts = [
    t(`restore.automatic.why.${why}`),
    ...(holds === '' ? [] : [holds]),
    t('backup.bytes', { bytes }),
  ]
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <div className={classes.when}>{when}</div>
        <div className={classes.facts}>
          {facts.join(' · ')}
          {!isVerified && (
            <span className={classes.unverified}>
              {' '}
              · {t(isDamaged ? 'restore.automatic.damaged' : 'restore.automatic.unread')}
            </span>
          )}
        </div>
      </div>
      <Faces name={name} />
      <Button
        size="xs"
        variant="default"
        disabled={isBusy}
        aria-label={t('restore.automatic.openNamed', { when })}
        onClick={() => void openAutomatic(name)}
      >
        {t('restore.automatic.open')}
      </Button>
    </li>
  )
}

/** Faces are a help to the eye: where they cannot be had, the list does without. */
function Faces({ name }: { readonly name: string }) {
  // Main has to open a whole backup for them, so only for those in sight.
  const { ref, inViewport } = useInViewport<HTMLSpanElement>()
  const { data: pictures } = useQuery({ ...queries.automaticFaces(name), enabled: inViewport })
  const urls = usePictureUrls(pictures)
  return (
    <span ref={ref} className={classes.faces} aria-hidden>
      {urls.map((url) => (
        <RowFace key={url} url={url} isLost={false} />
      ))}
    </span>
  )
}
