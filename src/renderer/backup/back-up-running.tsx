import { useWords } from '../app/i18n'
import { cancelTask, useTask } from '../tasks/task'
import { WorkRunning } from '../tasks/task-dialog'
import { TaskLine } from '../tasks/task-line'

/** How far the backup is; the window stays usable behind it. */
export function BackUpRunning({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { progress, isStopping } = useTask('backup')
  return (
    <WorkRunning
      text={t('backup.runningText')}
      cancelLabel={t('backup.cancel')}
      isStopping={isStopping}
      mayCancel={progress !== null}
      mayLeave={progress !== null}
      onCancel={() => void cancelTask('backup')}
      onLeave={onClose}
    >
      <TaskLine kind="backup" waiting={t('task.waiting')} />
    </WorkRunning>
  )
}
