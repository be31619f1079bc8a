import { Button, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { avatarStyles, defaultAvatarStyle } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { useWords } from '../app/i18n'
import { drawAvatars } from '../portrait/actions'
import type { Draft } from './draft'
import classes from './generate-dock.module.css'

interface SeveralAvatarsProps {
  readonly subjects: readonly Subject[]
  readonly draft: Draft
  readonly onChange: (changes: Partial<Draft>) => void
  readonly onClose: () => void
}

/** Draws an avatar from the name of each of several characters, on this computer and free of charge. */
export function SeveralAvatars({ subjects, draft, onChange, onClose }: SeveralAvatarsProps) {
  const t = useWords()
  const [isDrawing, setDrawing] = useState(false)
  const style = draft.avatarStyle ?? defaultAvatarStyle
  const draw = async () => {
    setDrawing(true)
    if (await drawAvatars(subjects, style)) onClose()
    else setDrawing(false)
  }
  return (
    <>
      <div className={classes.middle}>
        <div className={classes.form}>
          <Select
            label={t('avatar.style')}
            data={avatarStyles.map((id) => ({ value: id, label: t(`avatar.styles.${id}`) }))}
            value={style}
            allowDeselect={false}
            onChange={(id) => onChange({ avatarStyle: avatarStyles.find((one) => one === id) })}
          />
          <Text size="sm">{t('generate.avatarEach')}</Text>
        </div>
      </div>
      <div className={classes.foot}>
        <div>
          <Text size="sm">{t('generate.priceFree')}</Text>
          <Text size="sm" c="var(--ck-quiet)">
            {t('generate.sentNothing')}
          </Text>
        </div>
        <Button data-dock="start" loading={isDrawing} onClick={() => void draw()}>
          {t('generate.drawAvatars', { count: subjects.length })}
        </Button>
      </div>
    </>
  )
}
