import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import type { Tasks } from '../../../src/main/core/tasks/tasks'
import { createOpenImport } from '../../../src/main/legacy-import/open-import'
import type { TaskChange, TaskProgress } from '../../../src/shared/tasks'
import { plainImageSandbox } from '../plain-image-sandbox'
import { openTasks } from '../tasks'
import { type ImportingPlan, openImporting } from './importing'
import { makeOldFolder } from './scanning'

/** A library with what is chosen and looked at in it, as the window has it. */
export function openWindow(plan: ImportingPlan & { onImporting?: () => void; tasks?: Tasks } = {}) {
  const library = openImporting(plan)
  const temporaryFolder = makeOldFolder()
  const told: TaskProgress[] = []
  const onChange = ({ progress }: TaskChange) => {
    if (progress === null) return
    told.push(progress)
    if (progress.step === 'import') plan.onImporting?.()
  }
  const tasks = plan.tasks ?? openTasks(onChange)
  const openImport = createOpenImport({
    imports: library.imports,
    dataFolder: library.dataFolder,
    temporaryFolder,
    fileSystem: nodeFileSystem(),
    imageSandbox: plainImageSandbox(),
    tasks,
    clock: () => new Date('2026-11-22T20:00:00.000Z'),
  })
  return { ...library, openImport, temporaryFolder, progress: told }
}
