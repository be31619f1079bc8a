import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron'
import {
  dropBackupChannel,
  dropChannel,
  type EventMessage,
  eventChannel,
  requestChannel,
} from '../shared/channels'
import type { Bridge } from '../shared/contract'

const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke(requestChannel, name, input),
  on(name, listener) {
    const relay = (_event: IpcRendererEvent, message: EventMessage) => {
      if (message.name === name) listener(message.payload)
    }
    ipcRenderer.on(eventChannel, relay)
    return () => ipcRenderer.off(eventChannel, relay)
  },
  openDropped: (file) => ipcRenderer.invoke(dropChannel, webUtils.getPathForFile(file)),
  openDroppedBackup: (file) => ipcRenderer.invoke(dropBackupChannel, webUtils.getPathForFile(file)),
}

contextBridge.exposeInMainWorld('castkeeper', bridge)
