import { Text } from '@mantine/core'
import { useState } from 'react'
import type { PortraitLink } from '../../shared/portrait-link'
import { useWords } from '../app/i18n'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { NamedSubject } from './actions'
import { lookForNewer } from './links'

interface LookForNewerProps extends NamedSubject {
  readonly link: PortraitLink
  readonly onClose: () => void
}

/** Shows which host will be contacted, before it is. */
export function LookForNewer({ link, onClose, ...named }: LookForNewerProps) {
  const t = useWords()
  const [isAsking, setAsking] = useState(false)
  const { host } = link
  const ask = async () => {
    setAsking(true)
    await lookForNewer(named, link)
    onClose()
  }
  return (
    <ConfirmDialog
      title={t('links.findUpdateTitle')}
      confirmLabel={t('links.findUpdateConfirm', { host })}
      focus="confirm"
      isBusy={isAsking}
      onConfirm={() => void ask()}
      onClose={onClose}
    >
      <Text style={{ overflowWrap: 'anywhere' }}>{t('links.findUpdateText', { host })}</Text>
    </ConfirmDialog>
  )
}
