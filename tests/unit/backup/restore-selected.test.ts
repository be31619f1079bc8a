import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openForRestore } from '../../../src/main/backup/open-for-restore'
import { restoreSelectedFrom } from '../../../src/main/backup/restore-selected'
import { createNameWords } from '../../../src/main/campaigns/names'
import { createAddPortraits } from '../../../src/main/portraits/add-portraits'
import type { RestoreSelection } from '../../../src/shared/backup'
import { mentionOf } from '../../../src/shared/mentions'
import { createTranslator } from '../../../src/shared/translate'
import { backUp, makeLibrary } from '../../support/backup/making'
import { checkLibrary } from '../../support/check-library'
import { openLibrary, picture, storePortrait } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

type Made = Awaited<ReturnType<typeof makeLibrary>>
const parts = (
  library: Pick<
    Made,
    'database' | 'dataFolder' | 'campaigns' | 'characters' | 'fileSystem' | 'clock'
  >,
) => ({
  ...library,
  addPortraits: createAddPortraits(library),
  nameWords: createNameWords(createTranslator('en').t),
})
const order = (changes: Partial<RestoreSelection>): RestoreSelection => ({
  campaigns: [],
  characters: [],
  how: 'as-copies',
  campaignId: null,
  ...changes,
})

describe('a backup that is looked at', () => {
  test('tells what is only here, only there, and different', async () => {
    const library = await makeLibrary()
    const { path } = await backUp(library)
    const visit = await openForRestore(path, library)
    expect(visit.preview(library.database)).toMatchObject({
      kind: 'archive',
      same: 3,
      different: 0,
      onlyHere: 0,
      onlyThere: 0,
      faces: [6, 3],
    })
    library.characters.edit(1, { name: 'Renamed', level: 4 })
    library.characters.setStatus(1, 'dead')
    library.characters.trash(2)
    await storePortrait(library, library.campaign, { bytes: picture(60) })
    library.characters.create({ campaignId: 1, name: 'New since' })
    const { rows } = visit.compare(library.database, { state: 'all', offset: 0, limit: 50 })
    expect(rows.map(({ name, state, differences }) => [name, state, ...differences])).toEqual([
      ['La Quête du Dragon Noir', 'different', 'portrait', 'portraits'],
      ['Éowyn 🔥 田中', 'different', 'name', 'level', 'status'],
      ['Grünwald l’Ancien', 'only-there'],
      ['New since', 'only-here'],
    ])
    const bytes = await visit.readPortrait(visit.portrait(3))
    expect(bytes).toEqual(picture(3))
    await visit.close()
  })
})

describe('taking only a part', () => {
  test('as copies: the same faces beside the existing ones, under names of their own', async () => {
    const library = await makeLibrary()
    library.characters.setStatus(1, 'wounded', '2026-03-04T05:06:07.000Z')
    const { path } = await backUp(library)
    const visit = await openForRestore(path, library)
    const taken = await restoreSelectedFrom(visit, order({ characters: [1] }), parts(library))
    expect(taken).toEqual({
      campaigns: 0,
      characters: 1,
      portraits: 2,
      sessions: 0,
      messages: 0,
      alreadyHere: 0,
      harmed: [],
    })
    const copy = library.characters.read(3)
    expect(copy).toMatchObject({
      name: 'Éowyn 🔥 田中 (copy)',
      campaignId: 1,
      status: 'wounded',
      statusAt: '2026-03-04T05:06:07.000Z',
    })
    const subject = { kind: 'character', id: 3 } as const
    expect(library.portraits.history(subject).map(({ sha256 }) => sha256)).toEqual(
      library.portraits.history(library.character).map(({ sha256 }) => sha256),
    )
    const original = library.portraits.current(library.character)
    expect(library.portraits.current(subject)).toMatchObject({
      sha256: original?.sha256,
      createdAt: original?.createdAt,
    })
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    await visit.close()
  })

  test('gives a name that can be seen to what was stored with none', async () => {
    const library = await makeLibrary()
    library.database.exec(
      "UPDATE character SET name = char(8203) || char(155) || '2J' WHERE id = 1",
    )
    library.database.exec('UPDATE campaign SET name = char(10240) WHERE id = 1')
    const { path } = await backUp(library)
    const visit = await openForRestore(path, library)
    const empty = openLibrary()
    await restoreSelectedFrom(visit, order({ characters: [1, 2] }), parts(empty))
    expect(empty.campaigns.list().map(({ name }) => name)).toEqual(['Unnamed (old number 1)'])
    expect(empty.characters.read(1).name).toBe('Unnamed (old number 1)')
    await visit.close()
  })

  test('with the versions of its texts; over the existing, what it replaces becomes one', async () => {
    const library = await makeLibrary()
    const long = 'A queen of ash. '.repeat(20)
    for (const notes of [long, 'Short']) library.characters.edit(1, { notes })
    const { path } = await backUp(library)
    const visit = await openForRestore(path, library)
    const textsOf = (id: number) => {
      const of = { subject: { kind: 'character', id }, property: 'notes' } as const
      return library.textVersions.list(of).map((one) => library.textVersions.read(of, one.id))
    }
    await restoreSelectedFrom(visit, order({ characters: [1] }), parts(library))
    expect(textsOf(3)).toEqual([long])
    const later = 'Written since. '.repeat(20)
    library.characters.edit(1, { notes: later })
    const how = 'over-existing'
    await restoreSelectedFrom(visit, order({ characters: [1], how }), parts(library))
    expect(library.characters.read(1).notes).toBe('Short')
    expect(textsOf(1)).toEqual([later, long])
    await visit.close()
  })

  test('with the sessions of a campaign, which mention the people here; over the existing, later ones stay', async () => {
    const library = await makeLibrary()
    const { sessions } = library
    const text = `${mentionOf(1, 'Éowyn')} and ${mentionOf(9, 'Gone')}`
    const { id } = sessions.add({ campaignId: 1, title: 'The mill', text }).session
    sessions.edit(id, { text: `${text}, twice` })
    const { path } = await backUp(library)
    const visit = await openForRestore(path, library)
    const [first] = sessions.list(1).sessions
    const different = () =>
      visit
        .compare(library.database, { state: 'different', offset: 0, limit: 50 })
        .rows.map(({ kind, differences }) => [kind, ...differences])
    expect(different()).toEqual([])
    sessions.edit(id, { title: 'Spoilt', text: 'oops' })
    sessions.add({ campaignId: 1, text: 'Played since' })

    const how = 'over-existing'
    expect(different()).toEqual([['campaign', 'sessions']])
    const taken = await restoreSelectedFrom(visit, order({ campaigns: [1], how }), parts(library))
    expect(taken).toMatchObject({ campaigns: 1, sessions: 1 })
    const { sessions: restored } = sessions.list(1)
    expect(restored).toMatchObject([
      { ...first, isOpen: false, mentions: [1] },
      { number: 2, isOpen: true },
    ])
    expect(sessions.read(id).people).toMatchObject([
      { id: 1, name: 'Éowyn 🔥 田中', state: 'here' },
    ])

    await restoreSelectedFrom(visit, order({ campaigns: [1] }), parts(library))
    const copyId = library.campaigns.list().find((one) => one.id !== 1)?.id ?? 0
    const [copy] = sessions.list(copyId).sessions
    expect(copy).toMatchObject({ number: 1, title: 'The mill', isOpen: true })
    const [mentioned, ...others] = sessions.read(copy?.id ?? 0).people
    expect(others).toEqual([])
    expect(library.characters.read(mentioned?.id ?? 0)).toMatchObject({ campaignId: copyId })
    expect(sessions.read(copy?.id ?? 0).text).toContain(mentionOf(0, 'Gone'))
    const of = { subject: { kind: 'session', id: copy?.id ?? 0 }, property: 'text' } as const
    expect(library.textVersions.list(of)).toHaveLength(1)
    await visit.close()
  })

  test('with the lists of words of a campaign; over the existing, a list that the backup has not stays', async () => {
    const library = await makeLibrary()
    const { wordLists } = library
    const change = (lists: object) => wordLists.change({ campaignId: 1, lists })
    change({ names: { text: 'Mira\nTomas', isOnly: true } })
    const { path } = await backUp(library)
    const visit = await openForRestore(path, library)
    change({ names: { text: 'Spoilt', isOnly: false }, is: { text: 'Since', isOnly: false } })

    await restoreSelectedFrom(visit, order({ campaigns: [1] }), parts(library))
    const copyId = library.campaigns.list().find((one) => one.id !== 1)?.id ?? 0
    const names = { entries: ['Mira', 'Tomas'], isOnly: true }
    expect(wordLists.read(copyId)).toMatchObject({ names, is: { entries: [] } })
    expect(wordLists.read(1)).toMatchObject({ names: { entries: ['Spoilt'] } })

    const how = 'over-existing'
    await restoreSelectedFrom(visit, order({ campaigns: [1], how }), parts(library))
    expect(wordLists.read(1)).toMatchObject({ names, is: { entries: ['Since'] } })
    await visit.close()
  })

  test('over the existing: what was changed is as it was, and later portraits stay', async () => {
    const library = await makeLibrary()
    const { path } = await backUp(library)
    const visit = await openForRestore(path, library)
    const before = library.portraits.current(library.character)
    library.characters.edit(1, { name: 'Spoilt', notes: 'oops' })
    library.characters.setStatus(1, 'dead')
    const later = await storePortrait(library, library.character, { bytes: picture(61) })
    const how = 'over-existing'
    const taken = await restoreSelectedFrom(visit, order({ campaigns: [1], how }), parts(library))
    expect(taken).toMatchObject({ campaigns: 1, characters: 2, portraits: 0, alreadyHere: 5 })
    expect(library.characters.read(1)).toMatchObject({
      name: 'Éowyn 🔥 田中',
      notes: '',
      status: null,
      statusAt: null,
    })
    expect(library.portraits.current(library.character)?.id).toBe(before?.id)
    expect(library.portraits.history(library.character).map(({ id }) => id)).toContain(later.id)
    await visit.close()
  })

  test('a whole campaign comes into an empty library, and a lost character into its campaign', async () => {
    const library = await makeLibrary()
    const { path } = await backUp(library)
    const empty = openLibrary()
    const visit = await openForRestore(path, empty)
    const taken = await restoreSelectedFrom(visit, order({ campaigns: [1] }), parts(empty))
    expect(taken).toMatchObject({ campaigns: 1, characters: 2, portraits: 5 })
    expect(checkLibrary(empty.database, empty.dataFolder)).toEqual([])
    await visit.close()
    library.characters.trash(2)
    const own = await openForRestore(path, library)
    await restoreSelectedFrom(own, order({ characters: [2], how: 'over-existing' }), parts(library))
    expect(library.characters.read(3)).toMatchObject({ name: 'Grünwald l’Ancien', campaignId: 1 })
    await own.close()
  })

  test('fault 95: from a backup with a harmed portrait the others still come, and it is named', async () => {
    const library = await makeLibrary()
    const { path } = await backUp(library)
    const whole = readFileSync(path)
    const at = whole.indexOf(picture(2))
    whole[at + 60] = (whole[at + 60] ?? 0) ^ 1
    writeFileSync(path, whole)
    const empty = openLibrary()
    const visit = await openForRestore(path, empty)
    const taken = await restoreSelectedFrom(visit, order({ campaigns: [1] }), parts(empty))
    expect(taken).toMatchObject({ portraits: 4, harmed: [{ name: 'Éowyn 🔥 田中' }] })
    expect(checkLibrary(empty.database, empty.dataFolder)).toEqual([])
    await visit.close()
  })
})
