import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { duplicateCampaign } from '../../../src/main/campaigns/duplicate'
import { createNameWords } from '../../../src/main/campaigns/names'
import { session } from '../../../src/main/command-line/session'
import { createQuickCharacters } from '../../../src/main/quick-characters/quick-characters'
import { createLineWords } from '../../../src/main/sessions/line-words'
import { mentionOf } from '../../../src/shared/mentions'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { openLibrary } from '../../support/library'
import { openTrash, removeForGood } from '../../support/trash'

const words = createNameWords(createTranslator('en').t)

function openCampaign(start = '2026-11-22T20:00:00.000Z') {
  let now = Date.parse(start)
  const clock = () => {
    now += 1_000
    return new Date(now)
  }
  const library = openLibrary({ clock })
  const { id: campaignId } = library.campaigns.create({ name: 'The harbour' })
  const add = (name: string) => library.characters.create({ campaignId, name }).id
  const mira = add('Mira')
  const bram = add('Bram')
  const note = (text: string, title = '') =>
    library.sessions.add({ campaignId, title, text }, { resolvesNames: true }).session
  const numbers = () =>
    library.sessions.list(campaignId).sessions.map(({ number, isOpen }) => [number, isOpen])
  const setClock = (at: string) => {
    now = Date.parse(at)
  }
  return { library, sessions: library.sessions, campaignId, mira, bram, note, numbers, setClock }
}

test('the words of lines are those of the language', () => {
  const english = createLineWords(createTranslator('en').t)
  expect(english.shown('@Mira', '')).toBe('Portrait shown: @Mira')
  expect(english['quick-character']('@Mira', '')).toBe('New character: @Mira')
  expect(english['quick-character']('@Mira', 'spy')).toBe('New character: @Mira – spy')
  const french = createLineWords(createTranslator('fr').t)
  expect(french.status('@Mira', 'disparue')).toBe('@Mira\u00a0: disparue')
})

describe('the sessions of a campaign', () => {
  test('are numbered, and at most one of them is open', () => {
    const { sessions, campaignId, numbers } = openCampaign()
    const first = sessions.add({ campaignId })
    expect(first).toMatchObject({ session: { number: 1, title: '', text: '' }, closedId: null })
    const second = sessions.add({ campaignId, title: 'The mill' })
    expect(second.closedId).toBe(first.session.id)
    expect(numbers()).toEqual([
      [1, false],
      [2, true],
    ])
    expect(sessions.open(first.session.id)).toBe(second.session.id)
    expect(sessions.openId(campaignId)).toBe(first.session.id)
    sessions.close(first.session.id)
    expect(sessions.openId(campaignId)).toBeNull()
  })

  test('keep their numbers when one is removed, and one that is restored never shares its number', () => {
    const { sessions, campaignId, note, numbers } = openCampaign()
    const [, second, third] = [note('a'), note('b'), note('c')]
    sessions.remove(second.id)
    expect(numbers()).toEqual([
      [1, false],
      [3, true],
    ])
    expect(sessions.restore(second.id)).toMatchObject({ number: 2, text: 'b', isOpen: false })
    sessions.remove(third.id)
    expect(note('d').number).toBe(3)
    expect(sessions.list(campaignId).removed).toMatchObject([{ id: third.id, number: 3 }])
    expect(sessions.restore(third.id).number).toBe(4)
  })

  test('go on after the clock was set back, in the order in which they were played', () => {
    const { library, sessions, campaignId, note, setClock, mira } = openCampaign()
    note('@Mira')
    setClock('2020-01-01T12:00:00.000Z')
    const later = note('@Mira again')
    expect(later).toMatchObject({ number: 2, date: '2020-01-01' })
    expect(sessions.list(campaignId).sessions.map(({ number }) => number)).toEqual([1, 2])
    expect(library.sightings.seen(mira).sessions.map(({ number }) => number)).toEqual([2, 1])
  })

  test('are those of their campaign, and none is added to one in the trash', async () => {
    const { library, sessions, campaignId } = openCampaign()
    library.campaigns.trash(campaignId)
    expect((await appErrorOf((async () => sessions.add({ campaignId }))())).code).toBe('in-trash')
    expect((await appErrorOf((async () => sessions.add({ campaignId: 99 }))())).code).toBe(
      'not-found',
    )
    expect((await appErrorOf((async () => sessions.read(99))())).code).toBe('not-found')
    library.campaigns.restore(campaignId)
    expect(sessions.add({ campaignId }).session.number).toBe(1)
  })
})

describe('who is mentioned', () => {
  test('is known by id, in the order of the text, under the present name', () => {
    const { library, sessions, note, mira, bram, campaignId } = openCampaign()
    const { id, text } = note('@Bram met @Mira. @Bram left.')
    expect(text).toBe(
      `${mentionOf(bram, 'Bram')} met ${mentionOf(mira, 'Mira')}. ${mentionOf(bram, 'Bram')} left.`,
    )
    library.characters.edit(mira, { name: 'Mira Voss' })
    expect(sessions.read(id)).toMatchObject({
      mentions: [bram, mira],
      people: [
        { id: bram, name: 'Bram', state: 'here' },
        { id: mira, name: 'Mira Voss', state: 'here' },
      ],
    })
    sessions.edit(id, { text: `Only ${mentionOf(mira, 'Mira')}` })
    expect(sessions.list(campaignId).sessions).toMatchObject([{ mentions: [mira] }])
  })

  test('keeps the name in the trash and after it was emptied, also when the text is edited later', async () => {
    const { library, sessions, note, mira } = openCampaign()
    const { id, text } = note('@Mira fell')
    library.characters.edit(mira, { name: 'Mira Voss' })
    library.characters.trash(mira)
    expect(sessions.read(id).people).toMatchObject([
      { id: mira, name: 'Mira Voss', state: 'trashed', card: { id: mira } },
    ])
    await removeForGood(openTrash(library), 'all')
    const gone = [{ id: mira, name: 'Mira Voss', state: 'removed', card: null }]
    expect(sessions.read(id).people).toEqual(gone)
    expect(sessions.edit(id, { text: `${text} again` }).people).toEqual(gone)
    expect(library.sightings.seen(mira).count).toBe(1)
    expect(library.database.pragma('foreign_key_check')).toEqual([])
  })

  test('is found in a text of a million characters with ten thousand mentions', () => {
    const { sessions, note, mira, bram } = openCampaign()
    const line = `@Mira ${'and '.repeat(3)}@Bram\n`
    const { id, mentions } = note(line.repeat(5_000))
    expect(mentions).toEqual([mira, bram])
    const { text } = sessions.read(id)
    sessions.edit(id, { text: text.padEnd(1_000_000, 'x') })
    expect(sessions.read(id).text).toHaveLength(1_000_000)
  })

  test('was seen last in the newest session, with others, and is in play in that order', () => {
    const { library, note, mira, bram, sessions, campaignId } = openCampaign()
    note('@Mira')
    const second = note('@Bram and @Mira', 'The mill')
    note('@Bram')
    const seen = library.sightings.seen(mira)
    expect(seen).toMatchObject({
      count: 2,
      sessions: [
        { number: 2, title: 'The mill', others: [{ id: bram, name: 'Bram' }] },
        { number: 1, others: [] },
      ],
    })
    const inPlay = () =>
      library.sightings.inPlay(campaignId).map(({ name, lastSeen }) => [name, lastSeen])
    expect(inPlay()).toEqual([
      ['Bram', 3],
      ['Mira', 2],
    ])
    sessions.remove(second.id)
    expect(library.sightings.seen(mira).count).toBe(1)
    library.characters.trash(bram)
    expect(inPlay()).toEqual([['Mira', 1]])
  })

  test('has a status since the session that had begun last then, and since none before the first', () => {
    const { library, note, mira, bram } = openCampaign()
    const since = (id: number) => library.sightings.seen(id).statusSince
    library.characters.setStatus(bram, 'met')
    note('Rain')
    const second = note('More rain')
    library.characters.setStatus(mira, 'missing')
    note('Sun')
    expect([since(bram), since(mira)]).toEqual([null, 2])
    library.sessions.remove(second.id)
    expect(since(mira)).toBe(1)
    library.characters.setStatus(mira, null)
    expect(since(mira)).toBeNull()
  })
})

describe('the text of a session', () => {
  test('has versions, and keeps a line that was added while it was edited', () => {
    const { library, sessions, note, mira, campaignId } = openCampaign()
    const { id } = note('The first text')
    sessions.addLine({ campaignId, kind: 'shown', characterId: mira })
    const line = `- Portrait shown: ${mentionOf(mira, 'Mira')}`
    expect(sessions.read(id).text).toBe(`The first text\n\n${line}`)
    const edited = sessions.edit(id, { text: 'The first text!', textBefore: 'The first text' })
    expect(edited.text).toBe(`The first text!\n\n${line}`)
    expect(edited.mentions).toEqual([mira])
    sessions.edit(id, { text: '' })
    const of = { subject: { kind: 'session', id }, property: 'text' } as const
    const texts = library.textVersions
      .list(of)
      .map((version) => library.textVersions.read(of, version.id))
    expect(texts).toContain('The first text')
  })

  test('gets lines by itself only while it is open, and none twice in a row', () => {
    const { sessions, note, mira, campaignId } = openCampaign()
    const shown = { campaignId, kind: 'shown', characterId: mira } as const
    expect(sessions.addLine(shown)).toBeNull()
    const { id } = note('')
    expect(sessions.addLine(shown)).toMatchObject({ sessionId: id, isNew: false })
    expect(sessions.addLine(shown)).toBeNull()
    sessions.addLine({ ...shown, kind: 'status', text: 'missing' })
    sessions.addLine({ campaignId, kind: 'line', text: ' @Bram\nruns ' })
    sessions.addLine({ campaignId, kind: 'shown', characterId: 99 })
    expect(sessions.read(id).text.split('\n')).toEqual([
      `- Portrait shown: ${mentionOf(mira, 'Mira')}`,
      `- ${mentionOf(mira, 'Mira')}: missing`,
      expect.stringMatching(/^- @\[Bram\].* runs$/),
    ])
  })

  test('has room for a typed line, or says that it has none; one that is added by itself is left out', async () => {
    const { sessions, note, mira, campaignId } = openCampaign()
    const { id } = note('x'.repeat(999_999))
    expect(sessions.addLine({ campaignId, kind: 'shown', characterId: mira })).toBeNull()
    const typed = async () => sessions.addTypedLine(campaignId, 'More')
    expect((await appErrorOf(typed())).code).toBe('notes-too-long')
    expect(sessions.read(id).text).toHaveLength(999_999)
  })

  test('begins with a typed line where no session is open', () => {
    const { sessions, campaignId, numbers } = openCampaign()
    expect(sessions.addTypedLine(campaignId, 'It rains')).toMatchObject({ number: 1, isNew: true })
    expect(sessions.addTypedLine(campaignId, 'Still')).toMatchObject({ number: 1, isNew: false })
    expect(numbers()).toEqual([[1, true]])
  })

  test('names a quick character who was stored', async () => {
    const { library, sessions, note, campaignId } = openCampaign()
    const { id } = note('')
    const quick = createQuickCharacters({ ...library, tablesFolder: '' })
    const { character: kept, line } = await quick.keep({
      campaignId,
      name: 'Oto',
      words: ['innkeeper', 'nervous', ''],
      avatarSeed: 'x',
      portraitId: null,
    })
    expect(sessions.read(id)).toMatchObject({
      text: `- New character: ${mentionOf(kept.id, 'Oto')} – innkeeper, nervous`,
      mentions: [kept.id],
    })
    if (line === null) throw new Error('no line was added')
    sessions.takeLine(line)
    expect(sessions.read(id)).toMatchObject({ text: '', mentions: [] })
    sessions.returnLine(line)
    expect(sessions.read(id).mentions).toEqual([kept.id])
  })

  test('leaves with the session that was begun for it, and never takes what was written since', () => {
    const { sessions, campaignId, numbers } = openCampaign()
    const first = sessions.addTypedLine(campaignId, 'It rains')
    sessions.takeLine(first)
    expect(numbers()).toEqual([])
    sessions.returnLine(first)
    expect(numbers()).toEqual([])
    const second = sessions.addTypedLine(campaignId, 'It snows')
    const text = `${sessions.read(second.sessionId).text} hard\n- Still`
    sessions.edit(second.sessionId, { text })
    sessions.takeLine(second)
    expect(sessions.read(second.sessionId).text).toBe(text)
    sessions.edit(second.sessionId, { text: '- It snows\n- Still' })
    sessions.takeLine(second)
    expect(sessions.read(second.sessionId).text).toBe('- Still')
  })
})

test('a duplicate of a campaign has its sessions, which mention the copies', async () => {
  const { library, sessions, campaignId, note, mira } = openCampaign()
  const gone = library.characters.create({ campaignId, name: 'Gone' }).id
  const { id } = note('@Mira and @Gone', 'The mill')
  sessions.edit(id, { text: `${sessions.read(id).text} twice` })
  library.characters.trash(gone)
  const copyId = await duplicateCampaign(library, campaignId, words)
  const copied = sessions.list(copyId).sessions[0]
  expect(copied).toMatchObject({ number: 1, title: 'The mill', isOpen: true })
  const { text, people } = sessions.read(copied?.id ?? 0)
  const [copyOfMira] = people
  expect(people).toHaveLength(1)
  expect(copyOfMira).toMatchObject({ name: 'Mira', state: 'here' })
  expect(copyOfMira?.id).not.toBe(mira)
  expect(text).toBe(`${mentionOf(copyOfMira?.id ?? 0, 'Mira')} and ${mentionOf(0, 'Gone')} twice`)
})

test('a campaign that is removed for good takes its sessions along', async () => {
  const { library, campaignId, note } = openCampaign()
  const { id } = note('@Mira')
  library.sessions.edit(id, { text: '' })
  library.campaigns.trash(campaignId)
  await removeForGood(openTrash(library), 'all')
  const count = (table: string) =>
    library.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  expect(['session', 'session_mention', 'text_version'].map(count)).toEqual([0, 0, 0])
})

describe('the command', () => {
  function openCommand() {
    const opened = openCampaign()
    const { library } = opened
    const context = {
      library,
      translate: createTranslator('en').t,
      workingFolder: library.dataFolder,
    } as never
    const run = async (...words: string[]) => session.run(words, context)
    const campaign = ['--campaign', String(opened.campaignId)]
    return { ...opened, run, campaign, file: (name: string) => join(library.dataFolder, name) }
  }

  test('adds a session from a file, lists and exports it with every word', async () => {
    const { run, campaign, file, mira, bram, library } = openCommand()
    library.characters.edit(mira, { class: 'innkeeper; spy' })
    library.database.prepare("UPDATE character SET status = 'missing' WHERE id = ?").run(mira)
    writeFileSync(
      file('notes.md'),
      '\uFEFF# Rain\r\n\r\n@mira hides. @Mira, @Nobody and @Bram run.\r\n',
    )
    const added = await run('add', ...campaign, '--title', 'The mill', '--text', 'notes.md')
    const expected = { id: 1, number: 1, date: expect.any(String), title: 'The mill' }
    expect(added.json).toEqual({ session: { ...expected, mentions: [mira, bram] } })
    expect((await run('list', ...campaign)).json).toEqual({
      sessions: [{ ...expected, mentions: [mira, bram] }],
    })
    await run('export', ...campaign, '--format', 'markdown', '--output', 'journal.md')
    expect(readFileSync(file('journal.md'), 'utf8')).toBe(
      '# The harbour\n\n## Session 1: The mill\n\n*2026-11-22*\n\n# Rain\n\n@Mira hides. @Mira, @Nobody and @Bram run.\n',
    )
    await run('export', ...campaign, '--session', '1', '--format', 'lonelog', '--output', 'one.md')
    expect(readFileSync(file('one.md'), 'utf8')).toBe(
      '---\ntitle: "The harbour"\n---\n\n## Session 1\n*Date: 2026-11-22 | Title: The mill*\n\n# Rain\n\n[N:Mira|innkeeper, spy; Missing] hides. [#N:Mira], @Nobody and [N:Bram] run.\n',
    )
  })

  test('edits, closes, removes and restores, and writes a line', async () => {
    const { run, campaign, sessions, file } = openCommand()
    await run('line', ...campaign, 'It', 'rains')
    writeFileSync(file('text.md'), 'Anew')
    await run('edit', ...campaign, '--session', '1', '--title', 'Rain', '--date', '2026-01-31')
    await run('edit', ...campaign, '--text', 'text.md')
    expect(sessions.read(1)).toMatchObject({ title: 'Rain', date: '2026-01-31', text: 'Anew' })
    await run('close', ...campaign, '--session', '1')
    expect(sessions.read(1).isOpen).toBe(false)
    await run('remove', ...campaign, '--session', '1')
    expect((await run('list', ...campaign)).json).toEqual({ sessions: [] })
    await run('restore', '--session', '1')
    expect(sessions.read(1).text).toBe('Anew')
  })

  test.each([
    [['add'], 'command-misused'],
    [['add', '--campaign', '1', '--text', 'none.md'], 'file-unreadable'],
    [['add', '--campaign', '1', '--text', 'binary'], 'file-unreadable'],
    [['add', '--campaign', '1', '--text', 'long'], 'notes-too-long'],
    [['add', '--campaign', '1', '--date', '2026-02-30'], 'invalid-input'],
    [['add', '--campaign', '7'], 'not-found'],
    [['close', '--campaign', '1', '--session', '9'], 'not-found'],
    [['export', '--campaign', '1', '--format', 'word', '--output', 'x'], 'command-misused'],
    [
      ['export', '--campaign', '1', '--format', 'lonelog', '--output', 'long'],
      'export-target-exists',
    ],
    [['forget'], 'command-misused'],
  ])('%j is refused, and nothing is changed', async (args, code) => {
    const { run, file, numbers } = openCommand()
    writeFileSync(file('binary'), Buffer.from([0xff, 0xfe, 0, 1]))
    writeFileSync(file('long'), 'x'.repeat(1_000_001))
    expect((await appErrorOf(run(...args))).code).toBe(code)
    expect(numbers()).toEqual([])
    expect(readFileSync(file('long'), 'utf8')).toHaveLength(1_000_001)
  })
})
