import { ipcRenderer } from 'electron'
import { playersPortChannel } from '../shared/players-messages'

// It can only receive: the page gets a port on which main sends scenes, and nothing is exposed in its world.
ipcRenderer.on(playersPortChannel, (event) => {
  window.postMessage(playersPortChannel, window.location.origin, [...event.ports])
})
