import type { Database } from 'better-sqlite3'
import { AppError, type ErrorReport } from '../../shared/errors'
import type { GenerationOrder, JobState } from '../../shared/generation'
import type { Subject, SubjectKind } from '../../shared/subject'
import { type Clock, timestamp } from '../core/clock'
import { databaseError } from '../core/database/database-error'
import { type JobParameters, type JobRow, type StoredJob, toStoredJob } from './job-rows'
import type { Owner } from './owner'
import type { ServiceConnection } from './providers/profiles'

/** What can change about a job. What is left out stays as it is. */
export interface JobChange {
  readonly state?: JobState
  readonly attempts?: number
  readonly retryAt?: string | null
  readonly mayHaveBeenBilled?: boolean
  readonly error?: ErrorReport | null
  readonly requestId?: string | null
  readonly costUsd?: number | null
  readonly parameters?: JobParameters
  /** How much of it is kept outside the library. */
  readonly kept?: number
  /** Where it is sent now, after the settings were changed. */
  readonly connection?: Pick<ServiceConnection, 'baseUrl' | 'model'>
  readonly ownerId?: number
  readonly isDismissed?: boolean
}

export type Jobs = ReturnType<typeof createJobs>

const running = "state IN ('waiting', 'sent', 'received')"
const select = `SELECT generation_job.*, coalesce(character.name, campaign.name) AS subject_name
  FROM generation_job
  LEFT JOIN character ON character.id = generation_job.character_id
  LEFT JOIN campaign ON campaign.id = generation_job.campaign_id`

function createContext({
  database,
  clock,
  owner,
}: {
  readonly database: Database
  readonly clock: Clock
  /** Of the orders made and taken up here. */
  readonly owner: Owner
}) {
  const one = database.prepare<[number], JobRow>(`${select} WHERE generation_job.id = ?`)
  const open = database.prepare<[], JobRow>(
    `${select} WHERE dismissed_at IS NULL ORDER BY generation_job.id`,
  )
  const underWay = database.prepare<[], JobRow>(`${select} WHERE ${running}`)
  const portraits = database
    .prepare<[number], number>('SELECT id FROM portrait WHERE job_id = ? ORDER BY id')
    .pluck()
  const storedPicture = database
    .prepare<[number, number], number>(
      "SELECT id FROM portrait WHERE job_id = ? AND parameters ->> '$.picture' = ?",
    )
    .pluck()
  const lastPicture = database
    .prepare<[number], number | null>(
      "SELECT max(parameters ->> '$.picture') FROM portrait WHERE job_id = ?",
    )
    .pluck()
  const trashedAt = {
    campaign: database.prepare<[number], string | null>(trashedIn('campaign')).pluck(),
    character: database.prepare<[number], string | null>(trashedIn('character')).pluck(),
  } as const
  const insert = database.prepare(
    `INSERT INTO generation_job (campaign_id, character_id, provider, base_url, model, prompt,
       parameters, count, state, process_id, created_at, updated_at)
     VALUES (:campaign_id, :character_id, :provider, :base_url, :model, :prompt,
       :parameters, :count, 'waiting', :process_id, :now, :now)`,
  )
  const toJobOf = (row: JobRow): StoredJob => toStoredJob(row, portraits.all(row.id))
  return {
    one,
    toJobOf,
    trashedAt,
    clock,
    database,
    insert,
    owner,
    storedPicture,
    lastPicture,
    open,
    underWay,
  }
}

type Context = ReturnType<typeof createContext>

/** Orders at image services, as rows. Throws the database's AppErrors. */
export function createJobs(options: {
  readonly database: Database
  readonly clock: Clock
  /** Of the orders made and taken up here. */
  readonly owner: Owner
}) {
  const context = createContext(options)
  const { storedPicture, lastPicture, open, toJobOf, underWay } = context

  return {
    find: (id: number) => find(context, id),

    /** The picture of this job with this number, if it is in the library already. */
    storedPicture: (id: number, picture: number): number | null =>
      attempt(() => storedPicture.get(id, picture)) ?? null,

    /** The highest number of a picture of this job in the library; 0 when there is none. */
    lastPicture: (id: number): number => attempt(() => lastPicture.get(id)) ?? 0,

    /**
     * Writes an order down before it is sent. Throws AppError `job-running` when there is one for this
     * subject, `not-found` or `in-trash`.
     */
    add: (order: GenerationOrder, connection: ServiceConnection) => add(context, order, connection),

    /**
     * Claims an order if it is still free, inside the write lock: two processes that find the same one must
     * not both continue it. Null when it is taken. Throws what `change` throws.
     */
    claim: (id: number, isFree: (job: StoredJob) => boolean, change: JobChange) =>
      claim(context, id, isFree, change),

    /**
     * Marks an order as sent, in one transaction with what is reserved for it: the reservation's id is added to the
     * order. Throws what `reserve` and `change` throw; then neither is written.
     */
    send: (id: number, change: JobChange, reserve: () => string) =>
      send(context, id, change, reserve),

    /** Throws AppError `job-running` when it would run beside another one for its subject. */
    change: (id: number, change: JobChange) => changeNow(context, id, change),

    /** Those that were not dismissed, oldest first. */
    open: (): StoredJob[] => attempt(() => open.all().map(toJobOf)),

    /** Those that are waiting, sent or received, of whatever process. */
    underWay: (): StoredJob[] => attempt(() => underWay.all().map(toJobOf)),
  }
}

function attempt<Value>(work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    throw isTaken(error) ? new AppError('job-running') : databaseError(error)
  }
}

function find(context: Context, id: number): StoredJob {
  const { one, toJobOf } = context
  const row = attempt(() => one.get(id))
  if (row === undefined) throw new AppError('not-found', { kind: 'job', id })
  return toJobOf(row)
}

function requireSubject(context: Context, { kind, id }: Subject): void {
  const { trashedAt } = context
  const found = attempt(() => trashedAt[kind].get(id))
  if (found === undefined) throw new AppError('not-found', { kind, id })
  if (found !== null) throw new AppError('in-trash')
}

function changeNow(context: Context, id: number, change: JobChange): StoredJob {
  const { clock, database } = context
  const { kept, ...others } = change
  const counted =
    kept === undefined
      ? others
      : { ...others, parameters: { ...(change.parameters ?? find(context, id).parameters), kept } }
  const columns = toColumns(counted, clock)
  const assignments = Object.keys(columns).map((name) => `${name} = :${name}`)
  const statement = database.prepare(
    `UPDATE generation_job SET ${assignments.join(', ')} WHERE id = :id`,
  )
  attempt(() => statement.run({ ...columns, id }))
  return find(context, id)
}

function add(context: Context, order: GenerationOrder, connection: ServiceConnection): StoredJob {
  const { insert, owner, clock } = context
  const { subject, prompt, count, quality, shape, maxCostUsd } = order
  requireSubject(context, subject)
  const parameters: JobParameters = { quality, shape, maxCostUsd, sent: {}, revisedPrompts: {} }
  const { lastInsertRowid } = attempt(() =>
    insert.run({
      campaign_id: subject.kind === 'campaign' ? subject.id : null,
      character_id: subject.kind === 'character' ? subject.id : null,
      provider: connection.provider,
      base_url: connection.baseUrl,
      model: connection.model,
      prompt,
      parameters: JSON.stringify(parameters),
      count,
      process_id: owner.number(),
      now: timestamp(clock),
    }),
  )
  return find(context, Number(lastInsertRowid))
}

function claim(
  context: Context,
  id: number,
  isFree: (job: StoredJob) => boolean,
  change: JobChange,
): StoredJob | null {
  const { owner, database } = context
  const mine = owner.number()
  const claimNow = database.transaction(() =>
    isFree(find(context, id)) ? changeNow(context, id, { ...change, ownerId: mine }) : null,
  )
  return attempt(() => claimNow.immediate())
}

function send(context: Context, id: number, change: JobChange, reserve: () => string): StoredJob {
  const sendNow = context.database.transaction(() => {
    const { parameters } = find(context, id)
    const spendingIds = [...(parameters.spendingIds ?? []), reserve()]
    return changeNow(context, id, { ...change, parameters: { ...parameters, spendingIds } })
  })
  return attempt(() => sendNow.immediate())
}

function trashedIn(kind: SubjectKind): string {
  return `SELECT trashed_at FROM ${kind} WHERE id = ?`
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE'
}

function toColumns(change: JobChange, clock: Clock): Record<string, string | number | null> {
  const { error, connection } = change
  const now = timestamp(clock)
  const columns: Record<string, string | number | null | undefined> = {
    state: change.state,
    attempts: change.attempts,
    retry_at: change.retryAt,
    may_have_been_billed: asNumber(change.mayHaveBeenBilled),
    error_code: error === undefined ? undefined : (error?.code ?? null),
    error_details: error === undefined ? undefined : error && JSON.stringify(error.details),
    service_request_id: change.requestId,
    cost_usd: change.costUsd,
    parameters: change.parameters && JSON.stringify(change.parameters),
    base_url: connection?.baseUrl,
    model: connection?.model,
    process_id: change.ownerId,
    dismissed_at: change.isDismissed === undefined ? undefined : change.isDismissed ? now : null,
    updated_at: now,
  }
  const given: Record<string, string | number | null> = {}
  for (const [name, value] of Object.entries(columns)) if (value !== undefined) given[name] = value
  return given
}

function asNumber(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : Number(value)
}
