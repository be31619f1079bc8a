import { Button, Group, Modal, SegmentedControl, Stack, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type TaggedMany, tagKey } from '../../shared/tag'
import { queries } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { mostOptions } from '../ui/options'
import { addTags, removeTags } from './tag-actions'
import { refusalOf } from './tag-field'
import { TagPill } from './tag-pill'

interface TagManyDialogProps {
  readonly on: TaggedMany
  readonly onClose: () => void
}

/** Adds tags to all that are selected, or removes them from all. */
export function TagManyDialog({ on, onClose }: TagManyDialogProps) {
  const t = useWords()
  const { data: tags = [] } = useQuery(queries.tags())
  const [how, setHow] = useState<'add' | 'remove'>('add')
  const [names, setNames] = useState<readonly string[]>([])
  const [typed, type] = useState('')
  const tagOf = (name: string) => tags.find((tag) => tagKey(tag.name) === tagKey(name))
  const unknown = how === 'remove' ? names.filter((name) => tagOf(name) === undefined) : []
  const refusal = [...names, ...(typed.trim() === '' ? [] : [typed])]
    .map(refusalOf)
    .find((error) => error !== null)
  const count = on.characters.length + on.portraits.length
  const isReady = names.length > 0 && refusal === undefined && unknown.length === 0
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isReady && (await (how === 'add' ? addTags : removeTags)(names, on))) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('tags.many.title', { count })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <SegmentedControl
            aria-label={t('tags.many.how')}
            value={how}
            onChange={(chosen) => setHow(chosen === 'remove' ? 'remove' : 'add')}
            data={[
              { value: 'add', label: t('tags.many.add') },
              { value: 'remove', label: t('tags.many.remove') },
            ]}
          />
          <TagsInput
            label={t('tags.title')}
            placeholder={names.length === 0 ? t('tags.placeholder') : ''}
            data={tags.map(({ name }) => name)}
            limit={mostOptions}
            data-autofocus
            dir="auto"
            splitChars={[]}
            value={[...names]}
            onChange={setNames}
            searchValue={typed}
            onSearchChange={type}
            isDuplicate={(name, present) => present.map(tagKey).includes(tagKey(name))}
            error={
              (refusal !== undefined && sentenceOf(refusal)) ||
              (unknown.length > 0 && t('tags.many.unknown', { names: unknown.join(', ') }))
            }
            renderPill={({ option, onRemove }) => {
              const name = String(option.value)
              const tag = tagOf(name) ?? { name, kind: null, colour: null }
              return <TagPill tag={tag} onRemove={onRemove} />
            }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" disabled={!isReady}>
              {t(how === 'add' ? 'tags.many.add' : 'tags.many.remove')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
