import { Modal } from '@mantine/core'
import { useWords } from '../app/i18n'
import { useBackingUp } from './back-up'
import { BackUpFailed } from './back-up-failed'
import { BackUpPlan } from './back-up-plan'
import { BackUpResult } from './back-up-result'
import { BackUpRunning } from './back-up-running'

/** One backup, from what will be in it to what was verified. Closing it stops nothing. */
export function BackUpDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { phase, result, error } = useBackingUp()
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(phase === 'done' ? 'backup.doneTitle' : 'backup.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {phase === 'idle' && <BackUpPlan onClose={onClose} wasStopped={error !== null} />}
      {phase === 'running' && <BackUpRunning onClose={onClose} />}
      {phase === 'failed' && <BackUpFailed error={error} onClose={onClose} />}
      {phase === 'done' && result && <BackUpResult made={result} onClose={onClose} />}
    </Modal>
  )
}
