import { Button, Menu } from '@mantine/core'
import { IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import { request } from '../api'
import { useWords } from '../i18n'
import { attempt } from '../portrait/deeds'
import { toastDone } from '../toasts'

/** Saves the report where the game master says; e-mail addresses only when asked for. */
export function SaveReport({ id }: { readonly id: number }) {
  const t = useWords()
  const [withEmails, setWithEmails] = useState(false)
  const save = (format: 'html' | 'csv') =>
    attempt(async () => {
      const isSaved = await request('import:save-report', { id, format, withEmails })
      if (isSaved) toastDone(t('import.report.saved'))
    })
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronUp size={16} aria-hidden />}>
          {t('import.report.save')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.CheckboxItem checked={withEmails} onChange={setWithEmails} closeMenuOnClick={false}>
          {t('import.report.withEmails')}
        </Menu.CheckboxItem>
        <Menu.Divider />
        <Menu.Item onClick={() => void save('html')}>{t('import.report.saveHtml')}</Menu.Item>
        <Menu.Item onClick={() => void save('csv')}>{t('import.report.saveCsv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
