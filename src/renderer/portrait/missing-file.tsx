import { Button, Group } from '@mantine/core'
import { IconPhotoOff } from '@tabler/icons-react'
import type { Portrait, PortraitFileState } from '../../shared/portrait'
import { useWords } from '../app/i18n'
import { openGenerate } from '../generate/draft'
import type { NamedSubject } from './actions'
import classes from './missing-file.module.css'
import { pickFile } from './own-picture'

interface MissingFileProps extends NamedSubject {
  readonly state: Exclude<PortraitFileState, 'sound'>
  /** The portrait whose file it is, once the history is loaded. */
  readonly portrait: Portrait | null
  /** Goes to the other portraits; null when there are none. */
  readonly onHistory: (() => void) | null
}

/** Why a placeholder is shown instead of a stored portrait, and three ways to fix it. */
export function MissingFile({ subject, name, state, portrait, onHistory }: MissingFileProps) {
  const t = useWords()
  const isAvatar = portrait?.source === 'avatar'
  const again = () => {
    if (isAvatar) return openGenerate(subject, { provider: 'avatar' })
    openGenerate(subject, portrait?.prompt ? { prompt: portrait.prompt } : {})
  }
  return (
    <div className={classes.note} role="note">
      <IconPhotoOff size={20} stroke={1.6} className={classes.sign} aria-hidden />
      <p className={classes.words}>{t(`portrait.${state}Text`)}</p>
      <Group gap={8} className={classes.ways}>
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
    </div>
  )
}
