import { Button, Input, SegmentedControl, Textarea } from '@mantine/core'
import { IconDice5 } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, useDeferredValue, useId, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Campaign } from '../../shared/campaign'
import {
  type IgnoredReason,
  ignoredReasons,
  type PastedLists,
  type ReadWordList,
  readWordList,
  type WordList,
  type WordListKind,
} from '../../shared/word-lists'
import { request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { useWordList, type WordListField } from './use-word-list'
import { changeWordLists } from './word-list-edit'
import classes from './word-lists-screen.module.css'

interface WordListPaneProps {
  readonly campaign: Campaign
  readonly kind: WordListKind
  readonly list: WordList
}

/** One list: its text, what of it is used, what else is drawn from, and people as it gives them. */
export function WordListPane({ campaign, kind, list }: WordListPaneProps) {
  const t = useWords()
  const field = useWordList(campaign, kind, list)
  const text = useDeferredValue(field.text)
  const read = useMemo(() => readWordList(text), [text])
  const mixId = useId()
  const setMix = (mix: string) =>
    void attempt(() => changeWordLists(campaign, { [kind]: { isOnly: mix === 'mine' } }))
  return (
    <div className={classes.pane}>
      <Textarea
        className={classes.field}
        classNames={{ wrapper: classes.wrapper, input: classes.input }}
        label={t(`words.labels.${kind}`)}
        description={t(`words.notes.${kind}`, { name: campaign.name })}
        placeholder={t(`words.placeholders.${kind}`)}
        error={field.error === null ? undefined : sentenceOf(field.error)}
        dir="auto"
        spellCheck={false}
        value={field.text}
        onChange={(event) => field.type(event.currentTarget.value)}
        onPaste={(event) => pasteMany(event, field)}
        onBlur={() => void field.save()}
      />
      <div className={classes.aside}>
        <Usable read={read} />
        <div>
          <Input.Label id={mixId} component="div" mb={4}>
            {t('words.mix')}
          </Input.Label>
          <SegmentedControl
            fullWidth
            aria-labelledby={mixId}
            value={list.isOnly ? 'mine' : 'both'}
            onChange={setMix}
            data={[
              { value: 'both', label: t('words.both') },
              { value: 'mine', label: t('words.mine') },
            ]}
          />
        </div>
        <Preview
          campaignId={campaign.id}
          lists={field.isUnsaved ? { [kind]: { text, isOnly: list.isOnly } } : {}}
          isRefused={field.error !== null}
        />
      </div>
    </div>
  )
}

/** Chromium itself takes a second for 500 lines, and four times as long for twice as many. */
const mostPastedByChromium = 100

/** Pastes many lines at once into the text of the field. */
function pasteMany(event: ClipboardEvent<HTMLTextAreaElement>, field: WordListField): void {
  const pasted = event.clipboardData.getData('text/plain')
  if (pasted.split(/[\r\n]/, mostPastedByChromium + 1).length <= mostPastedByChromium) return
  event.preventDefault()
  const { value, selectionStart, selectionEnd } = event.currentTarget
  const before = value.slice(0, selectionStart) + pasted
  const text = before + value.slice(selectionEnd)
  if (field.refuseTooLong(text)) return
  const { currentTarget } = event
  flushSync(() => field.type(text))
  currentTarget.setSelectionRange(before.length, before.length)
}

/** As many lines of one reason are named. */
const mostNamed = 4

/** How many lines are used, and which are not. */
function Usable({ read: { entries, ignored } }: { readonly read: ReadWordList }) {
  const t = useWords()
  const linesOf = (reason: IgnoredReason) =>
    ignored.filter((one) => one.reason === reason).map(({ line }) => line)
  const named = (lines: readonly number[]) =>
    lines.slice(0, mostNamed).join(', ') + (lines.length > mostNamed ? ' …' : '')
  return (
    <div role="status">
      <div className={classes.count}>
        {entries.length === 0 ? t('words.none') : t('words.usable', { count: entries.length })}
      </div>
      <ul className={classes.ignored}>
        {ignoredReasons.map((reason) => {
          const lines = linesOf(reason)
          if (lines.length === 0) return null
          return (
            <li key={reason}>
              {t(`words.ignored.${reason}`, { count: lines.length, lines: named(lines) })}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

interface PreviewProps {
  readonly campaignId: number
  /** What is not saved yet. */
  readonly lists: PastedLists
  readonly isRefused: boolean
}

/** Some people as the lists give them now. */
function Preview({ campaignId, lists, isRefused }: PreviewProps) {
  const t = useWords()
  const titleId = useId()
  const [seed, setSeed] = useState(() => crypto.randomUUID())
  const order = { campaignId, lists, seed }
  const { data: people = [] } = useQuery({
    queryKey: ['library', 'word-preview', order],
    queryFn: () => request('quick:preview', order),
    placeholderData: keepPreviousData,
    enabled: !isRefused,
    gcTime: 0,
  })
  return (
    <section aria-labelledby={titleId}>
      <div className={classes.previewHead}>
        <Input.Label id={titleId} component="div">
          {t('words.preview')}
        </Input.Label>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconDice5 size={16} aria-hidden />}
          onClick={() => setSeed(crypto.randomUUID())}
        >
          {t('words.others')}
        </Button>
      </div>
      <ul className={classes.people}>
        {people.map(({ name, words }) => (
          <li key={name}>
            <bdi className={classes.name}>{name}</bdi>
            <bdi className={classes.words}>{words.filter((word) => word !== '').join(', ')}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}
