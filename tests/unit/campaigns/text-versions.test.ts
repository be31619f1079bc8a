import { describe, expect, test } from 'vitest'
import { appErrorOf } from '../../support/errors'
import { makeDataFolder, openRecords } from '../../support/records'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** A character whose notes are edited on a clock that stands still until it is moved. */
function openNotes() {
  let nowMs = Date.parse('2026-11-22T20:00:00.000Z')
  const records = openRecords(makeDataFolder(), () => new Date(nowMs))
  const { characters, campaigns, textVersions } = records
  const campaign = campaigns.create({ name: 'Ash' })
  const { id } = characters.create({ name: 'Elowen', campaignId: campaign.id })
  const of = { subject: { kind: 'character', id }, property: 'notes' } as const
  return {
    ...records,
    id,
    of,
    campaignId: campaign.id,
    wait: (ms: number) => {
      nowMs += ms
    },
    write: (notes: string) => characters.edit(id, { notes }),
    texts: () => textVersions.list(of).map((version) => textVersions.read(of, version.id)),
  }
}

describe('a version is kept', () => {
  test('of a text that stood for a minute, and not of every pause in typing', () => {
    const { write, wait, texts } = openNotes()
    write('She counts')
    wait(2_000)
    write('She counts her')
    wait(2_000)
    write('She counts her dead.')
    expect(texts()).toEqual([])
    wait(minuteMs)
    write('She counts her living.')
    wait(2_000)
    write('She counts her living twice.')
    expect(texts()).toEqual(['She counts her dead.'])
  })

  test('at once of a text that loses much, as by one letter typed over all of it', () => {
    const { write, wait, texts } = openNotes()
    const long = 'A queen of ash. '.repeat(20)
    write(long)
    wait(1_000)
    write('x')
    wait(1_000)
    write('')
    expect(texts()).toEqual([long])
  })

  test('every ten minutes during long typing', () => {
    const { write, wait, texts } = openNotes()
    write('0')
    wait(minuteMs)
    for (let step = 1; step <= 90; step += 1) {
      write(Array.from({ length: step + 1 }, (_, index) => index).join(' '))
      wait(20_000)
    }
    expect(texts()).toHaveLength(3)
  })

  test('only of the text that was changed, and of a campaign as of a character', () => {
    const { characters, campaigns, textVersions, id, campaignId, wait } = openNotes()
    characters.edit(id, { description: 'Tall', notes: 'Secret' })
    campaigns.edit(campaignId, { description: 'A war' })
    wait(2 * minuteMs)
    characters.edit(id, { description: 'Small', notes: 'Secret', race: 'Elf' })
    campaigns.edit(campaignId, { description: 'A peace', notes: 'New' })
    const count = (kind: 'campaign' | 'character', property: 'description' | 'notes') =>
      textVersions.list({ subject: { kind, id: 1 }, property }).length
    expect(count('character', 'description')).toBe(1)
    expect(count('character', 'notes')).toBe(0)
    expect(count('campaign', 'description')).toBe(1)
    expect(count('campaign', 'notes')).toBe(0)
  })

  test('although the clock was set back', () => {
    const { write, wait, texts } = openNotes()
    write('Before')
    wait(-dayMs)
    write('After')
    expect(texts()).toEqual(['Before'])
  })

  test('once, when the same text is brought back again and again', () => {
    const { write, wait, texts } = openNotes()
    for (const text of ['One', 'Two', 'One', 'Two', 'Two']) {
      write(text)
      wait(minuteMs)
    }
    expect(texts()).toEqual(['One', 'Two', 'One'])
  })
})

describe('versions are thinned', () => {
  test('to one an hour, a day and a week, the newest twenty never', () => {
    const { write, wait, texts } = openNotes()
    for (let version = 0; version < 60; version += 1) {
      write(`Version ${version}`)
      wait(5 * minuteMs)
    }
    expect(texts()).toHaveLength(59)
    // Also what a clock does that was set wrong.
    wait(400 * dayMs)
    write('Much later')
    expect(texts().length).toBeGreaterThanOrEqual(20)
    expect(texts().length).toBeLessThan(30)
    expect(texts().slice(0, 3)).toEqual(['Version 59', 'Version 58', 'Version 57'])
  })

  test('to a hundred, and to some megabytes', () => {
    const { write, wait, texts } = openNotes()
    for (let version = 0; version < 130; version += 1) {
      write(`Version ${version}`)
      wait(minuteMs)
    }
    expect(texts()).toHaveLength(100)
    for (let version = 0; version < 8; version += 1) {
      write(`${version}`.repeat(1_000_000))
      wait(minuteMs)
    }
    const total = texts().reduce((sum, text) => sum + text.length, 0)
    expect(total).toBeLessThanOrEqual(4_000_000)
    expect(texts()[0]).toBe('6'.repeat(1_000_000))
  })
})

test('a version is read as part of its own text only', async () => {
  const { write, wait, textVersions, of, campaignId } = openNotes()
  write('Mine')
  wait(minuteMs)
  write('Changed')
  const [version] = textVersions.list(of)
  const id = version?.id ?? 0
  const others = [
    { ...of, property: 'description' },
    { subject: { kind: 'campaign', id: campaignId }, property: 'notes' },
    { subject: { kind: 'character', id: 99 }, property: 'notes' },
  ] as const
  for (const other of others) {
    const reading = (async () => textVersions.read(other, id))()
    expect((await appErrorOf(reading)).code).toBe('not-found')
  }
  expect(textVersions.read(of, id)).toBe('Mine')
})

test('a change and its version are one: what cannot be kept is not replaced', () => {
  const { write, wait, database, characters, id } = openNotes()
  write('Precious')
  wait(minuteMs)
  database.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON text_version
    BEGIN SELECT RAISE(ABORT, 'full'); END`)
  expect(() => write('Gone')).toThrow('full')
  expect(characters.read(id).notes).toBe('Precious')
})
