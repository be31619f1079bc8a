import { Modal, Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Attribution } from '../../../shared/start'
import { ErrorNotice } from '../../ui/error-notice'
import { WebLink } from '../../ui/web-link'
import { queries } from '../api'
import { useWords } from '../i18n'
import classes from './about-dialog.module.css'

/** The version, where the data lies, and whom Castkeeper has to thank. */
export function AboutDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const { data: about, error, refetch } = useQuery(queries.about())
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('about.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      {!about && !error && <Skeleton height={180} />}
      {about && (
        <>
          <Title order={2}>{t('about.version', { version: about.version })}</Title>
          <Text mt={4}>{t('about.promise')}</Text>
          <dl className={classes.facts}>
            <dt>{t('about.folder')}</dt>
            <dd className={classes.path}>{about.dataFolder}</dd>
            <dt>{t('about.builtOn')}</dt>
            <dd>
              {`Electron ${about.electron} · Chromium ${about.chromium} · SQLite ${about.sqlite}`}
            </dd>
          </dl>
          <Credits title={t('about.avatars')} credits={about.avatars} />
          <Credits title={t('about.software')} credits={about.software} />
        </>
      )}
    </Modal>
  )
}

function Credits({ title, credits }: { title: string; credits: readonly Attribution[] }) {
  const t = useWords()
  return (
    <section>
      <Title order={3} size="h4" mt="lg" mb={6}>
        {title}
      </Title>
      <ul className={classes.credits}>
        {credits.map(({ name, by, licence, url }) => (
          <li key={name}>
            <WebLink href={url}>{name}</WebLink>{' '}
            <span className={classes.by}>{t('about.credit', { by, licence })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
