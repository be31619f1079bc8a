import { expect, test } from 'vitest'
import { repair } from '../../../src/main/integrity/repair/repair'
import { findSessionFaults } from '../../../src/main/sessions/session-faults'
import { mentionOf } from '../../../src/shared/mentions'
import { findingsOf, repairParts } from '../../support/integrity'
import { openLibrary } from '../../support/library'
import { openTrash, removeForGood } from '../../support/trash'

function openPlayed() {
  const library = openLibrary({ clock: () => new Date('2026-11-22T20:00:00.000Z') })
  const { id: campaignId } = library.campaigns.create({ name: 'The harbour' })
  const mira = library.characters.create({ campaignId, name: 'Mira' }).id
  const add = (text: string) =>
    library.sessions.add({ campaignId, title: 'Rain', date: '2026-11-20', text }).session.id
  const reasons = async () =>
    (await findSessionFaults(library.database)).map(({ id, reasons: why }) => [id, ...why])
  const mend = async (sessionId: number) => {
    const repairs = [{ action: 'repair-session' as const, sessionId }]
    return repair(repairParts(library), { repairs, confirmed: null })
  }
  return {
    library,
    campaignId,
    mira,
    add,
    reasons,
    mend,
    run: library.database.prepare.bind(library.database),
  }
}

test('sessions as Castkeeper writes them are no finding, also of people in the trash, removed or copied', async () => {
  const { library, mira, campaignId, add, reasons } = openPlayed()
  const bram = library.characters.create({ campaignId, name: 'Bram' }).id
  add(`${mentionOf(mira, 'Mira')} and ${mentionOf(bram, 'Bram')}, ${mentionOf(0, 'Someone')}.`)
  library.characters.trash(mira)
  library.characters.trash(bram)
  await removeForGood(openTrash(library), [{ kind: 'character', id: bram }])
  expect(await reasons()).toEqual([])
})

test('a date that is none is found, and becomes the day the session was begun', async () => {
  const { library, add, run, reasons, mend } = openPlayed()
  const id = add('It rains.')
  run("UPDATE session SET date = '2026-13-45'").run()
  expect(await findingsOf(library)).toMatchObject([
    { kind: 'session', session: { id, number: 1, title: 'Rain', reasons: ['date'] } },
  ])
  expect(await mend(id)).toEqual({ outcomes: [null], files: 0 })
  expect(library.sessions.read(id)).toMatchObject({ date: '2026-11-22', text: 'It rains.' })
  expect(await reasons()).toEqual([])
})

test('someone the library never had is found, and keeps the name; the text before is a version', async () => {
  const { library, mira, add, run, reasons, mend } = openPlayed()
  const text = `${mentionOf(mira, 'Mira')} meets ${mentionOf(99, 'Nix')} and ${mentionOf(99, 'Nix')}.`
  const id = add(text)
  expect(await reasons()).toEqual([[id, 'unknown-people']])
  await mend(id)
  const mended = `${mentionOf(mira, 'Mira')} meets ${mentionOf(0, 'Nix')} and ${mentionOf(0, 'Nix')}.`
  expect(library.sessions.read(id)).toMatchObject({ text: mended, mentions: [mira] })
  expect(run('SELECT text FROM text_version').pluck().all()).toEqual([text])
  expect(await reasons()).toEqual([])
})

test('a wrong list of who is mentioned is found, also in the trash, and derived again without a change of the text', async () => {
  const { library, mira, add, run, reasons, mend } = openPlayed()
  const text = `It is ${mentionOf(mira, 'Mira')}.`
  const [first, second] = [add(text), add('No one.')]
  run('UPDATE session_mention SET first_place = 0').run()
  run('INSERT INTO session_mention VALUES (?, ?, 0, 0, NULL)').run(second, mira)
  library.sessions.remove(second)
  expect(await reasons()).toEqual([
    [first, 'mentions'],
    [second, 'mentions'],
  ])
  await mend(first)
  await mend(second)
  expect(library.sessions.read(first)).toMatchObject({ text, mentions: [mira] })
  expect(run('SELECT count(*) FROM text_version').pluck().get()).toBe(0)
  expect(await reasons()).toEqual([])
})

test('a number that two have, and a second open session, are found and repaired on the later one', async () => {
  const { library, campaignId, add, reasons, mend } = openPlayed()
  add('It rains.')
  const { database } = library
  /** As a damaged index would: it is unique, and has entries that are not. */
  const rewrite = (from: string, to: string) => {
    database.unsafeMode()
    database.pragma('writable_schema = ON')
    database
      .prepare("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name GLOB 'session_*'")
      .run(from, to)
    database.pragma('writable_schema = RESET')
    database.unsafeMode(false)
  }
  rewrite('UNIQUE INDEX', 'INDEX')
  database.exec(`INSERT INTO session (campaign_id, number, is_open, date, created_at, updated_at)
    VALUES (${campaignId}, 1, 1, '2026-11-22', '2026-11-22T20:00:00.000Z', '2026-11-22T20:00:00.000Z')`)
  rewrite('CREATE INDEX session_by_number', 'CREATE UNIQUE INDEX session_by_number')
  rewrite('CREATE INDEX session_open', 'CREATE UNIQUE INDEX session_open')
  expect(await reasons()).toEqual([[2, 'number', 'open']])
  await mend(2)
  expect(await reasons()).toEqual([])
  const { sessions } = library.sessions.list(campaignId)
  expect(sessions).toMatchObject([
    { id: 1, number: 1, isOpen: true },
    { id: 2, number: 2, isOpen: false },
  ])
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
})
