import { SegmentedControl, Select } from '@mantine/core'
import { languages } from '../../shared/preferences'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import { SettingRow, SettingSection } from '../ui/setting-row'

const themes = ['system', 'lamplight', 'parchment'] as const
const densities = ['comfortable', 'dense'] as const
// Each language is called what its speakers call it.
const languageNames = { en: 'English', fr: 'Français' } as const

/** Language, theme and the size of the cards. */
export function Appearance() {
  const t = useWords()
  const [preferences, change] = usePreferences()
  return (
    <SettingSection title={t('settings.appearance')}>
      <SettingRow title={t('settings.language')}>
        {(titleId) => (
          <Select
            aria-labelledby={titleId}
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
      </SettingRow>
      <SettingRow title={t('settings.theme')} note={t('settings.themeNote')}>
        {(titleId) => (
          <SegmentedControl
            aria-labelledby={titleId}
            value={preferences.theme}
            onChange={(theme) => void change({ theme })}
            data={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
          />
        )}
      </SettingRow>
      <SettingRow title={t('settings.density')}>
        {(titleId) => (
          <SegmentedControl
            aria-labelledby={titleId}
            value={preferences.density}
            onChange={(density) => void change({ density, cardWidthPx: null })}
            data={densities.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
          />
        )}
      </SettingRow>
    </SettingSection>
  )
}
