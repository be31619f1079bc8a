import { expect, test } from 'vitest'
import { createExportHandlers } from '../../../src/main/export/ipc'
import { createTranslator } from '../../../src/shared/translate'
import { openLibrary } from '../../support/library'

/** The request of the window, with a save dialog that remembers what it was asked to save. */
function openExport() {
  const library = openLibrary()
  const { id: campaignId } = library.campaigns.create({ name: 'The harbour: a log' })
  const saved: (readonly [name: string, text: string])[] = []
  let isClosed = false
  const handlers = createExportHandlers({
    library: () => library,
    translate: createTranslator('en').t,
    saveSessions: async (bytes: Uint8Array, name: string) => {
      if (isClosed) return false
      saved.push([name, Buffer.from(bytes).toString()])
      return true
    },
  } as never)
  const save = (sessionId: number | null, format: 'markdown' | 'lonelog') =>
    handlers['export:sessions']({ campaignId, sessionId, format })
  const closeDialog = () => {
    isClosed = true
  }
  return { library, campaignId, saved, save, closeDialog }
}

test('the window saves one session or all of them, with every word, under a name that says which', async () => {
  const { library, campaignId, saved, save } = openExport()
  library.characters.create({ campaignId, name: 'Mira' })
  const add = (text: string) =>
    library.sessions.add({ campaignId, date: '2026-11-22', text }, { resolvesNames: true }).session
  const first = add('@Mira hides.')
  add('It rains.')
  expect(await save(first.id, 'lonelog')).toBe(true)
  expect(await save(null, 'markdown')).toBe(true)
  expect(saved.map(([name]) => name)).toEqual([
    'The harbour- a log - Session 1.lonelog.md',
    'The harbour- a log - Journal.md',
  ])
  expect(saved[0]?.[1]).toContain('## Session 1\n*Date: 2026-11-22*\n\n[N:Mira] hides.')
  expect(saved[1]?.[1]).toContain('@Mira hides.\n\n## Session 2\n\n*2026-11-22*\n\nIt rains.')
})

test('the window says when the dialog was closed, and exports no session of another campaign', async () => {
  const { library, campaignId, saved, save, closeDialog } = openExport()
  library.sessions.add({ campaignId, text: 'It rains.' })
  const other = library.campaigns.create({ name: 'Elsewhere' }).id
  const theirs = library.sessions.add({ campaignId: other, text: 'A secret.' }).session
  await expect(async () => save(theirs.id, 'markdown')).rejects.toMatchObject({ code: 'not-found' })
  closeDialog()
  expect(await save(null, 'markdown')).toBe(false)
  expect(saved).toEqual([])
})
