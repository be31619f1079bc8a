import {
  Autocomplete,
  Button,
  Group,
  Modal,
  MultiSelect,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { AppError, isErrorCode } from '../../shared/errors'
import { fixedTagKinds, type TagSummary, tagKey, tagKindSchema } from '../../shared/tag'
import { tagKindFromText, tagKindWord } from '../../shared/tag-words'
import { queries } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { mostOptions } from '../ui/options'
import { mergeTags, renameTag, setTagKind, splitTag } from './tag-actions'
import { refusalOf } from './tag-field'

/** What is asked before something is done with a tag. */
export interface AskedOfTag {
  readonly what: 'rename' | 'merge' | 'split' | 'kind'
  readonly tag: TagSummary
}

interface TagQuestionProps {
  readonly asked: AskedOfTag
  readonly onClose: () => void
}

/** Asks for the new name, the other tag, who gets a new one, or a kind. */
export function TagQuestion({ asked, onClose }: TagQuestionProps) {
  const { what, tag } = asked
  if (what === 'merge') return <Merge tag={tag} onClose={onClose} />
  if (what === 'split') return <Split tag={tag} onClose={onClose} />
  if (what === 'kind') return <Kind tag={tag} onClose={onClose} />
  return <Rename tag={tag} onClose={onClose} />
}

interface FormProps {
  readonly title: string
  readonly confirm: string
  /** Null while what was typed cannot be used. */
  readonly submit: (() => Promise<boolean>) | null
  readonly onClose: () => void
  readonly children: ReactNode
}

function Form({ title, confirm, submit, onClose, children }: FormProps) {
  const t = useWords()
  const run = async (event: FormEvent) => {
    event.preventDefault()
    if (submit !== null && (await submit())) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form onSubmit={(event) => void run(event)}>
        <Stack>
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" disabled={submit === null}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface OfTag {
  readonly tag: TagSummary
  readonly onClose: () => void
}

/** A name that another tag has is offered as a merge. */
function Rename({ tag, onClose }: OfTag) {
  const t = useWords()
  const { data: tags = [] } = useQuery(queries.tags())
  const [name, type] = useState(tag.name)
  const refusal = refusalOf(name)
  const other = tags.find(({ id, name: known }) => id !== tag.id && tagKey(known) === tagKey(name))
  const isReady = refusal === null && name.trim() !== tag.name
  const run = () => (other === undefined ? renameTag(tag, name.trim()) : mergeTags(tag, other))
  return (
    <Form
      title={t('tags.renameTitle', { name: tag.name })}
      confirm={t(other === undefined ? 'tags.renameConfirm' : 'tags.mergeConfirm')}
      submit={isReady ? run : null}
      onClose={onClose}
    >
      <TextInput
        label={t('tags.name')}
        data-autofocus
        dir="auto"
        value={name}
        onChange={(event) => type(event.currentTarget.value)}
        error={refusal !== null && sentenceOf(refusal)}
      />
      {other !== undefined && <Text size="sm">{t('tags.mergeOffer', { name: other.name })}</Text>}
    </Form>
  )
}

function Merge({ tag, onClose }: OfTag) {
  const t = useWords()
  const { data: tags = [] } = useQuery(queries.tags())
  const [chosen, choose] = useState<string | null>(null)
  const into = tags.find(({ id }) => String(id) === chosen)
  return (
    <Form
      title={t('tags.mergeTitle', { name: tag.name })}
      confirm={t('tags.mergeConfirm')}
      submit={into === undefined ? null : () => mergeTags(tag, into)}
      onClose={onClose}
    >
      <Select
        label={t('tags.mergeInto')}
        description={t('tags.mergeText', { name: tag.name })}
        data={tags
          .filter(({ id }) => id !== tag.id)
          .map(({ id, name }) => ({ value: String(id), label: name }))}
        value={chosen}
        onChange={choose}
        searchable
        selectFirstOptionOnChange
        limit={mostOptions}
        nothingFoundMessage={t('tags.noneFound')}
        data-autofocus
        maxDropdownHeight={260}
      />
    </Form>
  )
}

function Split({ tag, onClose }: OfTag) {
  const t = useWords()
  const { data: members = [] } = useQuery(queries.tagMembers(tag.id))
  const { data: tags = [] } = useQuery(queries.tags())
  const [name, type] = useState('')
  const [chosen, choose] = useState<readonly string[]>([])
  const isOwn = tagKey(name) === tagKey(tag.name)
  const refusal = name === '' ? null : refusalOf(name)
  const isReady = name.trim() !== '' && refusal === null && !isOwn && chosen.length > 0
  const run = () => splitTag(tag, name.trim(), { characters: chosen.map(Number), portraits: [] })
  return (
    <Form
      title={t('tags.splitTitle', { name: tag.name })}
      confirm={t('tags.splitConfirm')}
      submit={isReady ? run : null}
      onClose={onClose}
    >
      <Autocomplete
        label={t('tags.splitName')}
        description={t('tags.splitText')}
        data={tags.filter(({ id }) => id !== tag.id).map((one) => one.name)}
        limit={mostOptions}
        data-autofocus
        dir="auto"
        value={name}
        onChange={type}
        error={(refusal !== null && sentenceOf(refusal)) || (isOwn && t('tags.splitSame'))}
      />
      <MultiSelect
        label={t('tags.splitWho')}
        data={members.map(({ id, name: label }) => ({ value: String(id), label }))}
        value={[...chosen]}
        onChange={choose}
        searchable
        limit={mostOptions}
        nothingFoundMessage={t('tags.noneFound')}
        maxDropdownHeight={260}
      />
    </Form>
  )
}

function Kind({ tag, onClose }: OfTag) {
  const t = useWords()
  const { data: tags = [] } = useQuery(queries.tags())
  const [typed, type] = useState('')
  const message = tagKindSchema.safeParse(typed).error?.issues[0]?.message
  const own = tags.flatMap(({ kind }) => (kind === null ? [] : [kind]))
  const kinds = new Set([...fixedTagKinds, ...own].map((kind) => tagKindWord(t, kind)))
  return (
    <Form
      title={t('tags.kindTitle', { name: tag.name })}
      confirm={t('tags.kindConfirm')}
      submit={message === undefined ? () => setTagKind(tag, tagKindFromText(t, typed)) : null}
      onClose={onClose}
    >
      <Autocomplete
        label={t('tags.kindLabel')}
        placeholder={t('tags.kindPlaceholder')}
        data={[...kinds]}
        data-autofocus
        dir="auto"
        value={typed}
        onChange={type}
        error={
          typed !== '' &&
          message !== undefined &&
          sentenceOf(new AppError(isErrorCode(message) ? message : 'invalid-input'))
        }
      />
    </Form>
  )
}
