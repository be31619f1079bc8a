import { maximumIdsAtOnce } from '../../shared/character'
import { AppError } from '../../shared/errors'
import {
  type ChangedTags,
  isTagChange,
  type Tag,
  type TagChange,
  type TaggedMany,
  type TagOrder,
  type TagSummary,
} from '../../shared/tag'
import { tagKindWord } from '../../shared/tag-words'
import { request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { translator } from '../app/i18n'
import { currentPlace, openDialog } from '../app/navigation'
import { attempt } from '../app/toasts'
import { doStep } from '../app/undo/do-step'
import { Remark } from '../app/undo/undo-stack'
import { watched } from '../tasks/watched'

/** Adds tags to characters and portraits. Can be undone and redone, as everything below. */
export const addTags = (names: readonly string[], on: TaggedMany): Promise<boolean> =>
  changeTags(said('added', names, on), { order: 'add', names: [...names], on })

export const removeTags = (names: readonly string[], on: TaggedMany): Promise<boolean> =>
  changeTags(said('removed', names, on), { order: 'remove', names: [...names], on })

export const renameTag = ({ id, name: old }: Tag, name: string): Promise<boolean> =>
  changeTags(translator.t('tags.done.renamed', { old, name }), { order: 'rename', id, name })

export const mergeTags = (from: TagSummary, into: Tag): Promise<boolean> =>
  changeTags(
    translator.t('tags.done.merged', { from: from.name, into: into.name }),
    { order: 'merge', id: from.id, into: into.id },
    usesOf(from),
  )

export const splitTag = (from: Tag, name: string, on: TaggedMany): Promise<boolean> =>
  changeTags(translator.t('tags.done.split', { from: from.name, name }), {
    order: 'split',
    id: from.id,
    name,
    on,
  })

/** Null for no kind. */
export const setTagKind = ({ id, name }: Tag, kind: string | null): Promise<boolean> => {
  const { t } = translator
  const what =
    kind === null
      ? t('tags.done.noKind', { name })
      : t('tags.done.kind', { name, kind: tagKindWord(t, kind) })
  return changeTags(what, { order: 'kind', id, kind })
}

/** Null for no color. */
export const setTagColour = ({ id, name }: Tag, colour: Tag['colour']): Promise<boolean> => {
  const { t } = translator
  const what =
    colour === null
      ? t('tags.done.noColour', { name })
      : t('tags.done.colour', { name, colour: t(`tags.colour.${colour}`) })
  return changeTags(what, { order: 'colour', id, colour })
}

export const deleteTag = (tag: TagSummary): Promise<boolean> =>
  changeTags(
    translator.t('tags.done.deleted', { name: tag.name }),
    { order: 'delete', id: tag.id },
    usesOf(tag),
  )

const usesOf = ({ characters, portraits }: TagSummary): number => characters + portraits

function said(what: 'added' | 'removed', names: readonly string[], on: TaggedMany): string {
  const count = on.characters.length + on.portraits.length
  const tags = names.join(', ')
  return translator.t(count === 1 ? `tags.done.${what}` : `tags.done.${what}Many`, { tags, count })
}

/** The redo brings the very same rows back, and makes no new tag of the same name. */
function changeTags(what: string, order: TagOrder, count?: number): Promise<boolean> {
  let again: TagChange | null = null
  return attempt(() =>
    doStep(what, async () => {
      const done = await (again === null
        ? ask(order, count)
        : ask({ order: 'apply', change: again }))
      return {
        inverse: async () => {
          if (!isTagChange(done.back)) return null
          const undone = await ask({ order: 'apply', change: done.back })
          again = undone.back
          const exception = exceptionOf(undone)
          return exception === null ? null : new Remark(exception)
        },
        remark: exceptionOf(done),
      }
    }),
  )
}

async function ask(order: TagOrder, count = linksOf(order)): Promise<ChangedTags> {
  const change = () => request('tags:change', order)
  if (count <= maximumIdsAtOnce) return change()
  const { dialog } = currentPlace()
  try {
    return await watched('characters', change)
  } finally {
    // How far it was stood in the place of the manager.
    if (dialog?.kind === 'tags' && currentPlace().dialog === null) openDialog(dialog)
  }
}

/** How many characters and portraits get a tag or lose one, as far as the order says. */
function linksOf(order: TagOrder): number {
  const links =
    order.order === 'apply'
      ? [...order.change.add, ...order.change.remove]
      : 'on' in order
        ? [order.on]
        : []
  return links.reduce((sum, one) => sum + one.characters.length + one.portraits.length, 0)
}

/** What to say when not all of it was done; null when it was. */
function exceptionOf({ missing, notReached, error }: ChangedTags): string | null {
  const { t } = translator
  const gone = missing.characters.length + missing.portraits.length
  const sentences = [
    ...(gone > 0 ? [t('tags.exceptGone', { count: gone })] : []),
    ...(notReached > 0 ? [t('tags.notReached', { count: notReached })] : []),
    ...(error === null ? [] : [sentenceOf(new AppError(error.code, error.details))]),
  ]
  return sentences.length === 0 ? null : sentences.join(' ')
}
