import { expect, test } from 'vitest'
import { createEmptyTrash } from '../../../src/main/app/background/empty-trash'
import type { Notice } from '../../../src/shared/start'
import { openLibrary } from '../../support/library'
import { openTrash, removeForGood, rowsOf } from '../../support/trash'

const dayMs = 86_400_000

/** A campaign with two sessions, of which the first is in the trash. */
function openScene() {
  let now = Date.parse('2026-11-22T20:00:00.000Z')
  const library = openLibrary({ clock: () => new Date(now) })
  const { id: campaignId } = library.campaigns.create({ name: 'The harbour' })
  library.characters.create({ campaignId, name: 'Mira' })
  const add = (title: string) =>
    library.sessions.add({ campaignId, title, text: '@Mira' }, { resolvesNames: true }).session.id
  const [first, second] = [add('Rain'), add('')]
  library.sessions.edit(first, { text: 'Changed' })
  library.sessions.remove(first)
  const wait = (ms: number) => {
    now += ms
  }
  return { library, campaignId, first, second, trash: openTrash(library), wait }
}

const sessionTables = ['session', 'text_version']

test('a session in the trash is listed with its number and counted, and leaves with its mentions and versions', async () => {
  const { library, trash, first, second } = openScene()
  const page = trash.list({ kind: 'session', offset: 0, limit: 10 }, 30)
  expect(page.total).toBe(1)
  const shown = { kind: 'session', id: first, name: 'Rain', number: 1, campaignName: 'The harbour' }
  expect(page.entries).toMatchObject([{ ...shown, subject: null, portrait: null, within: [] }])
  expect(page.entries[0]?.leavesAt).not.toBeNull()
  expect(trash.summary(30)).toMatchObject({ entries: { session: 1 }, holds: { sessions: 1 } })
  const removed = await removeForGood(trash, [{ kind: 'session', id: first }])
  expect(removed).toMatchObject({ sessions: 1, campaigns: 0, characters: 0, stayed: 0 })
  const count = (sql: string) => library.database.prepare(sql).pluck().get()
  expect(count('SELECT group_concat(id) FROM session')).toBe(String(second))
  expect(count('SELECT group_concat(session_id) FROM session_mention')).toBe(String(second))
  expect(count('SELECT count(*) FROM text_version')).toBe(0)
})

test('a session that is not in the trash is never removed, whatever is asked', async () => {
  const { library, trash, second } = openScene()
  const before = rowsOf(library, sessionTables)
  const removed = await removeForGood(trash, [{ kind: 'session', id: second }])
  expect(removed).toMatchObject({ sessions: 0 })
  expect(rowsOf(library, sessionTables)).toEqual(before)
})

test('a plan no longer counts once another session was put into the trash', async () => {
  const { library, trash, second } = openScene()
  const { mark } = trash.plan('all', 30)
  library.sessions.remove(second)
  await expect(trash.remove('all', mark)).rejects.toMatchObject({ code: 'trash-changed' })
})

test('a session is restored with its campaign, closed, and can be put back', () => {
  const { library, trash, campaignId, first } = openScene()
  library.campaigns.trash(campaignId)
  expect(trash.list({ kind: 'all', offset: 0, limit: 10 }, 30).entries).toMatchObject([
    { kind: 'campaign', sessions: 1 },
    { kind: 'session', within: ['campaign'] },
  ])
  const restored = trash.restore([{ kind: 'session', id: first }])
  expect(restored.items).toEqual([
    { kind: 'campaign', id: campaignId },
    { kind: 'session', id: first },
  ])
  expect(library.sessions.read(first)).toMatchObject({ number: 1, isOpen: false, text: 'Changed' })
  trash.putBack(restored)
  expect(trash.summary(30).entries).toMatchObject({ campaign: 1, session: 1 })
})

test('a campaign that leaves takes all its sessions along, and says how many', async () => {
  const { library, trash, campaignId } = openScene()
  library.campaigns.trash(campaignId)
  expect(trash.plan([{ kind: 'campaign', id: campaignId }], 30).takes).toMatchObject({
    campaigns: 1,
    sessions: 2,
  })
  await removeForGood(trash, 'all')
  expect(rowsOf(library, sessionTables)).toEqual([[], []])
})

test('a session leaves by itself only after it was announced', async () => {
  const { library, trash, wait } = openScene()
  const notices: Notice[] = []
  const empty = createEmptyTrash({
    library: () => ({ trash }),
    trashDays: () => 7,
    isIdle: () => true,
    isBusy: () => false,
    notify: (notice) => notices.push(notice),
    onRemoved: () => undefined,
    log: () => undefined,
  })
  // An hour of use each time: the clock alone empties nothing.
  for (let hour = 0; hour < 24 * 10 && notices.length < 2; hour += 1) {
    await empty()
    wait(dayMs / 24)
  }
  const counts = { campaigns: 0, characters: 0, portraits: 0, sessions: 1 }
  expect(notices).toMatchObject([
    { code: 'trash-leaving', details: counts },
    { code: 'trash-emptied', details: counts },
  ])
  expect(library.database.prepare('SELECT count(*) FROM session').pluck().get()).toBe(1)
})
