import { Button } from '@mantine/core'
import { useWords } from '../app/i18n'

export interface TaskFooterProps {
  /** The label of the button that cancels; it names what is cancelled. */
  readonly cancelLabel: string
  /** It was asked to stop, and has not yet. */
  readonly isStopping: boolean
  /** False where it can no longer be stopped, or has not begun. */
  readonly mayCancel?: boolean
  /** False where it has not begun, so that there is nothing to come back to. */
  readonly mayLeave?: boolean
  readonly onCancel: () => void
  /** Leaves it to itself; it goes on. */
  readonly onLeave: () => void
}

/** The two ways out of long work: to stop it, and to let it go on behind. */
export function TaskFooter(props: TaskFooterProps) {
  const { cancelLabel, isStopping, mayCancel = true, mayLeave = true, onCancel, onLeave } = props
  const t = useWords()
  return (
    <>
      <Button variant="default" disabled={!mayCancel} loading={isStopping} onClick={onCancel}>
        {cancelLabel}
      </Button>
      <Button disabled={!mayLeave} onClick={onLeave}>
        {t('task.runInBackground')}
      </Button>
    </>
  )
}
