import { Button, Kbd, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import classes from './line-strip.module.css'
import { MentionText } from './mention-text'
import { addLine } from './session-actions'
import { sessionName } from './session-words'

const noNames = () => undefined

interface LineStripProps {
  readonly campaignId: number
  readonly onClose: () => void
}

/** One line for the open session, from wherever the game master is. */
export function LineStrip({ campaignId, onClose }: LineStripProps) {
  const t = useWords()
  const [text, setText] = useState('')
  const { data } = useQuery(queries.sessions(campaignId))
  const open = data?.sessions.find(({ isOpen }) => isOpen)
  const add = async () => {
    if (text.trim() === '') return
    if (await addLine(campaignId, text)) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      withCloseButton={false}
      title={
        open ? t('sessions.lineInto', { name: sessionName(t, open) }) : t('sessions.lineIntoNew')
      }
    >
      <div className={classes.strip}>
        <div className={classes.text}>
          <MentionText
            campaignId={campaignId}
            text={text}
            onText={(typed) => setText(typed.replaceAll('\n', ' '))}
            nameOf={noNames}
            onEnter={() => void add()}
            data-autofocus
            autosize
            minRows={1}
            maxRows={5}
            maxLength={4_000}
            aria-label={t('sessions.addALine')}
            placeholder={t('sessions.linePlaceholder')}
          />
        </div>
        <Button disabled={text.trim() === ''} onClick={() => void add()}>
          {t('sessions.addLine')}
        </Button>
      </div>
      <p className={classes.keys}>
        <span>
          <Kbd size="xs">@</Kbd> {t('sessions.lineKeyMention')}
        </span>
        <span>
          <Kbd size="xs">{t('keys.enter')}</Kbd> {t('sessions.lineKeyAdd')}
        </span>
        <span>
          <Kbd size="xs">Esc</Kbd> {t('sessions.lineKeyLeave')}
        </span>
      </p>
    </Modal>
  )
}
