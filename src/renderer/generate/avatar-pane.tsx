import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { avatarStyles, defaultAvatarStyle } from '../../shared/portrait'
import { useWords } from '../app/i18n'
import { drawAvatar } from '../portrait/actions'
import { useSubject } from '../portrait/use-subject'
import { ErrorNotice } from '../ui/error-notice'
import { AvatarChooser, AvatarPreview } from './avatar-chooser'
import classes from './generate-dock.module.css'
import type { PaneProps } from './pane'

/** Draws an avatar, here and now and for nothing. */
export function AvatarPane({ subject, name, draft, onChange, onClose }: PaneProps) {
  const t = useWords()
  const portrayed = useSubject(subject)
  const [error, setError] = useState<unknown>(null)
  const [isDrawing, setDrawing] = useState(false)
  const usualStyle = avatarStyles.find((style) => style === portrayed?.avatarStyle)
  const style = draft.avatarStyle ?? usualStyle ?? defaultAvatarStyle
  const seed = draft.avatarSeed ?? name
  const draw = async () => {
    setDrawing(true)
    try {
      await drawAvatar({ subject, name }, { style, seed })
      onClose()
    } catch (failure) {
      setError(failure)
    } finally {
      setDrawing(false)
    }
  }
  return (
    <>
      <div className={classes.middle}>
        <div className={classes.form}>
          <AvatarPreview
            className={classes.preview}
            style={style}
            seed={seed}
            alt={t('avatar.preview', { seed })}
          />
          <AvatarChooser style={style} seed={seed} onChange={onChange} />
          {error !== null && <ErrorNotice error={error} handlers={{ retry: () => void draw() }} />}
        </div>
      </div>
      <div className={classes.foot}>
        <div className={classes.words}>
          <Text size="sm">{t('generate.priceFree')}</Text>
          <Text size="sm" c="var(--ck-quiet)">
            {t('generate.sentNothing')}
          </Text>
        </div>
        <Button data-dock="start" loading={isDrawing} onClick={() => void draw()}>
          {t('avatar.draw')}
        </Button>
      </div>
    </>
  )
}
