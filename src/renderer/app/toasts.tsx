import { Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { actionFor, type ErrorHandlers, sentenceOf, toReport } from './error-report'
import { translator } from './i18n'
import { type QueuedToast, ToastQueue } from './toast-queue'
import classes from './toasts.module.css'
import { type Reverted, redoNewest, remember, type UndoStep, undoStep } from './undo/undo-stack'

/** Runs it; a failure is shown in a toast, with a way to try again. True when it succeeded. */
export async function attempt(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    toastError(error, { retry: () => void attempt(action) })
    return false
  }
}

const longEnoughToReadMs = 6_000
const longEnoughToUndoMs = 10_000
/** The toast of each step that can be undone, by the step's id: it is closed once the step is undone. */
const toastOfStep = new Map<number, Toast>()

const signs = { done: IconCircleCheck, note: IconInfoCircle, error: IconAlertTriangle } as const

interface Toast extends QueuedToast {
  readonly button: { readonly label: string; readonly run: () => void } | null
}

const queue = new ToastQueue<Toast>({ draw })

function draw(toast: Toast, onClose: () => void): () => void {
  const { severity, closeMs } = toast
  const Sign = signs[severity]
  const id = notifications.show({
    onClose,
    // A screen reader says an alert at once, everything else when it has finished its sentence.
    role: severity === 'error' ? 'alert' : 'status',
    autoClose: closeMs,
    classNames: { root: classes.toast, icon: classes.sign },
    'data-severity': severity,
    icon: <Sign size={22} stroke={1.8} aria-hidden />,
    closeButtonProps: { 'aria-label': translator.t('app.dismiss') },
    message: <ToastContent toast={toast} />,
  })
  return () => notifications.hide(id)
}

function ToastContent({ toast }: { readonly toast: Toast }) {
  const { message, button } = toast
  const waiting = queue.useWaiting()
  return (
    <div className={classes.content}>
      <Text size="sm" className={classes.words}>
        {message}
        {waiting > 0 && (
          <span className={classes.waiting}>
            {translator.t('app.moreMessages', { count: waiting })}
          </span>
        )}
      </Text>
      {button && (
        <Button
          size="compact-sm"
          variant="default"
          className={classes.button}
          onClick={() => {
            queue.close(toast)
            button.run()
          }}
        >
          {button.label}
        </Button>
      )}
    </div>
  )
}

function show({
  button = null,
  closeMs = longEnoughToReadMs,
  ...toast
}: Pick<Toast, 'severity' | 'message'> & Partial<Toast>): Toast {
  const shown = { ...toast, button, closeMs }
  queue.show(shown)
  return shown
}

/** Says that something was done. With a step, it can be taken back here and by Ctrl+Z, and done again after that. */
export function toastDone(message: string, step?: Pick<UndoStep, 'inverse' | 'redo'>): void {
  if (step === undefined) show({ severity: 'done', message })
  else toastStep(message, remember(message, step))
}

/** Reports a step that can be undone, with a button to undo it. */
export function toastStep(message: string, step: number): void {
  const toast = show({
    severity: 'done',
    message,
    button: { label: translator.t('undo.undo'), run: () => void undo(step) },
    closeMs: longEnoughToUndoMs,
  })
  toastOfStep.set(step, toast)
}

/** Says something to know, which changed nothing. */
export function toastNote(message: string): void {
  show({ severity: 'note', message })
}

/** Says something with one thing to do about it. Stays until it is closed; answers the way to do so. */
export function toastOffer(message: string, label: string, run: () => void): () => void {
  const offer = show({ severity: 'note', message, button: { label, run }, closeMs: false })
  return () => queue.close(offer)
}

function closeToastOf(action: number): void {
  const toast = toastOfStep.get(action)
  toastOfStep.delete(action)
  if (toast !== undefined) queue.close(toast)
}

/** Shows what is wrong for as long as the window is open. Stays until it is closed. */
export function toastWarning(message: string): void {
  show({ severity: 'error', message, closeMs: false })
}

/** Shows an error, with its main action if there is one here. Stays until it is closed. */
export function toastError(error: unknown, handlers: ErrorHandlers = {}): void {
  show({
    severity: 'error',
    message: sentenceOf(error),
    button: actionFor(toReport(error), handlers),
    closeMs: false,
  })
}

function announceUndone(
  sentence: 'undo.undone' | 'undo.redone',
  { action, remark, isGone }: Reverted,
): void {
  const { what } = action
  const isRedo = sentence === 'undo.redone'
  if (isGone) {
    const gone = isRedo ? 'undo.goneRedo' : 'undo.gone'
    return void show({ severity: 'note', message: translator.t(gone, { what }) })
  }
  const redoButton = { label: translator.t('undo.redo'), run: () => void redo() }
  const undoButton = { label: translator.t('undo.undo'), run: () => void undo(action.id) }
  show({
    severity: remark === null ? 'done' : 'note',
    message: remark?.sentence ?? translator.t(sentence, { what }),
    button: isRedo ? undoButton : redoButton,
  })
}

/** Undoes the newest step, or the given one, and reports it. */
export async function undo(stepId?: number): Promise<void> {
  try {
    const takenBack = await undoStep(stepId)
    if (takenBack) {
      closeToastOf(takenBack.action.id)
      announceUndone('undo.undone', takenBack)
    } else if (stepId === undefined) {
      show({ severity: 'note', message: translator.t('undo.nothing') })
    }
  } catch (error) {
    toastError(error, { retry: () => void undo(stepId) })
  }
}

/** Repeats the step that was undone last, and reports it. */
export async function redo(): Promise<void> {
  try {
    const again = await redoNewest()
    if (again) announceUndone('undo.redone', again)
    else show({ severity: 'note', message: translator.t('undo.nothingToRedo') })
  } catch (error) {
    toastError(error, { retry: () => void redo() })
  }
}
