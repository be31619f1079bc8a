import { Button, Group, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PreviousLocation, PreviousRemoved } from '../../shared/storage'
import { request } from '../app/api'
import { translator, useWords } from '../app/i18n'
import { attempt, toastDone, toastOffer } from '../app/toasts'
import { listSubjects } from '../compression/compressing'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { moment } from '../ui/counts'
import { PathText } from '../ui/path-text'
import { storageQueries } from './storage-queries'
import classes from './storage-tab.module.css'

/** Places the data was moved away from, until they are deleted. Empty where there are none. */
export function PreviousLocations({ places }: { readonly places: readonly PreviousLocation[] }) {
  const t = useWords()
  if (places.length === 0) return null
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {t('storage.previous.title')}
      </Title>
      <ul className={classes.list}>
        {places.map((place) => (
          <Place key={place.folder} place={place} />
        ))}
      </ul>
    </section>
  )
}

function Place({ place }: { readonly place: PreviousLocation }) {
  const t = useWords()
  const { folder, movedAt, bytes, isChanged } = place
  const when = moment(movedAt)
  const isAway = bytes === null
  const open = () => attempt(() => request('move:open-previous', { folder }))
  return (
    <li className={classes.item}>
      <div className={classes.itemText}>
        <PathText path={folder} />
        <div className={classes.facts}>
          {isAway
            ? t('storage.previous.away', { when })
            : t('storage.previous.facts', { when, bytes })}
          {!isAway && isChanged && <div>{t('storage.previous.changed')}</div>}
        </div>
      </div>
      {!isAway && (
        <Group gap="sm">
          <Button
            size="xs"
            variant="default"
            aria-label={t('storage.previous.openNamed', { folder })}
            onClick={() => void open()}
          >
            {t('storage.previous.open')}
          </Button>
          {!isChanged && <DeletePrevious folder={folder} bytes={bytes} />}
        </Group>
      )}
    </li>
  )
}

/**
 * Reports what was removed, and what stayed because the copy in use is damaged, with a button to put it back.
 */
function toastRemoved(
  folder: string,
  { bytes, stayed }: PreviousRemoved,
  onBack: () => void,
): void {
  const { t } = translator
  if (stayed.length === 0) {
    toastDone(t('storage.previous.gone', { bytes }))
    return
  }
  const count = stayed.length
  const names = listSubjects([...new Set(stayed.map(({ name }) => name))])
  toastOffer(
    t('storage.previous.stayed', { count, names }),
    t('storage.previous.putBack', { count }),
    () => void putBack(folder).then(onBack),
  )
}

async function putBack(folder: string): Promise<void> {
  const { t } = translator
  await attempt(async () => {
    const { count, left } = await request('move:restore-previous', { folder })
    if (count > 0) toastDone(t('storage.previous.putBackDone', { count }))
    if (left.length > 0) toastDone(t('storage.previous.putBackLeft', { names: listSubjects(left) }))
  })
}

interface DeletePreviousProps {
  readonly folder: string
  readonly bytes: number
}

function DeletePrevious({ folder, bytes }: DeletePreviousProps) {
  const t = useWords()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const refresh = () => {
    void client.invalidateQueries(storageQueries.place())
    void client.invalidateQueries(storageQueries.usage())
  }
  const remove = async () => {
    setRemoving(true)
    await attempt(async () =>
      toastRemoved(folder, await request('move:delete-previous', { folder }), refresh),
    )
    setRemoving(false)
    setAsking(false)
    refresh()
  }
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        aria-label={t('storage.previous.deleteNamed', { folder })}
        onClick={() => setAsking(true)}
      >
        {t('storage.previous.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('storage.previous.askTitle')}
        confirmLabel={t('storage.previous.confirm')}
        isBusy={isRemoving}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      >
        <Text style={{ overflowWrap: 'anywhere' }}>
          {t('storage.previous.ask', { folder, bytes })}
        </Text>
      </ConfirmDialog>
    </>
  )
}
