import {
  type DarkroomAnswer,
  type DarkroomTask,
  darkroomPortChannel,
} from '../../shared/darkroom-messages'
import { develop } from './develop'
import { rasterise } from './rasterise'

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports
  if (event.source !== window || event.data !== darkroomPortChannel || port === undefined) return
  port.onmessage = async ({ data: task }: MessageEvent<DarkroomTask>) => {
    port.postMessage(await answer(task))
  }
})

async function answer(task: DarkroomTask): Promise<DarkroomAnswer> {
  const { id } = task
  try {
    const done = task.kind === 'develop' ? await develop(task) : await rasterise(task)
    return { id, outcome: 'done', ...done }
  } catch (error) {
    // What createImageBitmap says of bytes it cannot decode to the end.
    const isRefusal = error instanceof DOMException && error.name === 'InvalidStateError'
    return { id, outcome: isRefusal ? 'refused' : 'failed', reason: String(error) }
  }
}
