import { describe, expect, test } from 'vitest'
import { createEmptyTrash } from '../../../../src/main/app/background/empty-trash'
import type { Notice } from '../../../../src/shared/start'
import { addCast, openLibrary, storePortrait } from '../../../support/library'
import { openTrash } from '../../../support/trash'

const hourMs = 60 * 60 * 1_000

async function makeScene() {
  let now = Date.parse('2026-11-27T20:00:00.000Z')
  const library = openLibrary({ clock: () => new Date(now) })
  const { character } = addCast(library)
  const portrait = await storePortrait(library, character)
  library.portraits.trash(portrait.id)
  const trash = openTrash(library)
  const is = { idle: true, busy: false, open: true }
  const notices: Notice[] = []
  const logged: unknown[] = []
  const emptyTrash = createEmptyTrash({
    library: () => (is.open ? { trash } : null),
    trashDays: () => 7,
    isIdle: () => is.idle,
    isBusy: () => is.busy,
    notify: (notice) => notices.push(notice),
    onRemoved: () => undefined,
    log: (...line) => logged.push(line),
  })
  /** Runs the job every hour for so long. */
  async function live(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      await emptyTrash()
      now += hourMs
    }
  }
  const isThere = () => library.portraits.find(portrait.id) !== null
  return { library, is, notices, logged, live, isThere }
}

describe('the trash empties itself', () => {
  test('says what will leave a day before, and what has left', async () => {
    const { live, notices, logged, isThere } = await makeScene()
    const details = { campaigns: 0, characters: 0, portraits: 1, sessions: 0 }
    await live(6 * 24)
    expect(notices).toEqual([])
    await live(20)
    expect(notices).toEqual([{ code: 'trash-leaving', details }])
    expect(isThere()).toBe(true)
    await live(30)
    expect(isThere()).toBe(false)
    expect(notices.slice(1)).toEqual([{ code: 'trash-emptied', details }])
    expect(JSON.stringify(logged), 'counts alone').not.toContain('Éowyn')
  })

  test('waits until the app is idle, and for any other task', async () => {
    const { live, is, isThere } = await makeScene()
    is.idle = false
    await live(10 * 24)
    expect(isThere()).toBe(true)
    is.idle = true
    is.busy = true
    await live(24)
    expect(isThere()).toBe(true)
    is.busy = false
    await live(1)
    expect(isThere()).toBe(false)
  })

  test('does nothing while the library is closed, and fails while the database is out of reach', async () => {
    const { live, is, library, logged } = await makeScene()
    is.open = false
    await live(2)
    expect(logged).toEqual([])
    is.open = true
    library.database.close()
    await expect(live(1)).rejects.toThrow('not open')
  })
})
