import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { IconDice5 } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type AvatarStyle, avatarStyles } from '../../shared/portrait'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import classes from './avatar-chooser.module.css'

interface AvatarChooserProps {
  readonly style: AvatarStyle
  readonly seed: string
  readonly onChange: (choice: {
    readonly avatarStyle?: AvatarStyle
    readonly avatarSeed?: string
  }) => void
}

/** The avatar's style, each shown as it will be drawn, and the words it is drawn from. */
export function AvatarChooser({ style, seed, onChange }: AvatarChooserProps) {
  const t = useWords()
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('avatar.style')}
        value={style}
        onChange={(chosen) => onChange({ avatarStyle: avatarStyles.find((id) => id === chosen) })}
      >
        <div className={classes.styles}>
          {avatarStyles.map((id) => (
            <Radio.Card
              key={id}
              value={id}
              className={classes.style}
              aria-label={t(`avatar.styles.${id}`)}
            >
              <AvatarPreview style={id} seed={seed} />
              <Text size="sm" mt={6}>
                {t(`avatar.styles.${id}`)}
              </Text>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('avatar.seed')}
          description={t('avatar.seedHint')}
          value={seed}
          maxLength={400}
          dir="auto"
          flex={1}
          miw={220}
          onChange={(event) => onChange({ avatarSeed: event.currentTarget.value })}
        />
        <Button
          variant="default"
          leftSection={<IconDice5 size={18} stroke={1.6} aria-hidden />}
          onClick={() => onChange({ avatarSeed: nextSeed(seed) })}
        >
          {t('avatar.another')}
        </Button>
      </Group>
    </Stack>
  )
}

interface AvatarPreviewProps {
  readonly style: AvatarStyle
  readonly seed: string
  readonly alt?: string
  readonly className?: string
}

/** An avatar before it is drawn for good. */
export function AvatarPreview({ style, seed, alt = '', className }: AvatarPreviewProps) {
  const { data: svg } = useQuery({
    queryKey: ['avatar', style, seed],
    queryFn: () => request('avatars:preview', { style, seed }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  return (
    <span className={`${classes.preview} ${className ?? ''}`}>
      {svg !== undefined && (
        <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={alt} draggable={false} />
      )}
    </span>
  )
}

/** The same words with the next number: `Mira`, `Mira 2`, `Mira 3`. */
export function nextSeed(seed: string): string {
  const [, words = seed, number = '1'] = /^(.*?)(?: (\d{1,6}))?$/s.exec(seed) ?? []
  return `${words} ${Number(number) + 1}`.trim()
}
