import { TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AppError, isErrorCode } from '../../shared/errors'
import { type Tagged, tagKey, tagNameSchema } from '../../shared/tag'
import { queries } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { mostOptions } from '../ui/options'
import { addTags, removeTags } from './tag-actions'
import { TagPill } from './tag-pill'

interface TagFieldProps {
  readonly tagged: Tagged
  readonly className?: string | undefined
  readonly classNames?: Readonly<Record<string, string | undefined>>
}

/** The tags of a character or portrait: typed with completion, Enter adds one, Backspace removes the last. */
export function TagField({ tagged, className, classNames }: TagFieldProps) {
  const t = useWords()
  const { data: tags = [] } = useQuery(queries.tagsOf(tagged))
  const { data: all = [] } = useQuery(queries.tags())
  const [typed, type] = useState('')
  const refusal = typed.trim() === '' ? null : refusalOf(typed)
  const names = tags.map(({ name }) => name)
  const on = { characters: [], portraits: [], [`${tagged.kind}s`]: [tagged.id] }

  const change = (wanted: readonly string[]) => {
    const known = new Set(names.map(tagKey))
    const added = wanted.filter((name) => !known.has(tagKey(name)))
    if (added.some((name) => refusalOf(name) !== null)) return
    const kept = new Set(wanted)
    const removed = names.filter((name) => !kept.has(name))
    if (added.length > 0) void addTags(added, on)
    if (removed.length > 0) void removeTags(removed, on)
  }
  return (
    <TagsInput
      {...(className === undefined ? {} : { className })}
      classNames={classNames}
      label={t('tags.title')}
      placeholder={names.length === 0 ? t('tags.placeholder') : ''}
      dir="auto"
      data={all.map(({ name }) => name)}
      limit={mostOptions}
      value={names}
      onChange={change}
      searchValue={typed}
      onSearchChange={type}
      isDuplicate={(name, present) => present.map(tagKey).includes(tagKey(name))}
      splitChars={[]}
      error={refusal !== null && sentenceOf(refusal)}
      renderPill={({ option, onRemove }) => {
        const known = tags.find(({ name }) => name === String(option.value))
        const tag = known ?? { name: String(option.value), kind: null, colour: null }
        return <TagPill tag={tag} onRemove={onRemove} />
      }}
    />
  )
}

/** Why this cannot be a tag, or null. */
export function refusalOf(name: string): AppError | null {
  const message = tagNameSchema.safeParse(name).error?.issues[0]?.message
  if (message === undefined) return null
  return new AppError(isErrorCode(message) ? message : 'invalid-input')
}
