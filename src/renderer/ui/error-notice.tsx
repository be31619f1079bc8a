import { Alert, Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { actionFor, type ErrorHandlers, sentenceOf, toReport } from '../app/error-report'
import { useWords } from '../app/i18n'

interface ErrorNoticeProps {
  readonly error: unknown
  /** What this place can do: `{ retry: …, 'choose-file': … }`. */
  readonly handlers?: ErrorHandlers
  readonly onDismiss?: () => void
}

/** An error in place: one sentence, its main action, and a way to be rid of it. */
export function ErrorNotice({ error, handlers = {}, onDismiss }: ErrorNoticeProps) {
  const t = useWords()
  const report = toReport(error)
  const action = actionFor(report, handlers)
  return (
    <Alert
      role="alert"
      color="ember"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      withCloseButton={onDismiss !== undefined}
      closeButtonLabel={t('app.dismiss')}
      onClose={onDismiss}
    >
      {sentenceOf(error)}
      {action && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={action.run}>
            {action.label}
          </Button>
        </Group>
      )}
    </Alert>
  )
}
