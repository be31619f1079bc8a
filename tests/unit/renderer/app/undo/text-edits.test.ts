import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  characterText,
  followEdits,
  rememberEdit,
} from '../../../../../src/renderer/app/undo/text-edits'
import { createTypedEdit } from '../../../../../src/renderer/app/undo/typed-edit'
import {
  forgetSteps,
  redoNewest,
  remember,
  undoStep,
} from '../../../../../src/renderer/app/undo/undo-stack'

function memoryStorage() {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

const elowen = { id: 7, name: 'Elowen' }
const place = characterText(elowen, 'description', 'Description').place

/** The part of main that answers for one character, whose texts are `record`. */
function fakeMain() {
  const record: Record<string, unknown> = { id: 7, campaignId: 1, trashedAt: null }
  vi.stubGlobal('localStorage', memoryStorage())
  vi.stubGlobal('sessionStorage', memoryStorage())
  vi.stubGlobal('window', {
    castkeeper: {
      async request(name: string, input: { changes?: object }) {
        if (name === 'campaigns:read') return { ok: true, value: { id: 1, trashedAt: null } }
        Object.assign(record, input.changes)
        return { ok: true, value: { ...record } }
      },
    },
  })
  return record
}

let record = fakeMain()
beforeEach(() => {
  record = fakeMain()
  forgetSteps()
})

describe('a text that was edited', () => {
  it('comes back and goes again', async () => {
    record.description = 'x'
    rememberEdit({ ...place, before: 'long', after: 'x' })
    expect((await undoStep())?.action.what).toContain('Elowen')
    expect(record.description).toBe('long')
    await redoNewest()
    expect(record.description).toBe('x')
  })

  it('is no step when nothing is different, as the library keeps it', () => {
    const name = characterText(elowen, 'name', 'Name').place
    expect(rememberEdit({ ...name, before: 'Elowen', after: ' Elowen ' })).toBeNull()
  })

  it('keeps what was written there elsewhere since, for the redo, and says so', async () => {
    record.description = 'written by a command'
    rememberEdit({ ...place, before: 'long', after: 'x' })
    expect((await undoStep())?.remark?.sentence).toContain('elsewhere')
    expect(record.description).toBe('long')
    await redoNewest()
    expect(record.description).toBe('written by a command')
  })

  it('keeps for the redo a text that could never be saved, and calls it no change from elsewhere', async () => {
    record.description = 'long'
    rememberEdit({ ...place, before: 'long', after: 'never saved' })
    expect((await undoStep())?.remark).toBeNull()
    await redoNewest()
    expect(record.description).toBe('never saved')
  })

  it('says that its character is in the trash, and changes it there', async () => {
    Object.assign(record, { description: 'x', trashedAt: '2026-01-01T00:00:00.000Z' })
    rememberEdit({ ...place, before: 'long', after: 'x' })
    expect((await undoStep())?.remark?.sentence).toContain('is in the trash')
    expect(record.description).toBe('long')
  })

  it('writes a level as a number, and an empty one as none', async () => {
    const level = characterText(elowen, 'level', 'Level').place
    record.level = 4
    rememberEdit({ ...level, before: '', after: '4' })
    await undoStep()
    expect(record.level).toBeNull()
    await redoNewest()
    expect(record.level).toBe(4)
  })
})

describe('a window that is loaded again', () => {
  it('still takes back the edits since the newest other thing, and none before it', async () => {
    followEdits()
    rememberEdit({ ...place, before: 'first', after: 'second' })
    const nothing = async () => undefined
    remember('Tam moved to the trash', { inverse: nothing, redo: nothing })
    rememberEdit({ ...place, before: 'second', after: 'x' })
    const kept = sessionStorage.getItem('undo:text-edits') ?? ''
    forgetSteps()
    sessionStorage.setItem('undo:text-edits', kept)
    followEdits()
    record.description = 'x'
    await undoStep()
    expect(record.description).toBe('second')
    expect(await undoStep()).toBeNull()
  })
})

describe('what is typed between entering and leaving a field', () => {
  const steps = async () => {
    const found: string[] = []
    for (let step = await undoStep(); step !== null; step = await undoStep()) {
      found.push(String(record.description))
    }
    return found
  }

  it('is one step', async () => {
    const edit = createTypedEdit(() => place)
    edit.enter('long')
    edit.type('long', 'x', 0)
    edit.type('x', 'xy', 5_000)
    edit.leave('xy')
    edit.leave('xy')
    record.description = 'xy'
    expect(await steps()).toEqual(['long'])
  })

  it('is none when it was typed back, and one when it came without the focus', async () => {
    const edit = createTypedEdit(() => place)
    edit.enter('long')
    edit.type('long', 'x', 0)
    expect(edit.back()).toBe('long')
    edit.leave('long')
    expect(await steps()).toEqual([])
    edit.type('long', 'x', 0)
    record.description = 'x'
    expect(await steps()).toEqual(['long'])
  })

  it('brings back what it took the place of when that was changed elsewhere while it was typed', async () => {
    const edit = createTypedEdit(() => place)
    edit.enter('long')
    edit.type('long', 'x', 0)
    edit.receive('from elsewhere', ['long', 'x'])
    edit.receive('x', ['x'])
    edit.leave('x')
    record.description = 'x'
    expect(await steps()).toEqual(['from elsewhere'])
  })

  it('is one step when it was typed before a crash, however often the field is shown', async () => {
    for (let shown = 0; shown < 3; shown += 1) {
      createTypedEdit(() => place).recover('long', 'from the draft')
    }
    record.description = 'from the draft'
    expect(await steps()).toEqual(['long'])
  })
})
