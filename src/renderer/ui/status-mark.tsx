import { statusWord } from '../../shared/status-words'
import { useWords } from '../app/i18n'
import { StatusIcon } from './status-icon'
import classes from './status-mark.module.css'

/** A status among the facts of a card: its sign and its word. */
export function StatusMark({ status }: { readonly status: string }) {
  const t = useWords()
  return (
    <span className={classes.mark}>
      <StatusIcon status={status} size={15} />
      <bdi>{statusWord(t, status)}</bdi>
    </span>
  )
}
