import { Button, Group, type MantineSpacing, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../app/i18n'

interface ConfirmDialogProps {
  readonly isOpen?: boolean
  readonly title: string
  readonly size?: number | 'lg'
  /** What would happen. */
  readonly children: ReactNode
  /** Null where there is nothing to confirm, only something to read. */
  readonly confirmLabel: string | null
  /** Defaults to "Cancel". */
  readonly cancelLabel?: string
  /** A third button, on the other side. */
  readonly otherButton?: ReactNode
  /** Which button has the focus first; without it the dialog's first control has. */
  readonly focus?: 'confirm' | 'cancel'
  readonly isConfirmDisabled?: boolean
  readonly confirmColor?: string
  readonly confirmVariant?: 'filled' | 'default'
  /** What was confirmed is being done. The dialog stays open until it is. */
  readonly isBusy?: boolean
  /** True where the dialog may be closed although what was confirmed is still being done. */
  readonly canCloseWhileBusy?: boolean
  /** Between the content and the buttons. */
  readonly buttonsMargin?: MantineSpacing
  readonly onConfirm: () => void
  /** Defaults to `onClose`. */
  readonly onCancel?: () => void
  readonly onClose: () => void
}

/** Explains what would happen, and asks for a confirmation. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen = true, title, size, children, otherButton, buttonsMargin = 'lg', onClose } = props
  const t = useWords()
  const isHeldOpen = isBusyUntilDone(props)
  return (
    <Modal
      opened={isOpen}
      onClose={() => isHeldOpen || onClose()}
      size={size}
      title={title}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {children}
      {otherButton === undefined ? (
        <Group justify="flex-end" mt={buttonsMargin}>
          <Buttons {...props} />
        </Group>
      ) : (
        <Group justify="space-between" mt={buttonsMargin}>
          {otherButton}
          <Group gap="sm">
            <Buttons {...props} />
          </Group>
        </Group>
      )}
    </Modal>
  )
}

function Buttons(props: ConfirmDialogProps) {
  const { cancelLabel, confirmLabel, focus, isBusy, onConfirm, onClose } = props
  const t = useWords()
  return (
    <>
      <Button
        variant="default"
        data-autofocus={focus === 'cancel' || undefined}
        disabled={isBusyUntilDone(props)}
        onClick={props.onCancel ?? onClose}
      >
        {cancelLabel ?? t('app.cancel')}
      </Button>
      {confirmLabel !== null && (
        <Button
          // A button of its own for each question: a second press of Enter must not answer the next one.
          key={confirmLabel}
          variant={props.confirmVariant}
          color={props.confirmColor}
          data-autofocus={focus === 'confirm' || undefined}
          disabled={props.isConfirmDisabled}
          loading={isBusy}
          onClick={onConfirm}
        >
          {confirmLabel}
        </Button>
      )}
    </>
  )
}

function isBusyUntilDone({ isBusy = false, canCloseWhileBusy = false }: ConfirmDialogProps) {
  return isBusy && !canCloseWhileBusy
}
