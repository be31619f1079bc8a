import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createQuickCharacters } from '../../../src/main/quick-characters/quick-characters'
import { type QuickPerson, quickOrderSchema } from '../../../src/shared/quick-character'
import { foldText } from '../../../src/shared/search'
import { checkLibrary } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import { type Library, openLibrary } from '../../support/library'
import { addUnassigned } from '../../support/unassigned-portraits'

const ownTables = resolve(import.meta.dirname, '../../../resources/tables')

function openCampaign(tablesFolder = ownTables) {
  const library = openLibrary()
  const { id: campaignId } = library.campaigns.create({ name: 'The harbour' })
  const quick = createQuickCharacters({ ...library, tablesFolder })
  const order = (changes: object = {}) =>
    quickOrderSchema.parse({ campaignId, seed: 'a seed', ...changes })
  const draw = (changes: object = {}) => quick.draw(order(changes), 'en')
  return { library, campaignId, quick, order, draw }
}

const addOne = async (library: Library) => (await addUnassigned(library, [1]))[0]?.id ?? 0

const keepable = ({ campaignId, name, words, avatarSeed, portraitId }: QuickPerson) => ({
  campaignId,
  name,
  words: [...words] as [string, string, string],
  avatarSeed,
  portraitId,
})

describe('a person who is drawn', () => {
  test('is the same for the same seed, in either language, and another one for another seed', async () => {
    const { draw, quick, order } = openCampaign()
    const first = await draw()
    expect(await draw()).toEqual(first)
    const french = await quick.draw(order(), 'fr')
    expect({ ...french, words: first.words }).toEqual(first)
    expect(french.words).not.toEqual(first.words)
    expect(await draw({ seed: 'another seed' })).not.toMatchObject({ name: first.name })
  })

  test('has the name of at least eight sounds, each with ten thousand names or so', async () => {
    const { quick, draw, campaignId } = openCampaign()
    const { sounds, problems } = await quick.sounds(campaignId)
    expect(problems).toEqual([])
    expect(sounds.length).toBeGreaterThanOrEqual(8)
    for (const sound of sounds) {
      const names = await Promise.all(
        Array.from({ length: 40 }, (_, name) => draw({ sound, draws: { name } })),
      )
      expect(new Set(names.map((one) => one.name.split(' ')[0])).size).toBe(40)
    }
  })

  test('comes never twice in a thousand draws, nor with a name of the three thousand of the campaign', async () => {
    const { library, campaignId, draw } = openCampaign()
    const taken = new Set<string>()
    library.database.transaction(() => {
      for (let number = 0; number < 3_000; number += 1) {
        library.characters.create({ campaignId, name: `Taken ${number}` })
      }
    })()
    for (let name = 0; name < 100; name += 1) {
      const person = await draw({ sound: 'elven', draws: { name } })
      library.characters.create({ campaignId, name: person.name.toUpperCase() })
      taken.add(foldText(person.name))
    }
    const drawn = new Set<string>()
    for (let name = 0; name < 1_000; name += 1) {
      const person = await draw({ sound: 'elven', draws: { name } })
      expect(taken).not.toContain(foldText(person.name))
      drawn.add(foldText(person.name))
    }
    expect(drawn.size).toBe(1_000)
  })

  test('is reported when it sounds like an existing name, and not for one in the trash', async () => {
    const { library, campaignId, draw } = openCampaign()
    const { name, sound } = await draw()
    const [given = ''] = name.split(' ')
    const alike = `${given}${given.at(-1)} of the Bridge`
    const { id } = library.characters.create({ campaignId, name: alike })
    expect(await draw({ sound })).toMatchObject({ name, soundsLike: [alike] })
    library.characters.trash(id)
    expect(await draw({ sound })).toMatchObject({ name, soundsLike: [] })
  })

  test('draws one part again and leaves the others', async () => {
    const { draw } = openCampaign()
    const first = await draw()
    const second = await draw({ draws: { manner: 1 } })
    expect(second.words[1]).not.toBe(first.words[1])
    expect({ ...second, words: first.words }).toEqual(first)
  })

  test('is refused in a campaign in the trash, and with a sound that nothing is known of', async () => {
    const { library, campaignId, draw } = openCampaign()
    expect(await appErrorOf(draw({ sound: 'martian' }))).toMatchObject({ code: 'unknown-sound' })
    library.campaigns.trash(campaignId)
    expect(await appErrorOf(draw())).toMatchObject({ code: 'in-trash' })
  })
})

describe('a face', () => {
  test('is an unassigned portrait that no character has, each once, and then an avatar', async () => {
    const { library, draw } = openCampaign()
    const unassigned = await addUnassigned(library, [1, 2])
    const faces = [0, 1, 2, 3].map((face) => draw({ draws: { face } }))
    const [one, two, ...avatars] = await Promise.all(faces)
    expect(new Set([one?.portraitId, two?.portraitId])).toEqual(
      new Set(unassigned.map(({ id }) => id)),
    )
    expect(avatars.map(({ portraitId }) => portraitId)).toEqual([null, null])
    expect(new Set(avatars.map(({ avatarSeed }) => avatarSeed)).size).toBe(2)
  })
})

describe('a person who is kept', () => {
  test('is a character with their words and the avatar that was shown', async () => {
    const { library, quick, draw } = openCampaign()
    const person = await draw()
    const { character, line } = await quick.keep(keepable(person))
    expect(line).toBeNull()
    expect(library.characters.read(character.id)).toMatchObject({
      name: person.name,
      class: person.words[0],
      description: person.words.join(', '),
      avatarStyle: 'bust',
      avatarSeed: person.avatarSeed,
      portrait: null,
    })
  })

  test('has the unassigned portrait, which is in the trash then; another process may be quicker', async () => {
    const { library, campaignId, quick, draw } = openCampaign()
    const portraitId = await addOne(library)
    const person = await draw()
    expect(person.portraitId).toBe(portraitId)
    const keeping = quick.keep(keepable(person))
    library.characters.create({ campaignId, name: 'Quicker' })
    const { id, portrait } = (await keeping).character
    expect(library.portraits.find(portrait?.id ?? 0)).toMatchObject({
      subject: { kind: 'character', id },
      source: 'copied',
    })
    expect(library.portraits.find(portraitId)?.trashedAt).not.toBeNull()
  })

  test('is whole or not there at all when the last step fails', async () => {
    const { library, quick, draw } = openCampaign()
    const portraitId = await addOne(library)
    const person = await draw()
    library.database.exec(
      `CREATE TRIGGER fails BEFORE UPDATE OF trashed_at ON portrait BEGIN SELECT RAISE(ABORT, 'no'); END`,
    )
    await expect(quick.keep(keepable(person))).rejects.toThrow()
    expect(library.characters.idsOf(person.campaignId)).toEqual([])
    library.database.exec('DROP TRIGGER fails')
    await quick.keep(keepable(person))
    expect(library.characters.idsOf(person.campaignId)).toHaveLength(1)
    expect(library.portraits.find(portraitId)?.trashedAt).not.toBeNull()
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('is refused when the portrait was assigned since, or its file is lost', async () => {
    const { library, quick, draw, campaignId } = openCampaign()
    const portraitId = await addOne(library)
    const person = await draw()
    const file = join(library.dataFolder, library.portraits.find(portraitId)?.path ?? '')
    rmSync(file)
    expect(await appErrorOf(quick.keep(keepable(person)))).toMatchObject({
      code: 'portrait-file-lost',
    })
    library.portraits.trash(portraitId)
    expect(await appErrorOf(quick.keep(keepable(person)))).toMatchObject({ code: 'in-trash' })
    expect(library.characters.idsOf(campaignId)).toEqual([])
  })
})

describe('tables', () => {
  function tablesWith(files: Readonly<Record<string, string | Uint8Array>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'castkeeper-test-'))
    mkdirSync(join(folder, 'names'))
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, 'names', name), text)
    }
    return folder
  }

  test('that are empty or binary are left out, and one of plain lines is a list of whole names', async () => {
    const folder = tablesWith({
      'empty.txt': '',
      'binary.txt': new Uint8Array([0xff, 0xfe, 0, 1, 2]),
      'nul.txt': 'Mira\u0000\nTomas',
      'plain.txt': 'Mira\r\n# a remark\n\u200b\nBell\u0007\nTomas\n',
    })
    const { quick, draw, campaignId } = openCampaign(folder)
    expect(await quick.sounds(campaignId)).toEqual({
      sounds: ['plain'],
      problems: [
        { file: 'names/binary.txt', fault: 'binary' },
        { file: 'names/empty.txt', fault: 'empty' },
        { file: 'names/nul.txt', fault: 'binary' },
        { file: 'words/occupation.txt', fault: 'unreadable' },
        { file: 'words/manner.txt', fault: 'unreadable' },
        { file: 'words/wish.txt', fault: 'unreadable' },
      ],
    })
    const names = [0, 1].map((name) => draw({ draws: { name } }))
    expect((await Promise.all(names)).map(({ name }) => name).toSorted()).toEqual(['Mira', 'Tomas'])
    expect(await draw({ draws: { name: 2 } })).toMatchObject({ words: ['', '', ''] })
  })

  test('give names with a number once all are in use', async () => {
    const { library, campaignId, draw } = openCampaign(tablesWith({ 'plain.txt': 'Mira\n' }))
    library.characters.create({ campaignId, name: 'Mira' })
    library.characters.create({ campaignId, name: 'Mira 2' })
    expect((await draw()).name).toBe('Mira 3')
  })

  test('of a hundred thousand lines give the first of them', async () => {
    const lines = Array.from({ length: 100_000 }, (_, number) => `Name${number}`).join('\n')
    const { draw, quick, campaignId } = openCampaign(tablesWith({ 'plain.txt': lines }))
    expect((await draw()).name).toMatch(/^Name\d+$/)
    const { problems } = await quick.sounds(campaignId)
    expect(problems[0]).toEqual({ file: 'names/plain.txt', fault: 'cut' })
  })

  test('that are all missing are said', async () => {
    const { draw } = openCampaign('/nowhere')
    expect(await appErrorOf(draw())).toMatchObject({ code: 'no-name-tables' })
  })
})
