import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { addRow } from './portrait-rows'
import { openRecords } from './records'

const prompts = [
  'An elf with a copper lantern',
  'Ein Zwerg, Öl auf Leinwand',
  null,
  'un elfe épris',
]
const models = ['dall-e-3', 'gpt-image-2.5-flare', null] as const
const files = ['sound', 'missing', 'unreadable', 'damaged'] as const
const sizes = [4_000, 300_000, 2_000_000, 9_000_000] as const
const ages = [0.5, 3, 20, 100, 900] as const

/** Always the same numbers, in no order that repeats soon. */
function createDice(): (sides: number) => number {
  let state = 7
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647
    return state % sides
  }
}

/**
 * A library of rows without files: three campaigns, one of them in the trash, and portraits of every
 * kind of owner, source, size, age and state, some in the trash, some of people in the trash.
 */
export function makeMixedPortraits(count: number) {
  const records = openRecords()
  const { database, campaigns, characters } = records
  const now = new Date('2026-11-27T12:00:00.000Z')
  const dice = createDice()
  const homes = ['The Ember Court', 'Élysée', 'Gone'].map((name) => campaigns.create({ name }).id)
  const people = ['Éowyn', 'Brân', 'Zsófia Lantern', 'Ödön', 'Elf of the Marsh', 'Gone'].flatMap(
    (name, at) =>
      homes.map((campaignId) => characters.create({ campaignId, name: `${name} ${at}` }).id),
  )
  database.transaction(() => {
    for (let number = 1; number <= count; number += 1) {
      const kind = dice(6)
      const owner =
        kind === 0
          ? { campaign_id: homes[dice(3)] }
          : kind === 1
            ? {}
            : { character_id: people[dice(people.length)] }
      const source = (['generated', 'avatar', 'own-file', 'pasted', 'copied', 'imported'] as const)[
        dice(6)
      ]
      addRow(database, {
        ...owner,
        sha256: createHash('sha256')
          .update(String(number % 97))
          .digest('hex'),
        path: `static/portraits/characters/p_${number}.png`,
        source,
        provider: source === 'generated' ? ['openai', 'compatible'][dice(2)] : null,
        model: source === 'generated' ? models[dice(3)] : null,
        prompt: prompts[dice(4)],
        original_name: dice(5) === 0 ? `scan ${number}.png` : null,
        format: ['png', 'jpeg', 'webp'][dice(3)],
        bytes: (sizes[dice(4)] ?? 0) + dice(50),
        file_state: files[Math.max(0, dice(8) - 4)],
        starred: dice(4) === 0 ? 1 : 0,
        created_at: new Date(now.getTime() - (ages[dice(5)] ?? 0) * 86_400_000).toISOString(),
        trashed_at: dice(9) === 0 ? now.toISOString() : null,
      })
    }
    showSome(database)
    campaigns.trash(homes[2] ?? 0)
    for (const id of people.slice(-3)) characters.trash(id)
  })()
  return { ...records, clock: () => now, now, homes, people }
}

/** Each owner shows its newest portrait, if there is one. */
function showSome(database: Database): void {
  for (const kind of ['campaign', 'character']) {
    database.exec(`UPDATE ${kind} SET current_portrait_id = (SELECT max(id) FROM portrait
      WHERE ${kind}_id = ${kind}.id AND trashed_at IS NULL)`)
  }
}
