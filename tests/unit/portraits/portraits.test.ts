import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { duplicatePortraits } from '../../../src/main/portraits/duplicate'
import type { NewPortrait } from '../../../src/main/portraits/portraits'
import { verifyPortraits } from '../../../src/main/portraits/verify'
import type { Subject } from '../../../src/shared/subject'
import { checkLibrary, folderContents } from '../../support/check-library'
import { addCast, fileOf, openLibrary, picture, storePortrait } from '../../support/library'

const newPortrait = (subject: Subject): NewPortrait => ({
  subject,
  bytes: picture(1),
  sha256: createHash('sha256').update(picture(1)).digest('hex'),
  format: 'png',
  widthPx: 8,
  heightPx: 8,
  provenance: { source: 'own-file' },
  makeCurrent: true,
})

function openCast() {
  const library = openLibrary()
  return { library, ...addCast(library) }
}

describe('names', () => {
  test('the first portrait has the subject’s plain name, the next ones a number, the ending is what the bytes are', async () => {
    const { library, campaign, character } = openCast()
    const paths = [
      await storePortrait(library, campaign),
      await storePortrait(library, campaign, { format: 'webp' }),
      await storePortrait(library, campaign),
      await storePortrait(library, character, { format: 'jpeg' }),
      await storePortrait(library, character),
    ].map((portrait) => portrait.path)
    expect(paths).toEqual([
      'static/portraits/gm/gm_1.png',
      'static/portraits/gm/gm_1-2.webp',
      'static/portraits/gm/gm_1-3.png',
      'static/portraits/characters/character_1.jpg',
      'static/portraits/characters/character_1-2.png',
    ])
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('a number is not given again when its file is lost or its portrait is in the trash', async () => {
    const { library, character } = openCast()
    const first = await storePortrait(library, character)
    const second = await storePortrait(library, character)
    rmSync(fileOf(library, first))
    library.portraits.trash(second.id)
    const third = await storePortrait(library, character)
    expect(third.path).toBe('static/portraits/characters/character_1-3.png')
  })
})

describe('a row that cannot be written', () => {
  test('takes its file back, for nothing ever pointed to it', async () => {
    const { library, character } = openCast()
    const refuse = () => {
      throw new Error('refused inside the transaction')
    }
    await expect(library.portraits.add(newPortrait(character), refuse)).rejects.toThrow('refused')
    expect(folderContents(join(library.dataFolder, 'static'))).toEqual({})
  })

  test('keeps its file once the commit has begun, for the row may be on the disk all the same', async () => {
    const { library, character } = openCast()
    const { database } = library
    // A reference that leads nowhere and is looked at by COMMIT alone: everything before it succeeds.
    const makeCommitFail = () => {
      database.pragma('defer_foreign_keys = ON')
      database.prepare('UPDATE character SET campaign_id = 999').run()
    }
    await expect(
      library.portraits.add(newPortrait(character), makeCommitFail),
    ).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' })
    const files = Object.keys(folderContents(join(library.dataFolder, 'static')))
    expect(files).toEqual(['portraits/characters/character_1.png'])
    expect(checkLibrary(database, library.dataFolder)).toEqual([])
    const again = await storePortrait(library, character)
    expect(again.path).toBe('static/portraits/characters/character_1-2.png')
  })
})

describe('which portrait is shown', () => {
  test('a new one takes over, unless it was not meant to', async () => {
    const { library, character } = openCast()
    expect(library.portraits.current(character)).toBeNull()
    const first = await storePortrait(library, character)
    const second = await storePortrait(library, character, { makeCurrent: false })
    expect(library.portraits.current(character)).toEqual(first)
    expect(library.portraits.history(character)).toEqual([second, first])
  })

  test('an older one, or the avatar, can be shown again', async () => {
    const { library, character } = openCast()
    const first = await storePortrait(library, character)
    await storePortrait(library, character)
    library.portraits.makeCurrent(character, first.id)
    expect(library.portraits.current(character)?.id).toBe(first.id)
    library.portraits.makeCurrent(character, null)
    expect(library.portraits.current(character)).toBeNull()
    expect(library.portraits.history(character)).toHaveLength(2)
  })

  test('another subject’s portrait, an unknown one or one in the trash is refused', async () => {
    const { library, campaign, character } = openCast()
    const other = await storePortrait(library, campaign)
    const mine = await storePortrait(library, character)
    const kept = await storePortrait(library, character)
    library.portraits.trash(mine.id)
    const attempt = (id: number) => () => library.portraits.makeCurrent(character, id)
    expect(attempt(other.id)).toThrow('not-found')
    expect(attempt(4_000)).toThrow('not-found')
    expect(attempt(mine.id)).toThrow('in-trash')
    expect(library.portraits.current(character)?.id).toBe(kept.id)
  })

  test('trashing the one shown brings the newest of the others, or the avatar, and can be undone', async () => {
    const { library, character } = openCast()
    const first = await storePortrait(library, character)
    const second = await storePortrait(library, character)
    const third = await storePortrait(library, character)
    library.portraits.makeCurrent(character, first.id)
    expect(library.portraits.trash(second.id)).toEqual({
      subject: character,
      wasCurrent: false,
      shownId: first.id,
    })
    expect(library.portraits.trash(first.id)).toEqual({
      subject: character,
      wasCurrent: true,
      shownId: third.id,
    })
    expect(library.portraits.current(character)?.id).toBe(third.id)
    expect(library.portraits.trash(third.id).wasCurrent).toBe(true)
    expect(library.portraits.current(character)).toBeNull()
    library.portraits.restore(first.id, { makeCurrent: true })
    library.portraits.restore(third.id, { makeCurrent: false })
    expect(library.portraits.current(character)?.id).toBe(first.id)
    expect(library.portraits.history(character).map(({ id }) => id)).toEqual([third.id, first.id])
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })
})

describe('what is refused leaves no trace', () => {
  test('a portrait of an unknown subject is not stored', async () => {
    const { library } = openCast()
    const adding = storePortrait(library, { kind: 'character', id: 99 })
    await expect(adding).rejects.toMatchObject({ code: 'not-found' })
    expect(Object.keys(folderContents(library.dataFolder))).not.toContainEqual(
      expect.stringContaining('character_99'),
    )
  })

  test('when the row cannot be written, its file goes again', async () => {
    const { library, character } = openCast()
    const adding = storePortrait(library, character, {
      provenance: { source: 'generated', jobId: 12_345 },
    })
    await expect(adding).rejects.toThrow('FOREIGN KEY')
    expect(Object.keys(folderContents(join(library.dataFolder, 'static')))).toEqual([])
    const next = await storePortrait(library, character)
    expect(next.path).toBe('static/portraits/characters/character_1.png')
  })
})

describe('copies', () => {
  test('a duplicated subject has files of its own, in the same order, and shows the same face', async () => {
    const { library, campaign, character } = openCast()
    const twin = library.characters.create({ campaignId: campaign.id, name: 'Twin' })
    const to = { kind: 'character', id: twin.id } as const
    const lost = await storePortrait(library, character, { bytes: picture(1) })
    const shown = await storePortrait(library, character, { bytes: picture(2) })
    await storePortrait(library, character, { bytes: picture(3), makeCurrent: false })
    rmSync(fileOf(library, lost))
    expect(await duplicatePortraits(library.portraits, { from: character, to })).toBe(2)
    const copies = library.portraits.history(to)
    expect(copies.map(({ path, source }) => [path, source])).toEqual([
      ['static/portraits/characters/character_2-2.png', 'copied'],
      ['static/portraits/characters/character_2.png', 'copied'],
    ])
    expect(library.portraits.current(to)?.sha256).toBe(shown.sha256)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('a duplicated avatar is still called an avatar', async () => {
    const { library, campaign, character } = openCast()
    const twin = library.characters.create({ campaignId: campaign.id, name: 'Twin' })
    const to = { kind: 'character', id: twin.id } as const
    await storePortrait(library, character, { provenance: { source: 'avatar' } })
    await duplicatePortraits(library.portraits, { from: character, to })
    expect(library.portraits.current(to)?.source).toBe('avatar')
  })
})

describe('files harmed behind our back', () => {
  test.each([
    ['flipped', (bytes: Buffer) => bytes.fill(bytes.readUInt8(40) ^ 1, 40, 41)],
    ['truncated', (bytes: Buffer) => bytes.subarray(0, -9)],
    ['emptied', () => Buffer.alloc(0)],
  ])(
    'fault 60: a file that was %s is found damaged, and sound again once it is put back',
    async (_, harm) => {
      const { library, character } = openCast()
      const portrait = await storePortrait(library, character)
      const original = readFileSync(fileOf(library, portrait))
      writeFileSync(fileOf(library, portrait), harm(Buffer.from(original)))
      expect(await verifyPortraits(library.portraits, { isDeep: true })).toEqual([portrait.id])
      expect(library.portraits.current(character)?.state).toBe('damaged')
      // A look from afar must not call it sound because the size is right.
      expect(await library.portraits.check(required(library.portraits.find(portrait.id)))).toBe(
        'damaged',
      )
      writeFileSync(fileOf(library, portrait), original)
      expect(await verifyPortraits(library.portraits, { isDeep: false })).toEqual([])
      expect(library.portraits.current(character)?.state).toBe('sound')
      expect(library.stateChanges.map(({ state }) => state)).toEqual(['damaged', 'sound'])
    },
  )

  test('a file that is gone is flagged missing, and sound when it is back', async () => {
    const { library, character } = openCast()
    const portrait = await storePortrait(library, character)
    rmSync(fileOf(library, portrait))
    expect(await library.portraits.read(portrait)).toEqual({ state: 'missing' })
    expect(library.portraits.find(portrait.id)?.state).toBe('missing')
    writeFileSync(fileOf(library, portrait), picture())
    const flagged = required(library.portraits.find(portrait.id))
    expect(await library.portraits.check(flagged)).toBe('sound')
    expect(library.portraits.find(portrait.id)?.state).toBe('sound')
  })

  test('fault 61: with a clock that jumps, the newest is still the one added last', async () => {
    const years = [2026, 2025, 2036]
    const library = openLibrary({ clock: () => new Date(`${years.shift() ?? 2024}-03-01`) })
    const { character } = addCast(library)
    const added = [
      await storePortrait(library, character),
      await storePortrait(library, character),
      await storePortrait(library, character),
    ]
    const newestFirst = added.map(({ id }) => id).reverse()
    expect(library.portraits.history(character).map(({ id }) => id)).toEqual(newestFirst)
    const [newest = 0, second] = newestFirst
    library.portraits.trash(newest)
    expect(library.portraits.current(character)?.id).toBe(second)
  })
})

function required<Value>(value: Value | null): Value {
  if (value === null) throw new Error('expected a value')
  return value
}
