import { Tasks, type TasksOptions } from '../../src/main/core/tasks/tasks'

/** Tasks as the app has them; what changes is told here, where a test wants to know. */
export const openTasks = (onChange: TasksOptions['onChange'] = () => undefined): Tasks =>
  new Tasks({ onChange })
