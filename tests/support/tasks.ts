import { Tasks } from '../../src/main/core/tasks/tasks'

/** Tasks of which no window is told. */
export const openTasks = (): Tasks =>
  new Tasks({ onProgress: () => undefined, onChange: () => undefined })
