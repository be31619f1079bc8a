import { picture, storePortrait } from './library'
import { addUnassigned } from './unassigned-portraits'
import { openWindowLibrary } from './window-library'

/** Two campaigns, two people in the first, of whom one has three portraits, and an unassigned portrait. */
export async function openScene(portraitsKept?: number) {
  const library = openWindowLibrary(portraitsKept === undefined ? {} : { portraitsKept })
  const home = library.campaigns.create({ name: 'The Ash Road' })
  const away = library.campaigns.create({ name: 'Before' })
  const create = (name: string) => library.characters.create({ campaignId: home.id, name })
  const [elowen, vorn] = [create('Elowen'), create('Vorn')]
  const subject = { kind: 'character', id: elowen.id } as const
  const other = { kind: 'character', id: vorn.id } as const
  const portraits = []
  for (const number of [1, 2, 3]) {
    portraits.push(await storePortrait(library, subject, { bytes: picture(number) }))
  }
  const [unassigned] = await addUnassigned(library, [4])
  return {
    library,
    home,
    away,
    elowen,
    subject,
    other,
    /** Of the three, the one that is shown last. */
    ids: portraits.map(({ id }) => id),
    unassignedId: unassigned?.id ?? 0,
    cardOf: (id: number) => library.gallery.read(id).card,
    chosen: { ids: [elowen.id, vorn.id], name: null, campaignId: home.id },
    named: { subject, name: 'Elowen' },
  }
}

export type Scene = Awaited<ReturnType<typeof openScene>>

/** One kind of step of undo. */
export interface KindOfStep {
  readonly what: string
  /** The file in which it is made a step of undo. */
  readonly file: string
  readonly portraitsKept?: number
  /** What has happened before it. */
  readonly before?: (scene: Scene) => unknown
  readonly act: (scene: Scene) => unknown
}

/** Everything outside the trash that a step may change. */
export function stateOf({ library: { database } }: Scene): readonly unknown[] {
  const campaigns = database
    .prepare(
      `SELECT id, name, description, avatar_style, avatar_seed, current_portrait_id FROM campaign
       WHERE trashed_at IS NULL ORDER BY id`,
    )
    .all()
  const characters = database
    .prepare(
      `SELECT character.id, campaign_id, character.name, character.notes, character.avatar_style,
         character.avatar_seed, character.current_portrait_id
       FROM character JOIN campaign ON campaign.id = campaign_id
       WHERE character.trashed_at IS NULL AND campaign.trashed_at IS NULL ORDER BY character.id`,
    )
    .all()
  const portraits = database
    .prepare(
      `SELECT portrait.id, portrait.campaign_id, character_id, starred FROM portrait
       LEFT JOIN character ON character.id = character_id
       LEFT JOIN campaign ON campaign.id = coalesce(portrait.campaign_id, character.campaign_id)
       WHERE portrait.trashed_at IS NULL AND character.trashed_at IS NULL
         AND campaign.trashed_at IS NULL ORDER BY portrait.id`,
    )
    .all()
  const sessions = database
    .prepare(
      `SELECT session.id, number, title, is_open, text FROM session
       JOIN campaign ON campaign.id = campaign_id
       WHERE session.trashed_at IS NULL AND campaign.trashed_at IS NULL ORDER BY session.id`,
    )
    .all()
  const words = database.prepare('SELECT * FROM word_list ORDER BY campaign_id, kind').all()
  const tags = ['tag', 'character_tag', 'portrait_tag'].map((table) =>
    database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all(),
  )
  const limits = database
    .prepare('SELECT which, campaign_id, usd FROM spending_limit ORDER BY which, campaign_id')
    .all()
  return [limits, campaigns, characters, portraits, sessions, words, tags]
}
