import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useRef, useState } from 'react'
import type { Preferences } from '../../shared/preferences'
import { StartupError } from '../startup-error/startup-error'
import { useMoving } from '../storage/move'
import { MovingScreen } from '../storage/moving-screen'
import { ErrorNotice } from '../ui/error-notice'
import { queries, useEvent } from './api'
import { App } from './app'
import { speak, translator } from './i18n'
import { useShortcutListener } from './keys/shortcuts'
import { usePlace } from './navigation'
import { RestoreScreen } from './on-demand'

const schemes = { system: 'auto', lamplight: 'dark', parchment: 'light' } as const

function useLook(theme: Preferences['theme'] | undefined): void {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (theme) setColorScheme(schemes[theme])
  }, [theme, setColorScheme])
}

/** What the window shows first: the app where it was left, or why the library cannot be opened. */
export function Start() {
  const start = useQuery(queries.start())
  const preferences = useQuery(queries.preferences())
  // What was found while the library was opened is among them.
  const notices = useQuery({ ...queries.notices(), enabled: start.data?.state === 'ready' })
  const [spoken, setSpoken] = useState(translator.language)
  const { screen } = usePlace()
  const { phase } = useMoving()
  useLook(preferences.data?.theme)

  const shownLanguage = useRef(preferences.data?.language)
  const language = start.data?.language
  useEffect(() => {
    if (language) void speak(language).then(() => setSpoken(language))
  }, [language])
  // Main turns `system` into a language, so it is asked again when the preference changes.
  useEvent('preferences:changed', ({ language: preferred }) => {
    if (preferred !== shownLanguage.current) void start.refetch()
    shownLanguage.current = preferred
  })

  const failure = start.error ?? preferences.error ?? notices.error
  if (phase !== 'idle') return <MovingScreen />
  if (failure)
    return <ErrorNotice error={failure} handlers={{ retry: () => void start.refetch() }} />
  if (spoken !== language || !start.data || !preferences.data) return null
  if (start.data.state === 'trouble')
    return screen === 'restore' ? <RestoreAlone /> : <StartupError trouble={start.data} />
  return notices.data ? <App notices={notices.data} /> : null
}

/** Restoring while there is no library to show beside it. */
function RestoreAlone() {
  useShortcutListener(null)
  return (
    <main style={{ background: 'var(--ck-room)', height: '100%' }}>
      <Suspense>
        <RestoreScreen />
      </Suspense>
    </main>
  )
}
