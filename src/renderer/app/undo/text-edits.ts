import { z } from 'zod'
import { type CampaignFields, campaignFieldsSchema } from '../../../shared/campaign'
import {
  type CharacterFields,
  characterFieldsSchema,
  levelFromText,
} from '../../../shared/character'
import { sessionChangesSchema } from '../../../shared/session'
import { request } from '../api'
import { dropDraft } from '../drafts'
import { translator } from '../i18n'
import { saveEverything } from '../unsaved'
import { type TextEdit, type TextPlace, textEditSchema } from './text-edit'
import { fieldOnScreen } from './text-fields'
import { newestEdit, Remark, remember, type UndoStep, watchSteps } from './undo-stack'

const schemas = {
  campaign: campaignFieldsSchema.partial(),
  character: characterFieldsSchema.partial(),
  session: sessionChangesSchema,
} as const

/** Enough for an evening; more would be slow to keep, in UTF-16 units. */
const storedLength = 1_000_000
const storageKey = 'undo:text-edits'

/** Names the field across restarts: `character:7:notes`. */
export function fieldName({ subject, property }: Pick<TextPlace, 'subject' | 'property'>): string {
  return `${subject.kind}:${subject.id}:${property}`
}

interface NamedRecord {
  readonly id: number
  readonly name: string
}

/** What a field for a character's text needs to be found by undo. */
export function characterText(
  { id, name }: NamedRecord,
  property: keyof CharacterFields,
  label: string,
): { readonly field: string; readonly place: TextPlace } {
  const place = { subject: { kind: 'character', id }, property, label, name } as const
  return { field: fieldName(place), place }
}

/** The same for a campaign's text. */
export function campaignText(
  { id, name }: NamedRecord,
  property: keyof CampaignFields,
  label: string,
): { readonly field: string; readonly place: TextPlace } {
  const place = { subject: { kind: 'campaign', id }, property, label, name } as const
  return { field: fieldName(place), place }
}

/** The same for a text of a session. */
export function sessionText(
  { id, name }: NamedRecord,
  property: 'title' | 'date' | 'text',
  label: string,
): { readonly field: string; readonly place: TextPlace } {
  const place = { subject: { kind: 'session', id }, property, label, name } as const
  return { field: fieldName(place), place }
}

/** How a value of the library is written in a field: a level as digits, themes one a line. */
function toText(value: unknown): string {
  if (Array.isArray(value)) return value.join('\n')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function toValue(property: string, text: string): unknown {
  if (property === 'themes') return text.split('\n').filter((theme) => theme !== '')
  if (property === 'level') return levelFromText(text)
  return text
}

interface Found {
  readonly text: string
  readonly isInTrash: boolean
}

async function readText({ subject, property }: TextPlace): Promise<Found> {
  const { kind, id } = subject
  if (kind === 'session') return readSessionText(id, property)
  const record =
    kind === 'campaign'
      ? await request('campaigns:read', { id })
      : await request('characters:read', { id })
  const text = textOf(record, property)
  if (record.trashedAt !== null || !('campaignId' in record))
    return { text, isInTrash: record.trashedAt !== null }
  const campaign = await request('campaigns:read', { id: record.campaignId })
  return { text, isInTrash: campaign.trashedAt !== null }
}

function textOf(record: object, property: string): string {
  return toText(Object.entries(record).find(([key]) => key === property)?.[1])
}

async function readSessionText(id: number, property: string): Promise<Found> {
  const session = await request('sessions:read', { id })
  const campaign = await request('campaigns:read', { id: session.campaignId })
  return { text: textOf(session, property), isInTrash: campaign.trashedAt !== null }
}

async function writeText(place: TextPlace, text: string): Promise<void> {
  const { kind, id } = place.subject
  const shown = fieldOnScreen(fieldName(place))
  if (shown) return shown.put(text)
  const changes = { [place.property]: toValue(place.property, text) }
  if (kind === 'session') {
    await request('sessions:edit', { id, changes: sessionChangesSchema.parse(changes) })
  } else if (kind === 'campaign') {
    await request('campaigns:edit', { id, changes: schemas.campaign.parse(changes) })
  } else {
    await request('characters:edit', { id, changes: schemas.character.parse(changes) })
  }
  dropDraft(fieldName(place))
}

/** The text as the library holds it: a name without the spaces around it. Null for one it refuses. */
export function asStored({ subject, property }: TextPlace, text: string): string | null {
  const stored = schemas[subject.kind].safeParse({ [property]: toValue(property, text) })
  return stored.success ? toText(Object.values(stored.data)[0]) : null
}

type Side = 'before' | 'after'

/**
 * Remembers a change of a text as one step of undo. Undo and redo write to wherever the text is, on screen or
 * not, in the trash or not. If the text was changed elsewhere since, the opposite step restores that other
 * text, and a toast says so. Returns the step's id; null when nothing was changed.
 */
export function rememberEdit(edit: TextEdit): number | null {
  if (asStored(edit, edit.before) === asStored(edit, edit.after)) return null
  const step = { ...edit }
  return remember(whatOf(edit), {
    inverse: () => swap(step, 'after', 'before'),
    redo: () => swap(step, 'before', 'after'),
    edit: step,
  })
}

/** Whether the newest change of this text that can be undone is the one to this text. */
export function isRemembered(place: TextPlace, after: string): boolean {
  return newestEdit((edit) => fieldName(edit) === fieldName(place))?.after === after
}

/**
 * Puts another text in the place of this one, on screen or not, as one step of undo. Answers the step's id;
 * null when nothing was changed.
 */
export async function changeText(place: TextPlace, after: string): Promise<number | null> {
  const before = await readSavedText(place)
  await writeText(place, after)
  return rememberEdit({ ...place, before, after })
}

/** The text as the library holds it, once all that was typed is saved. */
export async function readSavedText(place: TextPlace): Promise<string> {
  await saveEverything()
  const { text } = await readText(place)
  return text
}

/** Puts the one side where the other side stands. */
async function swap(step: TextEdit, from: Side, to: Side): Promise<Remark | null> {
  await saveEverything()
  const found = await readText(step)
  const goal = asStored(step, step[to])
  const expected = asStored(step, step[from])
  // A text that was never saved, since it was refused or the disk was full, is no change from elsewhere.
  const isOther = found.text !== goal && expected !== null && found.text !== expected
  if (isOther) step[from] = found.text
  await writeText(step, step[to])
  return remarkOf(step, to, isOther, found.isInTrash)
}

function whatOf({ label, name }: TextPlace): string {
  return translator.t('undo.edited', { field: label, name })
}

function remarkOf(place: TextPlace, to: Side, isOther: boolean, isInTrash: boolean): Remark | null {
  if (!isOther && !isInTrash) return null
  const { t } = translator
  const said = t(to === 'before' ? 'undo.undone' : 'undo.redone', { what: whatOf(place) })
  const trash = isInTrash ? [t('undo.textInTrash', { name: place.name })] : []
  const other = isOther ? [t(to === 'before' ? 'undo.textChanged' : 'undo.textChangedRedo')] : []
  return new Remark([said, ...trash, ...other].join(' '))
}

/** The edits since the newest other step, so that a window that is loaded again undoes nothing out of turn. */
function keepEdits(actions: readonly UndoStep[]): void {
  const stored: TextEdit[] = []
  let length = 0
  for (const { edit } of actions.toReversed()) {
    length += edit ? edit.before.length + edit.after.length : 0
    if (edit === undefined || length > storedLength) break
    stored.unshift(edit)
  }
  sessionStorage.setItem(storageKey, JSON.stringify(stored))
}

/** Restores the edits of a window that was reloaded, and stores new ones. Call once per window. */
export function followEdits(): void {
  const stored = sessionStorage.getItem(storageKey)
  watchSteps(keepEdits)
  const edits = z.array(textEditSchema).safeParse(stored === null ? [] : JSON.parse(stored))
  for (const edit of edits.data ?? []) rememberEdit(edit)
}
