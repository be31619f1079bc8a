import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { FaceRow } from './face-row'
import classes from './in-play.module.css'

/** Those of the cast who were seen last, above the wall; nothing before the first mention. */
export function InPlay({ campaignId }: { readonly campaignId: number }) {
  const t = useWords()
  const { data: people = [] } = useQuery(queries.inPlay(campaignId))
  if (people.length === 0) return null
  return (
    <section className={classes.strip} aria-label={t('sessions.inPlay')}>
      <h2 className={classes.title}>{t('sessions.inPlay')}</h2>
      <FaceRow
        people={people}
        size="large"
        note={({ lastSeen }) => t('sessions.numbered', { number: lastSeen })}
      />
    </section>
  )
}
