import { contextBridge, ipcRenderer } from 'electron'
import { type Bridge, type EventName, eventNames, requests } from '../shared/contract'

const bridge: Bridge = {
  request(name, input) {
    if (!Object.hasOwn(requests, name)) return Promise.reject(new Error('unknown request'))
    return ipcRenderer.invoke(name, input)
  },
  on(name: EventName, listener) {
    if (!eventNames.includes(name)) throw new Error('unknown event')
    const relay = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(name, relay)
    return () => ipcRenderer.off(name, relay)
  },
}

contextBridge.exposeInMainWorld('castkeeper', bridge)
