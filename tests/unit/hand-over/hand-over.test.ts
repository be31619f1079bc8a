import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { askWindow } from '../../../src/main/hand-over/ask-window'
import { letterBoxPath, readLetterBox } from '../../../src/main/hand-over/letter'
import { type ListenOptions, listenForCommands } from '../../../src/main/hand-over/listen'
import { AppError } from '../../../src/shared/errors'
import { appErrorOf } from '../../support/errors'
import { makeDataFolder } from '../../support/records'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

const order = { kind: 'restore', path: '/somewhere/a.tar' } as const

async function openDoor(carryOut: ListenOptions['carryOut'], dataFolder = makeDataFolder()) {
  const stop = listenForCommands({ dataFolder, log: () => undefined, carryOut })
  stops.push(stop)
  await vi.waitUntil(() => existsSync(letterBoxPath(dataFolder)))
  return { dataFolder, stop }
}

function ask(dataFolder: string, signal = new AbortController().signal) {
  const onHeard = vi.fn()
  return { onHeard, answer: askWindow(dataFolder, order, { signal, onHeard }) }
}

describe('a command beside a window', () => {
  test('hands its work over and hears what it came to', async () => {
    const { dataFolder } = await openDoor(async (asked) => ({ did: asked }))
    const { onHeard, answer } = ask(dataFolder)
    expect(await answer).toEqual({ value: { did: order } })
    expect(onHeard).toHaveBeenCalledOnce()
  })

  test('hears the very error the window ended with', async () => {
    const { dataFolder } = await openDoor(async () => {
      throw new AppError('backup-damaged', { name: 'gm_1.png' })
    })
    const error = await appErrorOf(ask(dataFolder).answer)
    expect(error.toReport()).toEqual({ code: 'backup-damaged', details: { name: 'gm_1.png' } })
  })

  test('that is stopped stops the work in the window', async () => {
    const begun = Promise.withResolvers<void>()
    const stopped = Promise.withResolvers<void>()
    const { dataFolder } = await openDoor(async (_asked, signal) => {
      signal.addEventListener('abort', () => stopped.resolve())
      begun.resolve()
      await stopped.promise
    })
    const stop = new AbortController()
    const answer = appErrorOf(ask(dataFolder, stop.signal).answer)
    await begun.promise
    stop.abort()
    expect((await answer).code).toBe('backup-cancelled')
    await stopped.promise
  })

  test('is told when the window goes away in the middle', async () => {
    const begun = Promise.withResolvers<void>()
    const { dataFolder, stop } = await openDoor(() => {
      begun.resolve()
      return new Promise(() => undefined)
    })
    const answer = appErrorOf(ask(dataFolder).answer)
    await begun.promise
    stop()
    expect((await answer).code).toBe('restore-window-closed')
  })

  test.skipIf(process.platform === 'win32')(
    'finds nobody where a killed window has left its note and its socket',
    async () => {
      const dataFolder = makeDataFolder()
      expect(await ask(dataFolder).answer).toBeNull()
      const address = join(dataFolder, 'window.sock')
      writeFileSync(address, '')
      const note = { version: 1, address, key: 'k'.repeat(64) }
      writeFileSync(letterBoxPath(dataFolder), JSON.stringify(note), { mode: 0o644 })
      expect(await ask(dataFolder).answer).toBeNull()
      await openDoor(async () => 'heard again', dataFolder)
      await vi.waitUntil(() => readLetterBox(dataFolder)?.key !== note.key)
      expect(await ask(dataFolder).answer).toEqual({ value: 'heard again' })
    },
  )

  test('is heard in a folder whose name is too long for a socket', async () => {
    const dataFolder = join(makeDataFolder(), 'x'.repeat(120))
    mkdirSync(dataFolder)
    await openDoor(async () => 'heard', dataFolder)
    expect(await ask(dataFolder).answer).toEqual({ value: 'heard' })
  })
})

describe('the door', () => {
  test.skipIf(process.platform === 'win32')('is nobody else’s, and gone afterwards', async () => {
    const { dataFolder, stop } = await openDoor(async () => null)
    const address = readLetterBox(dataFolder)?.address ?? ''
    expect(statSync(letterBoxPath(dataFolder)).mode & 0o777).toBe(0o600)
    expect(statSync(address).mode & 0o777).toBe(0o600)
    stop()
    await vi.waitUntil(() => !existsSync(address))
    expect(existsSync(letterBoxPath(dataFolder))).toBe(false)
  })

  test.each([
    ['without the key', { key: 'x'.repeat(64), order }],
    ['for what it does not do', { key: null, order: { kind: 'delete', path: '/' } }],
    ['with a path from nowhere', { key: null, order: { kind: 'restore', path: '../a.tar' } }],
    ['in no words', 'what?\u0000'],
  ])('lets nobody in who calls %s', async (_how, call) => {
    const carryOut = vi.fn(async () => null)
    const { dataFolder } = await openDoor(carryOut)
    const box = readLetterBox(dataFolder)
    const said = typeof call === 'string' ? call : { ...call, key: call.key ?? box?.key }
    const socket = connect(box?.address ?? '')
    const heard: Buffer[] = []
    socket.on('data', (chunk) => heard.push(chunk))
    socket.write(`${JSON.stringify(said)}\n`)
    await new Promise((resolve) => socket.on('close', resolve))
    expect(Buffer.concat(heard).toString()).toBe('')
    expect(carryOut).not.toHaveBeenCalled()
  })

  test('does not listen to a letter without an end', async () => {
    const { dataFolder } = await openDoor(async () => null)
    const socket = connect(readLetterBox(dataFolder)?.address ?? '')
    socket.on('error', () => undefined)
    const isClosed = new Promise((resolve) => socket.on('close', resolve))
    socket.write('x'.repeat(1_000_000))
    await isClosed
  })
})
