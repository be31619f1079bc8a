import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Preferences } from '../shared/preferences'
import { queries, useEvent } from './api'
import { App } from './app'
import { ErrorNotice } from './components/error-notice'
import { speak } from './i18n'
import { openCampaign } from './place'
import { Trouble } from './trouble/trouble'

const schemes = { system: 'auto', lamplight: 'dark', parchment: 'light' } as const

function useLook(theme: Preferences['theme'] | undefined): void {
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (theme) setColorScheme(schemes[theme])
  }, [theme, setColorScheme])
}

/** Opens the campaign of last time, once: later changes of the preference are our own. */
function useLastCampaign(lastCampaignId: number | null | undefined): void {
  const isOpened = useRef(false)
  useEffect(() => {
    if (lastCampaignId === undefined || isOpened.current) return
    isOpened.current = true
    openCampaign(lastCampaignId)
  }, [lastCampaignId])
}

/** What the window shows first: the app where it was left, or why the library cannot be opened. */
export function Start() {
  const start = useQuery(queries.start())
  const preferences = useQuery(queries.preferences())
  const [isSpeaking, setSpeaking] = useState(false)
  useLook(preferences.data?.theme)
  useLastCampaign(preferences.data?.lastCampaignId)

  const language = start.data?.language
  useEffect(() => {
    if (language) void speak(language).then(() => setSpeaking(true))
  }, [language])
  // Main turns `system` into a language, so it is asked again when the preference changes.
  useEvent('preferences:changed', () => void start.refetch())

  const failure = start.error ?? preferences.error
  if (failure)
    return <ErrorNotice error={failure} handlers={{ retry: () => void start.refetch() }} />
  if (!isSpeaking || !start.data || !preferences.data) return null
  if (start.data.state === 'trouble') return <Trouble trouble={start.data} />
  return <App notices={start.data.notices} />
}
