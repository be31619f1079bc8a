import { Button, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SetAside } from '../../shared/backup'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { countList, moment } from '../ui/counts'
import classes from './restore-choose.module.css'
import { UndoRestore } from './undo-restore'

/** Libraries that a restore has set aside, to be put back or removed. Nothing where there is none. */
export function SetAsideList({ title }: { readonly title: string }) {
  const { data: state } = useQuery(queries.backupState())
  if (state === undefined || state.setAside.length === 0) return null
  return (
    <section className={classes.past}>
      <Title order={3} className={classes.pastTitle}>
        {title}
      </Title>
      <ul className={classes.list}>
        {state.setAside.map((aside) => (
          <Aside key={aside.name} aside={aside} />
        ))}
      </ul>
    </section>
  )
}

function Aside({ aside }: { readonly aside: SetAside }) {
  const t = useWords()
  const { name, madeAt, counts, canBeUndone } = aside
  const when = moment(madeAt)
  const holds = counts ? countList(counts) : ''
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <div className={classes.when}>{t('restore.aside.asOf', { when })}</div>
        <div className={classes.facts}>
          {[holds, canBeUndone ? '' : t('restore.aside.tooOld')].filter(Boolean).join(' · ')}
        </div>
      </div>
      <div className={classes.actions}>
        {canBeUndone && <UndoRestore aside={aside} size="xs" />}
        <RemoveAside name={name} when={when} />
      </div>
    </li>
  )
}

function RemoveAside({ name, when }: { readonly name: string; readonly when: string }) {
  const t = useWords()
  const [isAsking, setAsking] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const remove = async () => {
    setRemoving(true)
    await attempt(() => request('restore:remove-set-aside', { name }))
    setRemoving(false)
    setAsking(false)
  }
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        aria-label={t('restore.aside.removeNamed', { when })}
        onClick={() => setAsking(true)}
      >
        {t('restore.aside.remove')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('restore.aside.removeTitle')}
        confirmLabel={t('restore.aside.removeConfirm')}
        isBusy={isRemoving}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      >
        <Text>{t('restore.aside.removeText', { when })}</Text>
      </ConfirmDialog>
    </>
  )
}
