import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { RestorePreview } from '../../shared/backup'
import { useWords } from '../app/i18n'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { countList, moment } from '../ui/counts'
import { replaceAll } from './restore-actions'

interface ReplaceAllProps {
  readonly preview: RestorePreview
  /** True where the library is not empty: then a confirmation says what happens to it. */
  readonly isAsked: boolean
}

/** The one button that replaces the whole library, with its confirmation. */
export function ReplaceAll({ preview, isAsked }: ReplaceAllProps) {
  const t = useWords()
  const [isAsking, setAsking] = useState(false)
  if (!isAsked) return <Button onClick={() => void replaceAll()}>{t('restore.replace.now')}</Button>
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('restore.replace.ask')}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('restore.replace.title')}
        size="lg"
        confirmLabel={t('restore.replace.confirm')}
        focus="cancel"
        onConfirm={() => {
          setAsking(false)
          void replaceAll()
        }}
        onClose={() => setAsking(false)}
      >
        <Text>
          {t('restore.replace.text', {
            when: moment(preview.summary.madeAt),
            list: preview.now ? countList(preview.now) : '',
          })}
        </Text>
      </ConfirmDialog>
    </>
  )
}
