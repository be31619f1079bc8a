import {
  type ImageSandboxAnswer,
  type ImageSandboxTask,
  imageSandboxPortChannel,
} from '../../shared/image-sandbox-messages'
import { develop } from './develop'
import { encodePicture } from './encode-picture'
import { rasterise } from './rasterise'

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports
  if (event.source !== window || event.data !== imageSandboxPortChannel || port === undefined)
    return
  port.onmessage = async ({ data: task }: MessageEvent<ImageSandboxTask>) => {
    port.postMessage(await answer(task))
  }
})

function workOn(task: ImageSandboxTask) {
  if (task.kind === 'develop') return develop(task)
  return task.kind === 'encode' ? encodePicture(task) : rasterise(task)
}

async function answer(task: ImageSandboxTask): Promise<ImageSandboxAnswer> {
  const { id } = task
  try {
    return { id, outcome: 'done', ...(await workOn(task)) }
  } catch (error) {
    // What createImageBitmap says of bytes it cannot decode to the end.
    const isRefusal = error instanceof DOMException && error.name === 'InvalidStateError'
    return { id, outcome: isRefusal ? 'refused' : 'failed', reason: String(error) }
  }
}
