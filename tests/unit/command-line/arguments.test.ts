import { describe, expect, test } from 'vitest'
import { readPurpose } from '../../../src/main/command-line/arguments'

const packaged = (...words: string[]) =>
  readPurpose({ argv: ['/opt/Castkeeper/castkeeper', ...words], isPackaged: true })
const checkout = (...words: string[]) =>
  readPurpose({ argv: ['/electron', ...words], isPackaged: false })

describe('what the app was started for', () => {
  test('is a window when nothing is asked for', () => {
    expect(packaged()).toEqual({ kind: 'window' })
    expect(packaged('--user-data-dir=/data', '--lang=fr', '--no-sandbox')).toEqual({
      kind: 'window',
    })
    expect(checkout('/checkout', '--no-sandbox', '--remote-debugging-port=0')).toEqual({
      kind: 'window',
    })
    expect(checkout('--inspect=0', '-r', '/playwright/loader.js', '/checkout')).toEqual({
      kind: 'window',
    })
  })

  test('is the version or the help', () => {
    expect(packaged('--version')).toEqual({ kind: 'version' })
    expect(checkout('/checkout', '--no-sandbox', '--help')).toEqual({ kind: 'help' })
  })

  test("is a command with its own words, without Electron's switches", () => {
    expect(checkout('/checkout', '--no-sandbox', 'list', '--json', '--user-data-dir=/d')).toEqual({
      kind: 'command',
      words: ['list', '--json'],
    })
    expect(packaged('--user-data-dir=/d', 'portrait', 'campaign', '3', '--wish', 'a scar')).toEqual(
      {
        kind: 'command',
        words: ['portrait', 'campaign', '3', '--wish', 'a scar'],
      },
    )
  })
})
