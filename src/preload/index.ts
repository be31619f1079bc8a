import { contextBridge, ipcRenderer, webUtils } from 'electron'
import {
  dropBackupChannel,
  dropChannel,
  type EventMessage,
  eventChannel,
  requestChannel,
} from '../shared/channels'
import type { Bridge } from '../shared/contract'

/** All who listen share one place at the channel, however many they become. */
const relays = new Set<(message: EventMessage) => void>()

ipcRenderer.on(eventChannel, (_event, message: EventMessage) => {
  for (const relay of relays) relay(message)
})

const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke(requestChannel, name, input),
  on(name, listener) {
    const relay = (message: EventMessage) => {
      if (message.name === name) listener(message.payload)
    }
    relays.add(relay)
    return () => {
      relays.delete(relay)
    }
  },
  openDropped: (file) => ipcRenderer.invoke(dropChannel, webUtils.getPathForFile(file)),
  openDroppedBackup: (file) => ipcRenderer.invoke(dropBackupChannel, webUtils.getPathForFile(file)),
}

contextBridge.exposeInMainWorld('castkeeper', bridge)
