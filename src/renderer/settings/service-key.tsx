import { Alert, Button, Group, PasswordInput, Text } from '@mantine/core'
import { IconAlertTriangle, IconKey } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { ProviderProfile } from '../../shared/generation'
import { request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { toastDone } from '../app/toasts'
import { useStoreProfile } from './use-store-profile'

/** The key of a service: it can be given and forgotten here, never read. */
export function ServiceKey({ profile }: { profile: ProviderProfile }) {
  const t = useWords()
  const keep = useStoreProfile()
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<unknown>(null)
  const { id } = profile

  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const profileNow = await request('providers:set-key', { id, key: typed })
      keep(profileNow)
      setTyped('')
      setError(null)
      // For a key that lasts only for this session, the note below says so; “saved” would contradict it.
      if (profileNow.keyStorage !== 'session') toastDone(t('settings.keySaved'))
    } catch (refusal) {
      setError(refusal)
    }
  }
  const forget = async () => {
    try {
      keep(await request('providers:forget-key', { id }))
      toastDone(t('settings.keyForgotten'))
    } catch (refusal) {
      setError(refusal)
    }
  }

  const forgetButton = (
    <Button size="compact-sm" variant="default" onClick={() => void forget()}>
      {t('settings.keyForget')}
    </Button>
  )
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group align="flex-end" gap="sm">
        <PasswordInput
          flex={1}
          label={t(profile.needsKey ? 'settings.key' : 'settings.keyOptional')}
          placeholder={t(profile.hasKey ? 'settings.keyReplace' : 'settings.keyPaste')}
          leftSection={<IconKey size={18} aria-hidden />}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          error={error === null ? undefined : sentenceOf(error)}
          visibilityToggleButtonProps={{ 'aria-label': t('settings.keyShow') }}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={typed.trim() === ''}>
          {t('settings.keySave')}
        </Button>
      </Group>
      {profile.hasKey && profile.keyStorage !== 'session' && (
        <Group mt={8} gap="sm">
          <Text c="var(--ck-quiet)">{t(`settings.keyStorage.${profile.keyStorage}`)}</Text>
          {forgetButton}
        </Group>
      )}
      {profile.keyStorage === 'session' && (
        <Alert
          mt="sm"
          role="status"
          color="ember"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
        >
          {t('settings.keyStorage.session')}
          <Group mt="sm">{forgetButton}</Group>
        </Alert>
      )}
    </form>
  )
}
