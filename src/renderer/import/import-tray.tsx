import { IconFileImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { openImport, usePlace } from '../app/navigation'
import { WorkTray } from '../tasks/task-tray'
import { useImportEndings } from './import-endings'
import { useImportSession } from './session'
import { watchImport } from './session-actions'
import { useImportProgress } from './use-import-progress'

/** The import that goes on in the background: one line below the campaigns that leads back to it. */
export function ImportTray() {
  const t = useWords()
  const { screen } = usePlace()
  const { isScanning } = useImportSession()
  const { data: imports } = useQuery(queries.imports())
  const progress = useImportProgress()
  useImportEndings()
  const running = imports?.find(({ state }) => state === 'running')
  if (screen === 'import' || (running === undefined && !isScanning)) return null
  const told = progress?.importId === running?.id ? progress : null
  const { done, total } = told ?? running ?? { done: 0, total: 0 }
  const title = running
    ? t(told?.doing === 'undoing' ? 'import.tray.undoing' : 'import.tray.running', { done, total })
    : t('import.tray.looking')
  const open = () => {
    if (running) watchImport(running.id)
    openImport()
  }
  return <WorkTray icon={IconFileImport} title={title} howFar={{ done, total }} onOpen={open} />
}
