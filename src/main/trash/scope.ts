import type { Database } from 'better-sqlite3'
import type { SubjectKind } from '../../shared/subject'
import type { TrashHold, TrashItem } from '../../shared/trash'

/** Rows by id that go or stay together. */
export interface Scope {
  readonly campaigns: readonly number[]
  readonly characters: readonly number[]
  readonly portraits: readonly number[]
  readonly sessions: readonly number[]
}

/** What of some chosen things can go, and why the others stay. */
export interface RemovalScope extends Scope {
  /** The chosen things themselves, those that go. */
  readonly items: readonly TrashItem[]
  readonly stays: readonly { readonly item: TrashItem; readonly why: TrashHold }[]
}

const ids = (name: string): string => `(SELECT value FROM json_each(:${name}))`
const openOrder = `(state IN ('waiting', 'sent', 'received')
  OR (dismissed_at IS NULL AND state IN ('failed', 'interrupted')))`

/** Statement parameters for `ids`. */
export function asJson({ campaigns, characters, portraits, sessions }: Scope) {
  return {
    campaigns: JSON.stringify(campaigns),
    characters: JSON.stringify(characters),
    portraits: JSON.stringify(portraits),
    sessions: JSON.stringify(sessions),
  }
}

function prepareOpenOrders(database: Database, kind: SubjectKind) {
  return database
    .prepare<[string], number>(
      `SELECT DISTINCT ${kind}_id FROM generation_job
       WHERE ${kind}_id IN (SELECT value FROM json_each(?)) AND ${openOrder}`,
    )
    .pluck()
}

function prepareTrashed(database: Database, table: TrashItem['kind']) {
  return database
    .prepare<[number], number>(`SELECT 1 FROM ${table} WHERE id = ? AND trashed_at IS NOT NULL`)
    .pluck()
}

function prepareStatements({ database }: { readonly database: Database }) {
  const trashed = {
    campaign: prepareTrashed(database, 'campaign'),
    character: prepareTrashed(database, 'character'),
    portrait: prepareTrashed(database, 'portrait'),
    session: prepareTrashed(database, 'session'),
  } as const
  const cast = database
    .prepare<[number], number>('SELECT id FROM character WHERE campaign_id = ?')
    .pluck()
  const sessionsOf = database
    .prepare<[number], number>('SELECT id FROM session WHERE campaign_id = ?')
    .pluck()
  const portraitsOf = database
    .prepare<{ campaigns: string; characters: string }, number>(
      `SELECT id FROM portrait WHERE campaign_id IN ${ids('campaigns')}
       UNION ALL SELECT id FROM portrait WHERE character_id IN ${ids('characters')}`,
    )
    .pluck()
  const openOrders = {
    campaign: prepareOpenOrders(database, 'campaign'),
    character: prepareOpenOrders(database, 'character'),
  } as const
  const shownByOthers = database
    .prepare<{ campaigns: string; characters: string; portraits: string }, number>(
      `SELECT current_portrait_id FROM campaign WHERE current_portrait_id IN ${ids('portraits')}
         AND id NOT IN ${ids('campaigns')}
       UNION
       SELECT current_portrait_id FROM character WHERE current_portrait_id IN ${ids('portraits')}
         AND id NOT IN ${ids('characters')}`,
    )
    .pluck()
  return { cast, sessionsOf, portraitsOf, shownByOthers, openOrders, trashed }
}

type Statements = ReturnType<typeof prepareStatements>

/** Finds out what goes with what. Everything here only reads, and belongs into one transaction. */
export function createScopes(options: { readonly database: Database }) {
  const statements = prepareStatements(options)

  return {
    /**
     * What is removed of these. Only what is in the trash, with what belongs to it. A portrait that is shown
     * by a subject which is not removed at the same time stays, with everything it belongs to; so does a
     * subject with an order that is running or waits for the game master.
     */
    ofRemoval: (chosen: readonly TrashItem[]) => ofRemoval(statements, chosen),
  }
}

const nothing: Scope = { campaigns: [], characters: [], portraits: [], sessions: [] }

function scopeOf(statements: Statements, { kind, id }: TrashItem): Scope {
  const { cast, sessionsOf, portraitsOf } = statements
  if (kind === 'portrait') return { ...nothing, portraits: [id] }
  if (kind === 'session') return { ...nothing, sessions: [id] }
  const campaigns = kind === 'campaign' ? [id] : []
  const characters = kind === 'campaign' ? cast.all(id) : [id]
  const sessions = kind === 'campaign' ? sessionsOf.all(id) : []
  const owners = { campaigns: JSON.stringify(campaigns), characters: JSON.stringify(characters) }
  return { campaigns, characters, portraits: portraitsOf.all(owners), sessions }
}

/** Asks why one of these must stay, for all rows that would go at the same time. */
function holdsIn(statements: Statements, together: Scope): (own: Scope) => TrashHold | null {
  const { shownByOthers, openOrders } = statements
  const parameters = asJson(together)
  const { campaigns: campaignIds, characters: characterIds, portraits } = parameters
  const shown = new Set(
    shownByOthers.all({ campaigns: campaignIds, characters: characterIds, portraits }),
  )
  const campaigns = new Set(openOrders.campaign.all(parameters.campaigns))
  const characters = new Set(openOrders.character.all(parameters.characters))
  return (own) => {
    const isOrdered =
      own.campaigns.some((id) => campaigns.has(id)) ||
      own.characters.some((id) => characters.has(id))
    if (isOrdered) return 'order-open'
    return own.portraits.some((id) => shown.has(id)) ? 'in-use' : null
  }
}

function ofRemoval(statements: Statements, chosen: readonly TrashItem[]): RemovalScope {
  const { trashed } = statements
  const there = chosen
    .filter(({ kind, id }) => trashed[kind].get(id) !== undefined)
    .map((item) => ({ item, own: scopeOf(statements, item) }))
  let going = there
  const stays: { item: TrashItem; why: TrashHold }[] = []
  // A subject that stays may show what another would take along, so this repeats until no more stay.
  for (;;) {
    const together = unite(going.map(({ own }) => own))
    const holdOf = holdsIn(statements, together)
    const held = going.flatMap((one) => {
      const why = holdOf(one.own)
      return why === null ? [] : [{ one, why }]
    })
    if (held.length === 0) {
      return { ...together, items: going.map(({ item }) => item), stays }
    }
    stays.push(...held.map(({ one, why }) => ({ item: one.item, why })))
    const staying = new Set(held.map(({ one }) => one))
    going = going.filter((one) => !staying.has(one))
  }
}

function unite(scopes: readonly Scope[]): Scope {
  const all = (key: keyof Scope) => [...new Set(scopes.flatMap((scope) => scope[key]))]
  return {
    campaigns: all('campaigns'),
    characters: all('characters'),
    portraits: all('portraits'),
    sessions: all('sessions'),
  }
}
