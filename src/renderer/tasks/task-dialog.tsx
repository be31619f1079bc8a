import { Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { TaskKind } from '../../shared/tasks'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { cancelTask, type TaskOutcome, useTask } from './task'
import { TaskFooter } from './task-footer'
import { TaskLine } from './task-line'

interface TaskDialogProps<Result> extends TaskRunningProps {
  readonly title: string
  readonly outcome: TaskOutcome<Result>
  /** What is asked before it begins, and again below the reason when it failed. */
  readonly form: ReactNode
  /** What is shown instead when it failed. */
  readonly failed?: ReactNode
  readonly renderResult: (result: Result) => ReactNode
}

/** Long work in a dialog, from its form to its result. Closing it stops nothing. */
export function TaskDialog<Result>(props: TaskDialogProps<Result>) {
  const { title, outcome, form, failed, renderResult, ...running } = props
  const { phase, result, error } = outcome
  const t = useWords()
  return (
    <Modal
      opened
      onClose={running.onClose}
      size="lg"
      title={title}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {phase === 'idle' && form}
      {phase === 'running' && <TaskRunning {...running} />}
      {phase === 'failed' &&
        (failed ?? (
          <Stack gap="md">
            <ErrorNotice error={error} handlers={{ retry: null, 'choose-file': null }} />
            {form}
          </Stack>
        ))}
      {phase === 'done' && result !== null && renderResult(result)}
    </Modal>
  )
}

interface TaskRunningProps {
  readonly kind: TaskKind
  /** What the game master may do while it runs. */
  readonly text: string
  readonly cancelLabel: string
  /** For work that asks for a place before it begins: what is shown until then. It cannot be left before either. */
  readonly waiting?: string
  readonly onClose: () => void
}

/** How far long work is, and the two ways out of it; the window stays usable behind it. */
export function TaskRunning({ kind, text, cancelLabel, waiting, onClose }: TaskRunningProps) {
  const { progress, isStopping } = useTask(kind)
  return (
    <Stack gap="xs">
      <Text>{text}</Text>
      <TaskLine kind={kind} waiting={waiting} />
      <Group justify="space-between">
        <TaskFooter
          cancelLabel={cancelLabel}
          isStopping={isStopping}
          mayCancel={progress !== null}
          mayLeave={progress !== null || waiting === undefined}
          onCancel={() => void cancelTask(kind)}
          onLeave={onClose}
        />
      </Group>
    </Stack>
  )
}
