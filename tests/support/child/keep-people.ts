// node keep-people.ts <data folder> <name of the run> <how many>
// Keeps quick characters of campaign 1, every other one with an unassigned portrait as the face, and says `kept <id>` for
// each that was acknowledged.
import { writeSync } from 'node:fs'
import { createQuickCharacters } from '../../../src/main/quick-characters/quick-characters'
import { openLibrary } from '../library'

const [dataFolder = '', run = '', count = '1'] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const library = openLibrary({ dataFolder })
const quick = createQuickCharacters({ ...library, tablesFolder: '' })
const unassigned = library.database
  .prepare<[], number>('SELECT id FROM portrait WHERE character_id IS NULL AND trashed_at IS NULL')
  .pluck()
  .all()
say('ready')
for (let number = 0; number < Number(count); number += 1) {
  const name = `Person ${run} ${number}`
  const portraitId = number % 2 === 0 ? null : (unassigned.pop() ?? null)
  const words: [string, string, string] = [
    'smith',
    `calm ${number}`,
    portraitId === null ? 'fame' : 'a face',
  ]
  const { character } = await quick.keep({
    campaignId: 1,
    name,
    words,
    avatarSeed: name,
    portraitId,
  })
  say(`kept ${character.id}`)
}
say('done')
