import { closeDialog, currentPlace, type ManyTask, openDialog } from '../app/navigation'

/** Runs a change that main makes as this task, in sight of the game master, who may leave it or cancel it. */
export async function watched<Result>(
  task: ManyTask,
  change: () => Promise<Result>,
): Promise<Result> {
  openDialog({ kind: 'changing-many', task })
  try {
    return await change()
  } finally {
    if (currentPlace().dialog?.kind === 'changing-many') closeDialog()
  }
}
