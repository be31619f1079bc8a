import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import type { RestorePreview } from '../../shared/backup'
import { useWords } from '../app/i18n'
import { countList, moment } from '../ui/counts'
import { replaceAll } from './restore-actions'

interface ReplaceAllProps {
  readonly preview: RestorePreview
  /** True where there is something here: then it is said first what becomes of it. */
  readonly isAsked: boolean
}

/** The one button that changes everything, and what is said before it does. */
export function ReplaceAll({ preview, isAsked }: ReplaceAllProps) {
  const t = useWords()
  const [isAsking, setAsking] = useState(false)
  if (!isAsked) return <Button onClick={() => void replaceAll()}>{t('restore.replace.now')}</Button>
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('restore.replace.ask')}</Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('restore.replace.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <Text>
          {t('restore.replace.text', {
            when: moment(preview.summary.madeAt),
            list: preview.now ? countList(preview.now) : '',
          })}
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('app.cancel')}
          </Button>
          <Button
            onClick={() => {
              setAsking(false)
              void replaceAll()
            }}
          >
            {t('restore.replace.confirm')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
