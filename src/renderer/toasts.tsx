import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { actionFor, type ErrorHandlers, sentenceOf, toReport } from './components/error-report'
import { translator } from './i18n'
import { redoNewest, remember, type TakenBack, takeBack } from './undo/undo-stack'

const longEnoughToReadMs = 6_000
const longEnoughToUndoMs = 10_000
/** More would cover the wall. */
export const toastsAtOnce = 3

/** The toast that tells of a deed, by the deed's id: its Undo does nothing once the deed is taken back. */
const toastOfDeed = new Map<number, string>()

const onScreen: { readonly id: string; readonly isUrgent: boolean }[] = []

/** The newest is always seen at once: the oldest goes for it, and what went wrong goes last. */
function makeRoom(): void {
  while (onScreen.length >= toastsAtOnce) {
    const oldest = onScreen.find(({ isUrgent }) => !isUrgent) ?? onScreen[0]
    if (!oldest) return
    leave(oldest.id)
    notifications.hide(oldest.id)
  }
}

function leave(id: string): void {
  const at = onScreen.findIndex((toast) => toast.id === id)
  if (at >= 0) onScreen.splice(at, 1)
}

function show(
  message: string,
  button: { label: string; run: () => void } | null,
  close: number | false,
  urgent = false,
): string {
  makeRoom()
  const id = notifications.show({
    onClose: () => leave(id),
    role: urgent ? 'alert' : 'status',
    autoClose: close,
    color: 'ember',
    closeButtonProps: { 'aria-label': translator.t('app.dismiss') },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
        {button && (
          <Button
            size="compact-sm"
            variant="default"
            style={{ flex: 'none' }}
            onClick={() => {
              notifications.hide(id)
              button.run()
            }}
          >
            {button.label}
          </Button>
        )}
      </Group>
    ),
  })
  onScreen.push({ id, isUrgent: urgent })
  return id
}

/** Says that something was done. With an inverse, it can be taken back here and by Ctrl+Z. */
export function toastDone(message: string, inverse?: () => Promise<unknown>): void {
  if (!inverse) {
    show(message, null, longEnoughToReadMs)
    return
  }
  const deed = remember(message, inverse)
  const toast = show(
    message,
    { label: translator.t('undo.undo'), run: () => void undo(deed) },
    longEnoughToUndoMs,
  )
  toastOfDeed.set(deed, toast)
}

/** Says something with one thing to do about it. Stays until it is closed; answers the way to do so. */
export function toastOffer(message: string, label: string, run: () => void): () => void {
  const id = show(message, { label, run }, false)
  return () => notifications.hide(id)
}

function closeToastOf(deed: number): void {
  const toast = toastOfDeed.get(deed)
  toastOfDeed.delete(deed)
  if (toast !== undefined) notifications.hide(toast)
}

/** Says what went wrong, with the error's main action if there is one here. Stays until it is closed. */
export function toastError(error: unknown, handlers: ErrorHandlers = {}): void {
  show(sentenceOf(error), actionFor(toReport(error), handlers), false, true)
}

function sayUndone(
  sentence: 'undo.undone' | 'undo.redone',
  { deed, remark, isGone }: TakenBack,
): void {
  const { what, redo: again } = deed
  if (isGone) return void show(translator.t('undo.gone', { what }), null, longEnoughToReadMs)
  const redoButton = { label: translator.t('undo.redo'), run: () => void redo() }
  const undoButton = { label: translator.t('undo.undo'), run: () => void undo(deed.id) }
  const button = sentence === 'undo.redone' ? undoButton : again ? redoButton : null
  show(remark?.sentence ?? translator.t(sentence, { what }), button, longEnoughToReadMs)
}

/** Takes back the newest deed, or this one, and says so. */
export async function undo(deedId?: number): Promise<void> {
  try {
    const takenBack = await takeBack(deedId)
    if (takenBack) {
      closeToastOf(takenBack.deed.id)
      sayUndone('undo.undone', takenBack)
    } else if (deedId === undefined) show(translator.t('undo.nothing'), null, longEnoughToReadMs)
  } catch (error) {
    toastError(error, { retry: () => void undo(deedId) })
  }
}

/** Does again what was undone last, and says so. */
export async function redo(): Promise<void> {
  try {
    const again = await redoNewest()
    if (again) sayUndone('undo.redone', again)
    else show(translator.t('undo.nothingToRedo'), null, longEnoughToReadMs)
  } catch (error) {
    toastError(error, { retry: () => void redo() })
  }
}
