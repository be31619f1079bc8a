import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openLog } from '../../../src/main/core/log'
import { createScrubber } from '../../../src/main/core/scrub'
import { createKnownKeys } from '../../../src/main/generation/services/hide-key'
import { asOrdinaryUser } from '../../support/ordinary-user'

let data: string
let folder: string
let onTrouble: ReturnType<typeof vi.fn<() => void>>

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'castkeeper-test-'))
  folder = join(data, 'logs')
  onTrouble = vi.fn<() => void>()
})

const open = (maximumBytes?: number) =>
  openLog({ folder, namedFolders: [[data, '<data>']], onTrouble, maximumBytes })
const lines = (name = 'castkeeper.log') =>
  readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')

describe('the log', () => {
  it('has one line per fact, with its time, whatever is in it', () => {
    const log = open()
    log('campaign opened', { id: 12 })
    log('name\n2026-01-01 forged', { error: new Error('first\nsecond', { cause: 'x' }) })
    log('counted', { big: 10n ** 20n })
    expect(lines()).toHaveLength(3)
    expect(lines()[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z campaign opened \{"id":12\}$/)
    expect(lines()[1]).toContain('"message":"first\\nsecond"')
    expect(onTrouble).not.toHaveBeenCalled()
  })

  it('holds no sign that turns a line round or steers a terminal', () => {
    open()('a \u202ename', { name: '\u009b31m\u001b]0;x\u0007 \u2066\u200f\u{e0041}\u007f\u2028' })
    expect(readFileSync(join(folder, 'castkeeper.log'), 'utf8')).not.toMatch(
      /[^\P{C}\n]|[\u2028\u2029]/u,
    )
    expect(lines()[0]).toContain('a \\u202ename')
  })

  it('holds no key that is in use, however it looks', () => {
    const { add, hide } = createKnownKeys()
    const log = openLog({ folder, namedFolders: [], onTrouble, hideKeys: hide })
    add('plain"words')
    log('unexpected error', { error: new Error('header plain"words'), at: 'x?k=plain%22words' })
    expect(lines()[0]).not.toMatch(/plain/)
    expect(lines()[0]).toContain('header …')
  })

  it('survives what cannot be written down', () => {
    const circle: Record<string, unknown> = {}
    circle.circle = circle
    open()('a circle', circle)
    expect(lines()[0]).toContain('untold')
  })

  it('prints nothing to standard output', () => {
    const out = vi.spyOn(process.stdout, 'write')
    const printed = vi.spyOn(console, 'log')
    open()('quiet')
    expect(out).not.toHaveBeenCalled()
    expect(printed).not.toHaveBeenCalled()
    out.mockRestore()
    printed.mockRestore()
  })

  it('cuts an endless fact', () => {
    open()('long', { text: 'x'.repeat(1_000_000) })
    expect(statSync(join(folder, 'castkeeper.log')).size).toBeLessThan(5_000)
  })

  it('fault 120: is bounded: three files, the newest first', () => {
    const log = open(2_000)
    for (let number = 0; number < 300; number += 1) log('line', { number })
    expect(readdirSync(folder).sort()).toEqual([
      'castkeeper.1.log',
      'castkeeper.2.log',
      'castkeeper.log',
    ])
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).size).toBeLessThan(2_200)
    }
    expect(lines().at(-1)).toContain('{"number":299}')
  })

  it('fault 120: is bounded even when earlier files cannot be moved away', () => {
    const log = open(2_000)
    log('line')
    mkdirSync(join(folder, 'castkeeper.1.log', 'in-the-way'), { recursive: true })
    mkdirSync(join(folder, 'castkeeper.2.log', 'in-the-way'), { recursive: true })
    for (let number = 0; number < 300; number += 1) log('line', { number })
    expect(statSync(join(folder, 'castkeeper.log')).size).toBeLessThan(2_200)
  })
})

describe('a log that cannot be written', () => {
  it('fault 120: disk full: the app goes on, and it is told once', () => {
    mkdirSync(folder)
    symlinkSync('/dev/full', join(folder, 'castkeeper.log'))
    const log = open()
    for (let number = 0; number < 5; number += 1) log('line', { number })
    expect(onTrouble).toHaveBeenCalledOnce()
    unlinkSync(join(folder, 'castkeeper.log'))
    log('room again')
    expect(lines()).toHaveLength(1)
  })

  it('fault 120: folder read-only: the app goes on, and writes again when it may', () => {
    mkdirSync(folder)
    chmodSync(data, 0o755)
    chmodSync(folder, 0o555)
    const log = open()
    asOrdinaryUser(() => {
      log('first')
      log('second')
    })
    expect(onTrouble).toHaveBeenCalledOnce()
    expect(readdirSync(folder)).toEqual([])
    chmodSync(folder, 0o777)
    asOrdinaryUser(() => log('third'))
    expect(lines()).toHaveLength(1)
  })

  it('fault 120: a file where the folder should be', () => {
    writeFileSync(folder, '')
    open()('line')
    expect(onTrouble).toHaveBeenCalledOnce()
  })

  it('fault 120: folder deleted while the app runs: it is made again', () => {
    const log = open()
    log('first')
    rmSync(folder, { recursive: true })
    log('lost with the folder')
    log('third')
    expect(existsSync(join(folder, 'castkeeper.log'))).toBe(true)
    expect(lines().at(-1)).toContain('third')
  })
})

describe('the last guard of the log', () => {
  const scrub = createScrubber([
    ['/home/ana', '~'],
    ['/home/ana/.config/Castkeeper', '<data>'],
    ['C:\\Users\\Ana\\AppData\\Castkeeper', '<data>'],
  ])

  const secrets: readonly [what: string, text: string, secret: string][] = [
    ['an API key', 'Incorrect API key provided: sk-proj-abcDEF_123456789.', 'abcDEF'],
    ['a bearer token', 'headers: { authorization: "Bearer abc.def-123456" }', 'abc.def'],
    ['a signed address', 'GET https://img.blob.test/a.png?se=2026&sig=Ab%2Bc%3D', 'sig'],
    ['the path of a web address', 'https://images.test/private/Elowen.png', 'Elowen'],
    ['a user in a web address', 'https://ana:hunter2@images.test/', 'hunter2'],
    ['a signature by itself', 'x-amz-signature=0123abcd', '0123abcd'],
    ['a user data path', 'open /home/ana/.config/Castkeeper/castkeeper.db', 'ana'],
    ['a home folder', 'ENOENT /home/ana/Pictures/x.png', 'ana'],
    ['a Windows path', 'C:\\Users\\Ana\\AppData\\Castkeeper\\logs', 'Ana'],
    ['a Windows path in JSON', '"C:\\\\Users\\\\Ana\\\\AppData\\\\Castkeeper"', 'Ana'],
    ['a file address', 'file:///C:/Users/Ana/AppData/Castkeeper/x.js', 'Ana'],
  ]

  for (const [what, text, secret] of secrets) {
    it(`takes out ${what}`, () => {
      expect(scrub(text)).not.toContain(secret)
    })
  }

  it('keeps the host, and what is no secret', () => {
    expect(scrub('no answer from https://images.test:8443/v1?x=1')).toContain('images.test:8443')
    const harmless = '{"campaign":12,"code":"disk-full","folder":"characters","ms":41}'
    expect(scrub(harmless)).toBe(harmless)
    expect(scrub('app://portraits/character/7?size=256&v=41')).toBe(
      'app://portraits/character/7?size=256&v=41',
    )
  })

  it('names a folder by its most telling word', () => {
    expect(scrub('/home/ana/.config/Castkeeper/logs')).toBe('<data>/logs')
    expect(scrub('/home/ana/Pictures')).toBe('~/Pictures')
  })
})
