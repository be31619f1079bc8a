import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addPictures, askWhat } from '../../../../../src/renderer/add-pictures/session'
import { type ChosenCharacters, openGallery } from '../../../../../src/renderer/app/navigation'
import { changeText } from '../../../../../src/renderer/app/undo/text-edits'
import { forgetSteps, redoNewest, undoStep } from '../../../../../src/renderer/app/undo/undo-stack'
import {
  duplicateCampaign,
  trashCampaign,
} from '../../../../../src/renderer/campaign/campaign-actions'
import {
  duplicateCharacters,
  moveCharacters,
  trashCharacters,
} from '../../../../../src/renderer/character/character-actions'
import {
  assignPortrait,
  duplicateOwners,
  trashPortraits,
} from '../../../../../src/renderer/gallery/gallery-actions'
import { sayDone } from '../../../../../src/renderer/generate/jobs/job-endings'
import { trashRest } from '../../../../../src/renderer/generate/results'
import {
  avatarFallback,
  drawAvatar,
  drawAvatars,
  makeCurrent,
  starPortraits,
  toastAdded,
  trashPortrait,
} from '../../../../../src/renderer/portrait/actions'
import { addDataUrl, addPictureFile } from '../../../../../src/renderer/portrait/own-picture'
import { keepPerson } from '../../../../../src/renderer/quick-character/keep-person'
import { changeWordLists } from '../../../../../src/renderer/quick-character/word-list-edit'
import * as session from '../../../../../src/renderer/sessions/session-actions'
import { trimHistories } from '../../../../../src/renderer/settings/trim-histories'
import { changeLimits } from '../../../../../src/renderer/spending/spending-queries'
import { restoreItems } from '../../../../../src/renderer/trash/trash-actions'
import { createFromCard } from '../../../../../src/renderer/wall/new-card'
import { maximumIdsAtOnce } from '../../../../../src/shared/character'
import type { GenerationJob } from '../../../../../src/shared/generation'
import { folderOf } from '../../../../support/folder-of'
import { picture, storePortrait } from '../../../../support/library'
import { type KindOfStep, openScene, type Scene, stateOf } from '../../../../support/undo-scene'
import { tagSteps } from '../../../../support/undo-tags'

beforeEach(forgetSteps)
afterEach(() => vi.unstubAllGlobals())

const word = (number: number) =>
  `data:image/png;base64,${Buffer.from(picture(number)).toString('base64')}`

/** A job of the dock that is over: what it brought is in the library. */
async function endJob(scene: Scene, isShown: boolean): Promise<void> {
  const { library, subject } = scene
  const formerId = library.portraits.current(subject)?.id ?? null
  const came = await storePortrait(library, subject, { bytes: picture(9), makeCurrent: isShown })
  const replaced = isShown ? { shownId: came.id, formerId, wentToTrash: [] } : null
  const job = { subject, subjectName: 'Elowen', host: 'here', count: 1, costUsd: null }
  sayDone({ ...job, portraitIds: [came.id], replaced } as unknown as GenerationJob)
}

async function addFolder(scene: Scene, way: 'new' | 'match'): Promise<void> {
  const { library, home } = scene
  const path = folderOf({ 'vorn.png': picture(5), 'stranger.png': picture(6) })
  const offer = await library.offers.offer([{ kind: 'path', path }], 'own-file')
  askWhat({ kind: 'offer', offer, on: null })
  await addPictures({ way, campaignId: home.id })
}

const sessionNotes = { subject: { kind: 'session', id: 1 }, label: 'Notes', name: '' } as const

/** The id of a session that is begun. */
const begin = ({ library, home }: Scene): number =>
  library.sessions.add({ campaignId: home.id, text: 'It rains.' }).session.id

const person = (scene: Scene, portraitId: number | null) => ({
  campaignId: scene.home.id,
  name: 'Brindle',
  words: ['a smith', 'hums', 'a son'] as [string, string, string],
  avatarSeed: 'Brindle',
  portraitId,
})

/** More characters than are changed at once. */
function addMany({ library, home }: Scene): void {
  for (let number = 0; number < maximumIdsAtOnce; number += 1) {
    library.characters.create({ campaignId: home.id, name: `Guard ${number}` })
  }
}

function manyOf({ library, chosen }: Scene): ChosenCharacters {
  return { ...chosen, ids: library.characters.idsOf(chosen.campaignId) }
}

const kinds: readonly KindOfStep[] = [
  {
    what: 'characters go to the trash',
    file: 'character/character-actions.ts',
    act: ({ chosen }) => trashCharacters(chosen),
  },
  {
    what: 'characters are duplicated',
    file: 'character/character-actions.ts',
    act: ({ chosen }) => duplicateCharacters(chosen),
  },
  {
    what: 'characters move',
    file: 'character/character-actions.ts',
    act: ({ chosen, away }) => moveCharacters(chosen, away),
  },
  {
    what: 'many characters go to the trash',
    file: 'character/character-actions.ts',
    before: addMany,
    act: (scene) => trashCharacters(manyOf(scene)),
  },
  {
    what: 'many characters are duplicated',
    file: 'character/character-actions.ts',
    before: addMany,
    act: (scene) => duplicateCharacters(manyOf(scene)),
  },
  {
    what: 'many characters move',
    file: 'character/character-actions.ts',
    before: addMany,
    act: (scene) => moveCharacters(manyOf(scene), scene.away),
  },
  {
    what: 'a campaign goes to the trash',
    file: 'campaign/campaign-actions.ts',
    act: ({ home }) => trashCampaign(home),
  },
  {
    what: 'a campaign is duplicated',
    file: 'campaign/campaign-actions.ts',
    act: ({ home }) => duplicateCampaign(home),
  },
  {
    what: 'another portrait is shown',
    file: 'portrait/actions.ts',
    act: ({ named, ids }) => makeCurrent(named, ids[0] ?? 0),
  },
  {
    what: 'the avatar is shown',
    file: 'portrait/actions.ts',
    act: ({ named }) => makeCurrent(named, null),
  },
  {
    what: 'the portrait that is shown goes to the trash',
    file: 'portrait/actions.ts',
    act: ({ named, ids }) => trashPortrait(named, ids[2] ?? 0),
  },
  {
    what: 'another portrait goes to the trash',
    file: 'portrait/actions.ts',
    act: ({ named, ids }) => trashPortrait(named, ids[0] ?? 0),
  },
  {
    what: 'portraits are starred',
    file: 'portrait/actions.ts',
    act: ({ ids }) => starPortraits(ids, true),
  },
  {
    what: 'an avatar is drawn, and one goes to the trash for it',
    file: 'portrait/actions.ts',
    portraitsKept: 3,
    act: ({ named }) => drawAvatar(named, { style: 'bust', seed: 'other' }),
  },
  {
    what: 'the avatars of several are drawn',
    file: 'portrait/actions.ts',
    portraitsKept: 3,
    act: ({ subject, other }) => drawAvatars([subject, other], 'bust'),
  },
  {
    what: 'the placeholder is another one',
    file: 'portrait/actions.ts',
    act: ({ named }) =>
      avatarFallback(named, 'https://api.dicebear.com/9.x/bottts/svg?seed=Elowen'),
  },
  {
    what: 'a picture is pasted, and one goes to the trash for it',
    file: 'portrait/own-picture.ts',
    portraitsKept: 3,
    act: ({ named }) => addDataUrl(named, word(7), 'pasted'),
  },
  {
    what: 'a file is dropped',
    file: 'portrait/own-picture.ts',
    act: ({ named }) =>
      addPictureFile(named, new File([new Uint8Array(picture(7))], 'x.png'), 'dropped'),
  },
  {
    what: 'a picture is fetched from an address',
    file: 'portrait/links.ts',
    // The network is no part of it: what came is reported as from there.
    act: async ({ library, named, subject }) => {
      const formerId = library.portraits.current(subject)?.id ?? null
      const came = await storePortrait(library, subject, { bytes: picture(8) })
      toastAdded('Fetched.', { ...named, formerId, added: [came.id] })
    },
  },
  {
    what: 'portraits go to the trash in the Library',
    file: 'portrait/change-many.ts',
    act: ({ ids, unassignedId }) => trashPortraits([...ids, unassignedId]),
  },
  {
    what: 'those whose portraits are selected in the Library are duplicated',
    file: 'gallery/gallery-actions.ts',
    before: () => openGallery(),
    act: ({ ids, unassignedId }) => duplicateOwners([...ids, unassignedId]),
  },
  {
    what: 'those whose portraits are selected in the Library move',
    file: 'character/character-actions.ts',
    before: () => openGallery(),
    act: ({ chosen, away }) => moveCharacters({ ...chosen, campaignId: null }, away),
  },
  {
    what: 'an unassigned portrait is assigned',
    file: 'gallery/gallery-actions.ts',
    act: ({ cardOf, unassignedId, other }) =>
      assignPortrait(cardOf(unassignedId), { subject: other, name: 'Vorn' }),
  },
  {
    what: 'a portrait is used for another character',
    file: 'gallery/gallery-actions.ts',
    act: ({ cardOf, ids, other }) =>
      assignPortrait(cardOf(ids[0] ?? 0), { subject: other, name: 'Vorn' }),
  },
  {
    what: 'a portrait is assigned to the one who has it already',
    file: 'gallery/gallery-actions.ts',
    act: ({ cardOf, ids, subject }) =>
      assignPortrait(cardOf(ids[0] ?? 0), { subject, name: 'Elowen' }),
  },
  {
    what: 'the rest of a contact sheet goes to the trash',
    file: 'portrait/change-many.ts',
    act: ({ library, named, subject }) => {
      const [kept, ...rest] = library.portraits.history(subject)
      const sheet = rest.map((portrait) => ({ portrait, isKept: false }))
      return trashRest(named, kept ? [{ portrait: kept, isKept: true }, ...sheet] : sheet)
    },
  },
  {
    what: 'an order brought a portrait that is shown',
    file: 'generate/jobs/job-endings.ts',
    act: (scene) => endJob(scene, true),
  },
  {
    what: 'an order brought a portrait that is not shown',
    file: 'generate/jobs/job-endings.ts',
    act: (scene) => endJob(scene, false),
  },
  {
    what: 'what is beyond the limit of a history goes to the trash',
    file: 'settings/trim-histories.ts',
    act: () => trimHistories(1),
  },
  {
    what: 'something is restored from the trash',
    file: 'trash/trash-actions.ts',
    before: ({ library, home, elowen }) => {
      library.characters.trash(elowen.id)
      library.campaigns.trash(home.id)
    },
    act: ({ elowen }) => restoreItems([{ kind: 'character', id: elowen.id }]),
  },
  {
    what: 'a character is created on an empty card',
    file: 'wall/new-card.ts',
    act: ({ home }) => createFromCard(home.id, 'Mira'),
  },
  {
    what: 'a quick character is kept',
    file: 'quick-character/keep-person.ts',
    act: (scene) => keepPerson(person(scene, null)),
  },
  {
    what: 'a quick character is kept with an unassigned portrait',
    file: 'quick-character/keep-person.ts',
    act: (scene) => keepPerson(person(scene, scene.unassignedId)),
  },
  {
    what: "a campaign's own lists of words are changed",
    file: 'quick-character/word-list-edit.ts',
    before: ({ library, home }) =>
      library.wordLists.change({ campaignId: home.id, lists: { is: { text: 'late' } } }),
    act: ({ home }) =>
      changeWordLists(home, { is: { text: 'early\nlate' }, names: { isOnly: true } }),
  },
  {
    what: 'pictures become characters',
    file: 'add-pictures/session.ts',
    act: (scene) => addFolder(scene, 'new'),
  },
  {
    what: 'pictures are matched by name, or kept unassigned',
    file: 'add-pictures/session.ts',
    act: (scene) => addFolder(scene, 'match'),
  },
  {
    what: 'a session is begun while another is open',
    file: 'sessions/session-actions.ts',
    before: begin,
    act: ({ home }) => session.addSession(home.id),
  },
  {
    what: 'the open session is removed',
    file: 'sessions/session-actions.ts',
    before: begin,
    act: ({ library }) => session.removeSession(library.sessions.read(1)),
  },
  {
    what: 'a removed session is restored',
    file: 'sessions/session-actions.ts',
    before: (scene) => scene.library.sessions.remove(begin(scene)),
    act: () => session.restoreSession({ id: 1, number: 1, title: '' }),
  },
  {
    what: 'a session is closed',
    file: 'sessions/session-actions.ts',
    before: begin,
    act: ({ library }) => session.openOrCloseSession(library.sessions.read(1)),
  },
  {
    what: 'a session is opened while another is open',
    file: 'sessions/session-actions.ts',
    before: (scene) => begin(scene) + begin(scene),
    act: ({ library }) => session.openOrCloseSession(library.sessions.read(1)),
  },
  {
    what: 'a line is added to the open session',
    file: 'sessions/session-actions.ts',
    before: begin,
    act: ({ home }) => session.addLine(home.id, 'It stops.'),
  },
  {
    what: 'the text of a session is edited',
    file: 'app/undo/text-edits.ts',
    before: begin,
    act: () => changeText({ ...sessionNotes, property: 'text' }, 'It snows.'),
  },
  {
    what: 'a spending limit is set',
    file: 'spending/spending-queries.ts',
    act: () => changeLimits({ dayUsd: 3 }, async () => undefined),
  },
  ...tagSteps,
  {
    what: 'a text is edited',
    file: 'app/undo/text-edits.ts',
    act: ({ subject }) => {
      const place = { subject, property: 'notes', label: 'Notes', name: 'Elowen' } as const
      return changeText(place, 'She hides the key.')
    },
  },
]

// Seen to fail: with the redo of assigning that gives yet another copy, and without the original going to the trash again.
test.each(kinds)('is undone and redone, again and again: $what', async (kind) => {
  const scene = await openScene(kind.portraitsKept)
  await kind.before?.(scene)
  const before = stateOf(scene)
  await kind.act(scene)
  const after = stateOf(scene)
  expect(after).not.toEqual(before)
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await undoStep()).toMatchObject({ remark: null, isGone: false })
    expect(stateOf(scene)).toEqual(before)
    expect(await redoNewest()).toMatchObject({ remark: null, isGone: false })
    expect(stateOf(scene)).toEqual(after)
  }
  expect(await redoNewest()).toBeNull()
})

/** What makes a step of undo, and where it is defined or handed on. */
const stepMaker = /\b(?:doStep|remember|toastAdded|addingStep)\(|\binverse: /
const definitions = ['app/toasts.tsx', 'app/undo/do-step.ts', 'app/undo/undo-stack.ts']

test('the list above has every file of the window that makes a step of undo', () => {
  const root = join(import.meta.dirname, '../../../../../src/renderer')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !definitions.includes(path))
    .filter((path) => stepMaker.test(readFileSync(join(root, path), 'utf8')))
  expect(files.toSorted()).toEqual([...new Set(kinds.map(({ file }) => file))].toSorted())
})
