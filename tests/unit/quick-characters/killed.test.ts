import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkLibrary } from '../../support/check-library'
import { runChild } from '../../support/child/run'
import { type Library, openLibrary } from '../../support/library'
import { rounds } from '../../support/long'
import { addUnassigned } from '../../support/unassigned-portraits'

const kills = rounds(8, 50)
/** As many as are kept in a run, of which every other one has an unassigned portrait as the face. */
const people = 40
/** In this time they are not all kept. */
const longestMs = 120

/**
 * Holds everyone to what a killed app must leave: whole, with all that was kept of them, or not there at all. Answers
 * how many have a portrait.
 */
function inspect(library: Library, kept: readonly number[]): number {
  const { characters, portraits, sessions, database } = library
  expect(checkLibrary(database, library.dataFolder)).toEqual([])
  const ids = characters.idsOf(1)
  expect(ids).toEqual(expect.arrayContaining([...kept]))
  const { text, mentions } = sessions.read(1)
  expect([...mentions].sort((one, other) => one - other)).toEqual(ids)
  for (const id of ids) {
    const { name, class: occupation, description, ...one } = characters.read(id)
    expect([occupation, one.avatarSeed]).toEqual(['smith', name])
    expect(text.split(`castkeeper:character/${id})`)).toHaveLength(2)
    expect(text).toContain(description)
    const hasFace = description.endsWith('a face')
    expect(portraits.history({ kind: 'character', id })).toHaveLength(hasFace ? 1 : 0)
    expect(portraits.current({ kind: 'character', id })?.state ?? null).toBe(
      hasFace ? 'sound' : null,
    )
  }
  const faces = ids.filter((id) => portraits.current({ kind: 'character', id }) !== null).length
  const trashed = portraits.ids().filter((id) => portraits.find(id)?.trashedAt !== null).length
  expect(trashed, 'an unassigned portrait is in the trash for each face').toBe(faces)
  return faces
}

test(`kill -9 after Enter, ${kills} times at a random moment of the work: each person is whole or not there`, {
  timeout: 20_000 + kills * 5_000,
}, async () => {
  const library = openLibrary()
  const { dataFolder } = library
  library.campaigns.create({ name: 'The harbour' })
  library.sessions.add({ campaignId: 1, title: 'Played' })
  library.database.close()
  let number = 0
  let killed = 0
  const kept: number[] = []
  let faces = 0
  for (let run = 0; killed < kills; run += 1) {
    const before = openLibrary({ dataFolder })
    const numbers = Array.from({ length: people / 2 }, () => (number += 1))
    await addUnassigned(before, numbers)
    before.database.close()
    const { signal, lines, stderr } = await runChild({
      script: 'keep-people.ts',
      args: [dataFolder, String(run), String(people)],
      killAfterMs: randomInt(0, longestMs),
    })
    if (signal === 'SIGKILL') killed += 1
    else expect(lines.at(-1), stderr).toBe('done')
    kept.push(...lines.flatMap((line) => (line.startsWith('kept ') ? [Number(line.slice(5))] : [])))
    const after = openLibrary({ dataFolder })
    faces = inspect(after, kept)
    after.database.close()
  }
  expect(faces).toBeGreaterThan(0)
})
