import { Button, Checkbox, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'

/** Saves the report to a file of the game master's choice; with e-mail addresses only on request. */
export function SaveReport({ id }: { readonly id: number }) {
  const t = useWords()
  const [isAsking, setAsking] = useState(false)
  const [withEmails, setWithEmails] = useState(false)
  const save = (format: 'html' | 'csv') => {
    setAsking(false)
    void attempt(async () => {
      const isSaved = await request('import:save-report', { id, format, withEmails })
      if (isSaved) toastDone(t('import.report.saved'))
    })
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('import.report.save')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('import.report.saveTitle')}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <Checkbox
          label={t('import.report.withEmails')}
          checked={withEmails}
          onChange={({ currentTarget }) => setWithEmails(currentTarget.checked)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => save('csv')}>
            {t('import.report.saveCsv')}
          </Button>
          <Button onClick={() => save('html')}>{t('import.report.saveHtml')}</Button>
        </Group>
      </Modal>
    </>
  )
}
