import { Button, Group, Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { isVersioned, type VersionedText } from '../../shared/text-version'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt, toastStep } from '../app/toasts'
import type { TextPlace } from '../app/undo/text-edit'
import { changeText, readSavedText } from '../app/undo/text-edits'
import { moment } from '../ui/counts'
import { ErrorNotice } from '../ui/error-notice'
import { compareTexts } from './compare-texts'
import classes from './versions-dialog.module.css'

interface VersionsDialogProps {
  readonly place: TextPlace
  readonly onClose: () => void
}

function versionedText({ subject, property }: TextPlace): VersionedText {
  return { subject, property: isVersioned(property) ? property : 'notes' }
}

/** The earlier versions of one text: what each would change, and a button to restore it. */
export function VersionsDialog({ place, onClose }: VersionsDialogProps) {
  const t = useWords()
  const of = versionedText(place)
  const { data: versions, error, refetch } = useQuery(queries.textVersions(of))
  const [chosen, setChosen] = useState<number | null>(null)
  const shown = chosen ?? versions?.[0]?.id
  return (
    <Modal
      opened
      onClose={onClose}
      size={920}
      title={t('versions.title', { field: place.label, name: place.name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {error !== null && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      {versions?.length === 0 && <p className={classes.none}>{t('versions.none')}</p>}
      {versions && shown !== undefined && (
        <div className={classes.columns}>
          <ul className={classes.list} aria-label={t('versions.list')}>
            {versions.map(({ id, replacedAt, length }) => (
              <li key={id}>
                <button
                  type="button"
                  className={classes.version}
                  aria-pressed={id === shown}
                  onClick={() => setChosen(id)}
                >
                  <span>{moment(replacedAt)}</span>
                  <span className={classes.length}>{t('versions.length', { count: length })}</span>
                </button>
              </li>
            ))}
          </ul>
          <Version key={shown} id={shown} place={place} onClose={onClose} />
        </div>
      )}
    </Modal>
  )
}

interface VersionProps extends VersionsDialogProps {
  readonly id: number
}

function Version({ id, place, onClose }: VersionProps) {
  const t = useWords()
  const version = useQuery(queries.textVersion({ ...versionedText(place), id }))
  const now = useQuery({
    queryKey: ['library', 'text', place],
    queryFn: () => readSavedText(place),
  })
  const error = version.error ?? now.error
  if (error !== null) return <ErrorNotice error={error} />
  if (version.data === undefined || now.data === undefined) {
    return <Skeleton className={classes.waiting} radius="sm" />
  }
  const text = version.data
  const restoreVersion = () =>
    attempt(async () => {
      const step = await changeText(place, text)
      onClose()
      if (step !== null) toastStep(t('versions.restored', { field: place.label }), step)
    })
  return (
    <div className={classes.compared}>
      <Comparison version={text} now={now.data} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
        <Button disabled={text === now.data} onClick={() => void restoreVersion()}>
          {t('versions.restore')}
        </Button>
      </Group>
    </div>
  )
}

function Comparison({ version, now }: { readonly version: string; readonly now: string }) {
  const t = useWords()
  const parts = useMemo(() => compareTexts(version, now), [version, now])
  return (
    <>
      <p className={classes.legend}>
        {parts === null ? (
          t('versions.different')
        ) : version === now ? (
          t('versions.same')
        ) : (
          <>
            <ins className={classes.back}>{t('versions.wouldReturn')}</ins>
            <del className={classes.gone}>{t('versions.wouldGo')}</del>
          </>
        )}
      </p>
      <section className={classes.text} dir="auto" aria-label={t('versions.compared')}>
        {parts === null
          ? version
          : parts.map(({ where, text, at }) =>
              where === 'both' ? (
                text
              ) : where === 'version' ? (
                <ins key={at} className={classes.back}>
                  {text}
                </ins>
              ) : (
                <del key={at} className={classes.gone}>
                  {text}
                </del>
              ),
            )}
      </section>
    </>
  )
}
