import { Button, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { avatarStyles, defaultAvatarStyle } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { request } from '../app/api'
import { translator, useWords } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'
import { undoAdding } from '../portrait/actions'
import { readPortraitSubject } from '../portrait/use-subject'
import type { Draft } from './draft'
import classes from './generate-dock.module.css'

interface SeveralAvatarsProps {
  readonly subjects: readonly Subject[]
  readonly draft: Draft
  readonly onChange: (changes: Partial<Draft>) => void
  readonly onClose: () => void
}

/** Draws an avatar from the name of each of several characters, here and for nothing. */
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

/** Draws and shows them, and remembers one step of undo for all that were drawn. True when all were. */
function drawAvatars(
  subjects: readonly Subject[],
  style: (typeof avatarStyles)[number],
): Promise<boolean> {
  return attempt(async () => {
    const inverses: (() => Promise<unknown>)[] = []
    try {
      for (const subject of subjects) {
        const { name: seed } = await readPortraitSubject(subject)
        const drawn = await request('portraits:draw-avatar', { subject, style, seed })
        const { portrait, formerId, wentToTrash } = drawn
        inverses.push(undoAdding(subject, formerId, [portrait.id], wentToTrash))
      }
    } finally {
      if (inverses.length > 0) {
        toastDone(translator.t('generate.avatarsDrawn', { count: inverses.length }), async () => {
          for (const inverse of inverses) await inverse()
        })
      }
    }
  })
}
