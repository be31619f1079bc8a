import { Modal, SegmentedControl } from '@mantine/core'
import { useEffect } from 'react'
import { providerIds } from '../../shared/generation'
import { useWords } from '../app/i18n'
import type { NamedSubject } from '../portrait/actions'
import { ErrorNotice } from '../ui/error-notice'
import { AvatarPane } from './avatar-pane'
import { useDraft } from './draft'
import classes from './generate-form.module.css'
import { useProvider } from './service'
import { ServicePane } from './service-pane'

interface GenerateDialogProps extends NamedSubject {
  readonly onClose: () => void
}

/** Orders a portrait at an image service, or draws an avatar. Closing it stops nothing. */
export function GenerateDialog({ subject, name, onClose }: GenerateDialogProps) {
  const t = useWords()
  const [draft, change] = useDraft(subject)
  const { isKnown, chosen, profile, error } = useProvider(draft)
  // What is to be written first may come only after the dialog has looked for it, or in another's place.
  useEffect(() => {
    if (isKnown && chosen && !isFocusInside()) {
      document.querySelector<HTMLElement>('[role="dialog"] [data-autofocus]')?.focus()
    }
  }, [isKnown, chosen])
  const pane = { subject, name, draft, onChange: change, onClose }
  return (
    <Modal
      opened
      onClose={onClose}
      size={880}
      yOffset="3dvh"
      title={t('generate.title', { name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      classNames={{ content: classes.content, title: classes.title, body: classes.body }}
    >
      <div className={classes.providers}>
        <SegmentedControl
          fullWidth
          aria-label={t('generate.provider')}
          data={providerIds.map((id) => ({ value: id, label: t(`settings.providers.${id}`) }))}
          value={chosen}
          onChange={(id) => change({ provider: providerIds.find((known) => known === id) })}
        />
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {isKnown && chosen === 'avatar' && <AvatarPane {...pane} />}
      {profile && <ServicePane {...pane} profile={profile} />}
    </Modal>
  )
}

/** Whether something in the dialog has the focus, besides the way out. */
function isFocusInside(): boolean {
  const { activeElement } = document
  const isInside = activeElement?.closest('[role="dialog"]') != null
  return isInside && !activeElement.matches('.mantine-Modal-close')
}
