import { ipcRenderer } from 'electron'
import { imageSandboxPortChannel } from '../shared/image-sandbox-messages'

// The page gets a port to main and no other way out: nothing is exposed in its world.
ipcRenderer.on(imageSandboxPortChannel, (event) => {
  window.postMessage(imageSandboxPortChannel, window.location.origin, [...event.ports])
})
