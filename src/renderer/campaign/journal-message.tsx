import type { JournalEntry } from '../../shared/legacy-import'
import { momentOf } from '../../shared/moment'
import { translator, useWords } from '../app/i18n'
import classes from './journal.module.css'

const roles = ['user', 'assistant', 'system'] as const

/** One message: who said it, as whom, when, and what. */
export function JournalMessage({ entry }: { readonly entry: JournalEntry }) {
  const t = useWords()
  const { role, characterName, writtenAt, text } = entry
  const known = roles.find((one) => one === role)
  const speaker = known === undefined ? role : t(`journal.roles.${known}`)
  return (
    <article className={classes.message} data-role={known}>
      <header className={classes.head}>
        <span className={classes.who}>
          {characterName && (
            <span className={classes.name} dir="auto">
              {characterName}
            </span>
          )}
          <span className={characterName ? classes.role : classes.name}>{speaker}</span>
        </span>
        {writtenAt === null ? (
          <span className={classes.time}>{t('journal.noTime')}</span>
        ) : (
          <time className={classes.time} dateTime={writtenAt}>
            {timeOf(writtenAt)}
          </time>
        )}
      </header>
      <p className={classes.text} dir="auto">
        {text.trim() === '' ? <span className={classes.role}>{t('journal.empty')}</span> : text}
      </p>
    </article>
  )
}

function timeOf(iso: string): string {
  const shape = { dateStyle: 'medium', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(translator.language, shape).format(momentOf(iso))
}
