import { contextBridge, ipcRenderer, webUtils } from 'electron'
import {
  dropBackupChannel,
  dropChannel,
  dropPicturesChannel,
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

/** What was copied from a page or a program has no file on the disk. */
async function pathOrBytes(file: File) {
  const path = webUtils.getPathForFile(file)
  if (path !== '') return { kind: 'path', path }
  return { kind: 'bytes', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

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
  offerPictures: async (files, how) => {
    const given = await Promise.all(files.map(pathOrBytes))
    return ipcRenderer.invoke(dropPicturesChannel, given, how)
  },
  openDroppedBackup: (file) => ipcRenderer.invoke(dropBackupChannel, webUtils.getPathForFile(file)),
}

contextBridge.exposeInMainWorld('castkeeper', bridge)
