import { SegmentedControl, Select, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { languages } from '../../shared/preferences'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import classes from './settings-screen.module.css'

const themes = ['system', 'lamplight', 'parchment'] as const
const densities = ['comfortable', 'dense'] as const
// Each language is called what its speakers call it.
const languageNames = { en: 'English', fr: 'Français' } as const

/** Language, light and the size of the cards. */
export function Appearance() {
  const t = useWords()
  const [preferences, change] = usePreferences()
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {t('settings.appearance')}
      </Title>
      <Line title={t('settings.language')}>
        {(labelId) => (
          <Select
            aria-labelledby={labelId}
            allowDeselect={false}
            value={preferences.language}
            onChange={(chosen) => {
              const language = languages.find((known) => known === chosen) ?? 'system'
              void change({ language })
            }}
            data={[
              { value: 'system', label: t('settings.asSystem') },
              ...languages.map((value) => ({ value, label: languageNames[value] })),
            ]}
          />
        )}
      </Line>
      <Line title={t('settings.theme')} note={t('settings.themeNote')}>
        {(labelId) => (
          <SegmentedControl
            aria-labelledby={labelId}
            value={preferences.theme}
            onChange={(theme) => void change({ theme })}
            data={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
          />
        )}
      </Line>
      <Line title={t('settings.density')}>
        {(labelId) => (
          <SegmentedControl
            aria-labelledby={labelId}
            value={preferences.density}
            onChange={(density) => void change({ density })}
            data={densities.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
          />
        )}
      </Line>
    </section>
  )
}

interface LineProps {
  readonly title: string
  readonly note?: string
  readonly children: (labelId: string) => ReactNode
}

function Line({ title, note, children }: LineProps) {
  const labelId = useId()
  return (
    <div className={classes.line}>
      <div className={classes.lineText}>
        <div id={labelId} className={classes.lineTitle}>
          {title}
        </div>
        {note && <div className={classes.lineNote}>{note}</div>}
      </div>
      {children(labelId)}
    </div>
  )
}
