import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../api'
import classes from '../components/tray.module.css'
import { useWords } from '../i18n'
import { openImport, usePlace } from '../place'
import { useImportEndings } from './import-endings'
import { useImportProgress } from './use-import-progress'
import { useVisit } from './visit'
import { watchImport } from './visit-deeds'

/** The import that goes on in the background: one line below the campaigns that leads back to it. */
export function ImportTray() {
  const t = useWords()
  const { screen } = usePlace()
  const { isLooking } = useVisit()
  const { data: imports } = useQuery(queries.imports())
  const progress = useImportProgress()
  useImportEndings()
  const running = imports?.find(({ state }) => state === 'running')
  if (screen === 'import' || (running === undefined && !isLooking)) return null
  const told = progress?.importId === running?.id ? progress : null
  const { done, total } = told ?? running ?? { done: 0, total: 0 }
  const label = running
    ? t(told?.doing === 'undoing' ? 'import.tray.undoing' : 'import.tray.running', { done, total })
    : t('import.tray.looking')
  const percent = total > 0 ? Math.floor((100 * done) / total) : null
  const open = () => {
    if (running) watchImport(running.id)
    openImport()
  }
  return (
    <UnstyledButton className={classes.tray} title={label} onClick={open}>
      <IconFileImport size={20} className={classes.lamp} aria-hidden />
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      <span className={classes.percent} aria-hidden>
        {percent !== null && `${percent} %`}
      </span>
      <VisuallyHidden>{label}</VisuallyHidden>
      {percent !== null && (
        <span className={classes.bar} style={{ width: `${percent}%` }} aria-hidden />
      )}
    </UnstyledButton>
  )
}
