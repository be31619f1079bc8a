import { Alert, Button, Group } from '@mantine/core'
import { IconPhotoOff } from '@tabler/icons-react'
import type { Portrait, PortraitFileState } from '../../shared/portrait'
import { useWords } from '../i18n'
import type { Sat } from './deeds'
import { openGenerate } from './generate/draft'
import { pickFile } from './own-picture'

interface MissingFileProps extends Sat {
  readonly state: Exclude<PortraitFileState, 'sound'>
  /** The portrait whose file it is, when the history has told. */
  readonly portrait: Portrait | null
  /** Goes to the other portraits; null when there are none. */
  readonly onHistory: (() => void) | null
}

/** Why an avatar stands in for a stored portrait, and three ways out. */
export function MissingFile({ subject, name, state, portrait, onHistory }: MissingFileProps) {
  const t = useWords()
  const isAvatar = portrait?.source === 'avatar'
  const again = () => {
    if (isAvatar) return openGenerate(subject, name, { provider: 'avatar' })
    openGenerate(subject, name, portrait?.prompt ? { prompt: portrait.prompt } : {})
  }
  return (
    <Alert color="yellow" variant="light" icon={<IconPhotoOff aria-hidden />}>
      {t(`portrait.${state}Text`)}
      <Group gap={8} mt="sm">
        {onHistory && (
          <Button size="compact-sm" variant="default" onClick={onHistory}>
            {t('portrait.fromHistory')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void pickFile({ subject, name })}
        >
          {t('portrait.pickTheFile')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={again}>
          {t(isAvatar ? 'portrait.redraw' : 'portrait.generateAgain')}
        </Button>
      </Group>
    </Alert>
  )
}
