import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { RequestInput } from '../../shared/contract'
import type { DatabaseCopy } from '../../shared/start'
import { formatBytes } from '../../shared/translate'
import { translator, useWords } from '../app/i18n'
import { ConfirmDialog } from '../ui/confirm-dialog'
import classes from './startup-error.module.css'

type Recovery = RequestInput<'app:recover'>

interface DatabaseCopiesProps {
  readonly copies: readonly DatabaseCopy[]
  /** There is no database file that would have to be moved out of the way. */
  readonly isMissing: boolean
  readonly isBusy: boolean
  readonly onRecover: (order: Recovery) => void
}

/** Putting a copy back, or beginning again; either way what is there now is set aside, not lost. */
export function DatabaseCopies({ copies, isMissing, isBusy, onRecover }: DatabaseCopiesProps) {
  const t = useWords()
  const [asked, setAsked] = useState<Recovery | null>(null)
  const when = (copy: DatabaseCopy) =>
    new Intl.DateTimeFormat(translator.language, { dateStyle: 'long', timeStyle: 'short' }).format(
      new Date(copy.madeAt),
    )
  const what = t(asked?.way === 'start-empty' ? 'trouble.startEmpty' : 'trouble.putBack')
  const askedCopy = copies.find(({ name }) => name === asked?.copy)
  return (
    <Stack gap="sm" mt="md">
      <Title order={2} size="h4">
        {t('trouble.copies')}
      </Title>
      {copies.length === 0 && <Text c="var(--ck-quiet)">{t('trouble.noCopies')}</Text>}
      <ul className={classes.copies}>
        {copies.map((copy) => (
          <li key={copy.name} className={classes.copy}>
            <span>
              {when(copy)}
              <span className={classes.bytes}>{formatBytes(copy.bytes, translator.language)}</span>
            </span>
            <Button
              size="xs"
              variant="default"
              disabled={isBusy}
              aria-label={t('trouble.putBackCopy', { when: when(copy) })}
              onClick={() => setAsked({ way: 'restore-copy', copy: copy.name })}
            >
              {t('trouble.putBack')}
            </Button>
          </li>
        ))}
      </ul>
      <Group>
        <Button
          variant="subtle"
          color="gray"
          className={classes.plain}
          disabled={isBusy}
          onClick={() => setAsked({ way: 'start-empty' })}
        >
          {t('trouble.startEmpty')}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={asked !== null}
        title={what}
        confirmLabel={what}
        onConfirm={() => {
          if (asked) onRecover(asked)
          setAsked(null)
        }}
        onClose={() => setAsked(null)}
      >
        <Text>
          {askedCopy
            ? t(isMissing ? 'trouble.confirmCopyMissing' : 'trouble.confirmCopy', {
                when: when(askedCopy),
              })
            : t(isMissing ? 'trouble.confirmEmptyMissing' : 'trouble.confirmEmpty')}
        </Text>
      </ConfirmDialog>
    </Stack>
  )
}
