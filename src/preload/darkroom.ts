import { ipcRenderer } from 'electron'
import { darkroomPortChannel } from '../shared/darkroom-messages'

// The page gets a port to main and no other way out: nothing is exposed in its world.
ipcRenderer.on(darkroomPortChannel, (event) => {
  window.postMessage(darkroomPortChannel, window.location.origin, [...event.ports])
})
