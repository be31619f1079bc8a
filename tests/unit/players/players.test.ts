import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FaceRequest } from '../../../src/shared/players'
import type { Subject } from '../../../src/shared/subject'
import { appErrorOf } from '../../support/errors'
import { addCast, fileOf, picture, storePortrait } from '../../support/library'
import { laptop, openPlayersOver, tv } from '../../support/players'
import { addUnassigned } from '../../support/unassigned-portraits'

/** The window over a campaign with two characters, each with a portrait; the screen is chosen. */
async function openWithCast(screens = [laptop, tv]) {
  const opened = openPlayersOver(screens)
  const { library, players } = opened
  const { campaign, character: mira } = addCast(library)
  const tomas = library.characters.create({ campaignId: campaign.id, name: 'Tomas' })
  const tom: Subject = { kind: 'character', id: tomas.id }
  const portrait = await storePortrait(library, mira, { bytes: picture(1) })
  await storePortrait(library, tom, { bytes: picture(2) })
  const show = (...faces: FaceRequest[]) => players.show(faces, 'toggle')
  return { ...opened, campaign, mira, tom, portrait, show }
}

/** The same, with a face shown on the second screen and painted. */
async function openShowing() {
  const opened = await openWithCast()
  const { players, mira, show, answer } = opened
  show({ subject: mira })
  players.chooseScreen(2)
  answer()
  return opened
}

describe('showing a face', () => {
  test('asks once which screen, with a number on each, and remembers it', async () => {
    const { players, mira, tom, show, view, scene, world, preferences } = await openWithCast()
    show({ subject: mira })
    expect(view()).toBeUndefined()
    expect(world.numbers).toEqual([1, 2])
    expect(players.state().screens.map(({ id }) => id)).toEqual([1, 2])
    players.chooseScreen(2)
    expect(world.numbers).toEqual([])
    expect(view()?.place).toEqual({ kind: 'screen', screen: tv })
    expect(scene()?.pictures).toHaveLength(1)
    expect(preferences().playersScreen).toMatchObject({ label: 'LG TV', xPx: 1440 })
    players.close()
    show({ subject: tom })
    expect(world.numbers).toEqual([])
    expect(view()?.place).toMatchObject({ kind: 'screen' })
  })

  test('opens nothing when the question is answered with none, and by nothing else', async () => {
    const { players, mira, show, views } = await openWithCast()
    players.toggleBlack()
    players.toggleNames()
    players.step(1)
    players.libraryChanged('edited')
    players.show([{ subject: mira }], 'queue')
    expect(views).toEqual([])
    show({ subject: mira })
    players.chooseScreen(7)
    expect(players.state().screens).toHaveLength(2)
    players.chooseScreen('none')
    expect(views).toEqual([])
    expect(players.state()).toMatchObject({ window: 'closed', stage: [], screens: [] })
  })

  test('opens an ordinary window where there is one screen, without a question', async () => {
    const { mira, show, view } = await openWithCast([laptop])
    show({ subject: mira })
    expect(view()?.place).toEqual({ kind: 'window' })
  })

  test('says what the players see only once the page has painted it', async () => {
    const { players, mira, tom, show, answer, view } = await openWithCast()
    show({ subject: mira })
    players.chooseScreen(2)
    expect(players.state().stage).toHaveLength(1)
    expect(players.state().seen.faces).toEqual([])
    answer()
    expect(players.state().seen.faces).toMatchObject([{ subject: mira }])
    const first = view()?.scenes.at(-1)?.id ?? 0
    show({ subject: tom })
    // An answer about a scene of before says nothing about the present one.
    view()?.listeners.onAnswer({ kind: 'painted', id: first })
    expect(players.state().seen.faces).toMatchObject([{ subject: mira }])
    answer()
    expect(players.state().seen.faces).toMatchObject([{ subject: tom }])
  })

  test('is noted once the players see it, and not again after a black screen', async () => {
    const { players, mira, tom, show, answer, shown } = await openShowing()
    const [first, second] = [`character:${mira.id}`, `character:${tom.id}`]
    expect(shown).toEqual([first])
    players.toggleBlack()
    answer()
    players.toggleBlack()
    answer()
    players.toggleNames()
    answer()
    expect(shown).toEqual([first])
    players.show([{ subject: tom }], 'beside')
    expect(shown).toEqual([first])
    answer()
    expect(shown).toEqual([first, second])
    show({ subject: tom })
    answer()
    show({ subject: tom })
    answer()
    expect(shown).toEqual([first, second, second])
  })

  test('shows a certain portrait, the avatar, and an unassigned one', async () => {
    const { library, players, mira, portrait, show, get, scene } = await openShowing()
    show({ portraitId: portrait.id })
    expect(players.state().stage).toEqual([])
    show({ subject: mira, portraitId: null })
    expect(players.state().stage).toMatchObject([{ subject: mira, portraitId: null }])
    const [avatar = ''] = scene()?.pictures ?? []
    expect((await get(avatar)).headers.get('content-type')).toBe('image/svg+xml')
    const [unassigned] = await addUnassigned(library, [7])
    show({ portraitId: unassigned?.id })
    expect(players.state().stage).toMatchObject([{ subject: null, name: null }])
    players.toggleNames()
    const [picture7 = ''] = scene()?.pictures ?? []
    expect([(await get(picture7)).status, scene()?.names]).toEqual([200, ['']])
  })

  test('refuses a fifth face, one that is gone and one in the trash, and changes nothing', async () => {
    const { library, players, campaign, mira, tom, portrait, show, scene } = await openShowing()
    const more = [3, 4, 5].map((number) => {
      const { id } = library.characters.create({ campaignId: campaign.id, name: `Guest ${number}` })
      return { subject: { kind: 'character', id } } as const
    })
    players.show([{ subject: tom }], 'beside')
    const before = scene()
    const refusal = (act: () => void) => appErrorOf((async () => act())())
    expect((await refusal(() => players.show(more, 'beside'))).code).toBe('stage-full')
    expect((await refusal(() => show({ portraitId: 999 }))).code).toBe('not-found')
    expect((await refusal(() => show({}))).code).toBe('not-found')
    library.portraits.trash(portrait.id)
    expect((await refusal(() => show({ portraitId: portrait.id }))).code).toBe('in-trash')
    library.characters.trash(mira.id)
    expect((await refusal(() => show({ subject: mira }))).code).toBe('in-trash')
    expect(scene()).toBe(before)
  })

  test('keeps the screens awake only while something is shown', async () => {
    const { players, world, mira, show } = await openShowing()
    expect(world.isAwake).toBe(true)
    players.toggleBlack()
    expect(world.isAwake).toBe(false)
    players.toggleBlack()
    expect(world.isAwake).toBe(true)
    show({ subject: mira })
    expect(world.isAwake).toBe(false)
    show({ subject: mira })
    players.close()
    expect(world.isAwake).toBe(false)
  })
})

describe('nothing leaks', () => {
  test('a scene holds addresses that say nothing, and a name only once it is revealed', async () => {
    const { players, scene, mira, tom, show } = await openShowing()
    expect(JSON.stringify(scene())).not.toMatch(/owyn|character|portraits|Quête/)
    expect(scene()?.pictures).toEqual([expect.stringMatching(/^app:\/\/stage\/[0-9a-f-]{36}$/)])
    const before = scene()?.pictures
    players.toggleNames()
    expect(scene()).toMatchObject({ names: ['Éowyn 🔥 田中'], pictures: before })
    show({ subject: tom })
    expect(scene()?.names).toBeNull()
    show({ subject: mira })
    expect(scene()?.names).toBeNull()
  })

  test('only what is on stage is served, and never at an address of before', async () => {
    const { players, scene, tom, mira, get, show } = await openShowing()
    const [first = ''] = scene()?.pictures ?? []
    const response = await get(first)
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(picture(1))
    expect([...response.headers.keys()].sort()).toEqual([
      'cache-control',
      'content-length',
      'content-security-policy',
      'content-type',
      'x-content-type-options',
    ])
    players.show([{ subject: tom }], 'queue')
    for (const url of ['app://stage/1', `${first}?x`, 'app://portraits/character/2?v=2']) {
      expect((await get(url)).status, url).toBe(404)
    }
    players.toggleBlack()
    expect((await get(first)).status).toBe(404)
    players.toggleBlack()
    expect((await get(first)).status).toBe(404)
    show({ subject: tom })
    show({ subject: mira })
    expect(scene()?.pictures).not.toContain(first)
  })

  test('black is sent without pictures, whatever is on stage', async () => {
    const { players, scene } = await openShowing()
    players.toggleNames()
    players.toggleBlack()
    expect(scene()).toMatchObject({ pictures: [], names: null })
    expect(players.state().stage).toHaveLength(1)
  })
})

describe('trouble', () => {
  test('a screen that is unplugged 50 times hides the window each time, and brings nothing back by itself', async () => {
    const { players, view, views, scene, plug, answer } = await openShowing()
    for (let time = 0; time < 50; time += 1) {
      plug(laptop)
      expect(view()?.isVisible).toBe(false)
      expect(scene()?.pictures).toEqual([])
      expect(players.state()).toMatchObject({ window: 'hidden', trouble: 'unplugged' })
      answer()
      // The name of a screen is often gone when it is back.
      plug(laptop, { ...tv, label: '' })
      expect(view()?.isVisible).toBe(false)
      expect(players.state()).toMatchObject({ window: 'hidden', trouble: 'back' })
      players.showAgain()
      expect(view()?.isVisible).toBe(true)
      expect(scene()?.pictures).toHaveLength(1)
      expect(players.state()).toMatchObject({ window: 'open', trouble: null })
      answer()
    }
    expect(views).toHaveLength(1)
  })

  test('a face that is shown while its screen is unplugged opens an ordinary window', async () => {
    const { tom, show, view, plug, views } = await openShowing()
    plug(laptop)
    show({ subject: tom })
    expect(view()).toMatchObject({ place: { kind: 'window' }, isVisible: true })
    expect(views).toHaveLength(2)
  })

  test('a screen that is moved or resized is followed, and the mirror gets its shape', async () => {
    const { view, plug, states } = await openShowing()
    const moved = { ...tv, bounds: { ...tv.bounds, x: -1920 }, scaleFactor: 2 }
    plug(laptop, moved)
    expect(view()?.place).toEqual({ kind: 'screen', screen: moved })
    view()?.listeners.onAnswer({ kind: 'resized', widthPx: 1024, heightPx: 768 })
    expect(states.at(-1)?.seen).toMatchObject({ fit: 'contain', shape: 4 / 3 })
  })

  test('screens that come and go during the question are numbered again', async () => {
    const { mira, show, players, plug, world } = await openWithCast()
    show({ subject: mira })
    plug(laptop, tv, { ...tv, id: 3, bounds: { ...tv.bounds, x: 4_000 } })
    expect(world.numbers).toEqual([1, 2, 3])
    plug(laptop)
    expect(players.state().screens).toHaveLength(1)
  })

  test('a window that the players close stays closed, until something is shown again', async () => {
    const { players, view, views, mira, tom, show, world } = await openShowing()
    players.show([{ subject: tom }], 'queue')
    const [closed] = views
    if (closed) closed.isDestroyed = true
    closed?.listeners.onClosed()
    expect(view()).toBeUndefined()
    expect(players.state()).toMatchObject({ window: 'closed', trouble: 'closed', stage: [] })
    expect(players.state().queue).toHaveLength(1)
    expect(world.isAwake).toBe(false)
    show({ subject: mira })
    expect(view()?.isVisible).toBe(true)
    expect(players.state().trouble).toBeNull()
  })

  test('a page that crashes is black again, and one that crashes at once again is closed', async () => {
    const { players, view, views, scene, mira, show, answer } = await openShowing()
    view()?.listeners.onCrash()
    expect(views).toHaveLength(2)
    expect(scene()?.pictures).toEqual([])
    expect(players.state()).toMatchObject({ window: 'open', trouble: 'crashed', stage: [] })
    expect(players.state().seen.faces).toEqual([])
    // The window that crashed has nothing to say any more.
    views[0]?.listeners.onCrash()
    views[0]?.listeners.onClosed()
    expect(players.state().window).toBe('open')
    view()?.listeners.onCrash()
    expect(view()).toBeUndefined()
    expect(players.state()).toMatchObject({ window: 'closed', trouble: 'crashed' })
    show({ subject: mira })
    answer()
    view()?.listeners.onCrash()
    expect(players.state().window).toBe('open')
  })

  test('a page that hangs is replaced by a black one', async () => {
    const { players, world, views, tom, show, scene } = await openShowing()
    expect(world.timers.size).toBe(0)
    show({ subject: tom })
    for (const run of [...world.timers]) run()
    expect(views[0]?.isDestroyed).toBe(true)
    expect(scene()?.pictures).toEqual([])
    expect(players.state().trouble).toBe('crashed')
  })

  test('a file that is missing is never shown, and is tried again when it is back', async () => {
    const { library, players, portrait, mira, show, get, scene, answer } = await openShowing()
    players.close()
    rmSync(fileOf(library, portrait))
    show({ subject: mira })
    const [address = ''] = scene()?.pictures ?? []
    expect((await get(address)).status).toBe(404)
    answer('failed')
    expect(players.state()).toMatchObject({ trouble: 'picture', isBlack: true })
    expect(scene()?.pictures).toEqual([])
    answer()
    expect(players.state().seen.faces).toEqual([])
    await library.portraits.read(portrait)
    show({ subject: mira })
    expect(scene()?.pictures).toHaveLength(1)
    expect(players.state().trouble).toBeNull()
  })

  test('a character that goes to the trash leaves the stage and the queue', async () => {
    const { library, players, mira, tom, scene } = await openShowing()
    players.show([{ subject: tom }], 'beside')
    players.show([{ subject: mira }, { subject: tom }], 'queue')
    library.characters.trash(mira.id)
    players.libraryChanged('edited')
    expect(players.state()).toMatchObject({ stage: [{ subject: tom }], trouble: 'gone' })
    expect(players.state().queue).toMatchObject([{ subject: tom }])
    expect(scene()?.pictures).toHaveLength(1)
  })

  test('a campaign that goes to the trash takes its cast off the stage', async () => {
    const { library, players, campaign } = await openShowing()
    library.campaigns.trash(campaign.id)
    players.libraryChanged('edited')
    expect(players.state()).toMatchObject({ stage: [], trouble: 'gone' })
  })

  test('a portrait that is replaced stays, and one that is trashed goes', async () => {
    const { library, players, mira, portrait, scene, show } = await openShowing()
    const address = scene()?.pictures
    await storePortrait(library, mira, { bytes: picture(9) })
    players.libraryChanged('portrait')
    expect(scene()?.pictures).toEqual(address)
    library.portraits.trash(portrait.id)
    players.libraryChanged('portrait')
    expect(players.state()).toMatchObject({ stage: [], trouble: 'gone' })
    show({ subject: mira })
    expect(players.state().stage[0]?.portraitId).not.toBe(portrait.id)
  })

  test('a new name is on the screen only while names are shown', async () => {
    const { library, players, mira, scene, view } = await openShowing()
    const count = () => view()?.scenes.length
    const before = count()
    library.characters.edit(mira.id, { name: 'The Ash King' })
    players.libraryChanged('edited')
    expect(count()).toBe(before)
    expect(players.state().seen.faces[0]?.name).toBe('The Ash King')
    players.toggleNames()
    expect(scene()?.names).toEqual(['The Ash King'])
  })

  test('a restore leaves nothing of the library before it on the screen', async () => {
    const { players, scene, mira, get } = await openShowing()
    const [address = ''] = scene()?.pictures ?? []
    players.show([{ subject: mira }], 'queue')
    players.libraryChanged('restored')
    expect(scene()?.pictures).toEqual([])
    expect((await get(address)).status).toBe(404)
    expect(players.state()).toMatchObject({ stage: [], queue: [], trouble: 'restored' })
  })

  test('a library that is closed for a moment changes nothing on stage', async () => {
    const { players, world } = await openShowing()
    world.isLibraryOpen = false
    players.libraryChanged('outside')
    expect(players.state()).toMatchObject({ trouble: null, stage: [{}] })
  })
})

test('the neighbours in the queue are read before they are shown, and served from memory', async () => {
  const { library, players, tom, mira, scene, get } = await openShowing()
  players.show([{ subject: mira }, { subject: tom }], 'queue')
  players.goTo(0)
  await new Promise((resolve) => setImmediate(resolve))
  const [first = ''] = scene()?.pictures ?? []
  await get(first)
  const next = library.portraits.current(tom)
  if (next === null) throw new Error('no portrait')
  await expect.poll(async () => (await library.portraits.read(next)).state).toBe('sound')
  rmSync(fileOf(library, next))
  players.step(1)
  const [second = ''] = scene()?.pictures ?? []
  expect((await get(second)).status).toBe(200)
})
