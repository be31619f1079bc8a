import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import type { PortraitLink } from '../../shared/portrait-link'
import { useWords } from '../app/i18n'
import type { NamedSubject } from './actions'
import { lookForNewer } from './links'

interface LookForNewerProps extends NamedSubject {
  readonly link: PortraitLink
  readonly onClose: () => void
}

/** Says who will be asked, before anybody is. */
export function LookForNewer({ link, onClose, ...sat }: LookForNewerProps) {
  const t = useWords()
  const [isAsking, setAsking] = useState(false)
  const { host } = link
  const ask = async () => {
    setAsking(true)
    await lookForNewer(sat, link)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={() => isAsking || onClose()}
      title={t('links.lookTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Text style={{ overflowWrap: 'anywhere' }}>{t('links.lookText', { host })}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" disabled={isAsking} onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button data-autofocus loading={isAsking} onClick={() => void ask()}>
          {t('links.lookConfirm', { host })}
        </Button>
      </Group>
    </Modal>
  )
}
