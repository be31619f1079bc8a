import { Autocomplete } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import type { Character } from '../../shared/character'
import { momentOf } from '../../shared/moment'
import { foldText } from '../../shared/search'
import { fixedStatuses, statusSchema } from '../../shared/status'
import { statusFromText, statusWord } from '../../shared/status-words'
import { queries } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { translator, useWords } from '../app/i18n'
import { StatusIcon } from '../ui/status-icon'
import { checkWith } from '../ui/use-auto-save'
import { setStatus } from './character-actions'
import classes from './character-facts.module.css'
import { ownStatuses } from './own-statuses'

const checkStatus = checkWith(statusSchema)
const optionOf = (value: string) => ({ value, label: value })

/** The status of a character: one of the fixed ones, or a word of the game master's own; empty for none. */
export function StatusField({ character }: { readonly character: Character }) {
  const t = useWords()
  const { id, name, campaignId, status, statusAt } = character
  const { data: counts } = useQuery(queries.statuses(campaignId))
  const { data: seen } = useQuery(queries.seen(id))
  const [typed, type] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const shown = status === null ? '' : statusWord(t, status)
  const text = typed ?? shown
  const isSigned = status !== null && typed === null
  const refusal = text.trim() === '' ? null : checkStatus(text)
  const words = [...fixedStatuses.map((one) => statusWord(t, one)), ...ownStatuses(counts)]

  const choose = (word: string) => {
    if (word.trim() !== '' && checkStatus(word) !== null) return
    setOpen(false)
    type(null)
    const chosen = word.trim() === '' ? null : statusFromText(t, word.trim())
    if (chosen !== status) void setStatus({ ids: [id], name, campaignId }, chosen)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    // With an option that is pointed at, Enter chooses that one.
    const isOption = event.currentTarget.hasAttribute('aria-activedescendant')
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && !isOption) choose(text)
    else if (event.key === 'Escape' && typed !== null) {
      event.stopPropagation()
      type(null)
    }
  }
  return (
    <Autocomplete
      className={classes.long}
      classNames={{
        root: classes.field,
        label: classes.label,
        input: isSigned ? `${classes.input} ${classes.signed}` : classes.input,
      }}
      label={t('status.label')}
      placeholder={t('status.none')}
      dir="auto"
      leftSection={isSigned && <StatusIcon status={status} size={18} />}
      leftSectionWidth={22}
      description={statusAt !== null && sinceText(statusAt, seen?.statusSince ?? null)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={words.map(optionOf)}
      filter={({ options, search }) =>
        typed === null
          ? options
          : options.filter((one) => 'label' in one && isPartOf(search, one.label))
      }
      value={text}
      error={typed !== null && refusal !== null && sentenceOf(refusal)}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onChange={type}
      onOptionSubmit={choose}
      onKeyDown={press}
      onBlur={() => typed !== null && choose(typed)}
    />
  )
}

const isPartOf = (part: string, whole: string): boolean =>
  foldText(whole).includes(foldText(part.trim()))

/** “Since session 12, 22 November 2026”, or only the day where there was no session yet. */
function sinceText(at: string, session: number | null): string {
  const when = dateOf(at)
  if (session === null) return translator.t('status.since', { when })
  return translator.t('status.sinceSession', { number: session, when })
}

function dateOf(iso: string): string {
  return new Intl.DateTimeFormat(translator.language, { dateStyle: 'long' }).format(momentOf(iso))
}
