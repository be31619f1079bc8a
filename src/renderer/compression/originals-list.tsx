import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../app/i18n'
import { putBack } from './compressing'
import classes from './compression.module.css'
import { compressionQueries } from './compression-queries'

const shownAtATime = 50

/** Every portrait whose original is in the quarantine, each with a button to restore it. */
export function OriginalsList({ isBusy }: { readonly isBusy: boolean }) {
  const t = useWords()
  const [limit, setLimit] = useState(shownAtATime)
  const { data } = useQuery({
    ...compressionQueries.list(Math.min(limit, 200)),
    placeholderData: (former) => former,
  })
  if (!data) return null
  return (
    <>
      <ul className={classes.list}>
        {data.portraits.map(({ portraitId, name, originalFormat, originalBytes, bytes }) => (
          <li key={portraitId} className={classes.row}>
            <div className={classes.rowText}>
              <div dir="auto">{name === '' ? t('compression.originals.unassigned') : name}</div>
              <div className={classes.note}>
                {t('compression.originals.row', {
                  format: originalFormat.toUpperCase(),
                  before: originalBytes,
                  after: bytes,
                })}
              </div>
            </div>
            <Button
              size="xs"
              variant="default"
              disabled={isBusy}
              aria-label={t('compression.originals.putBackOf', { name })}
              onClick={() => void putBack([portraitId])}
            >
              {t('compression.originals.putBack')}
            </Button>
          </li>
        ))}
      </ul>
      {data.total > data.portraits.length && limit < 200 && (
        <Group>
          <Button size="xs" variant="default" onClick={() => setLimit(limit + shownAtATime)}>
            {t('compression.originals.more')}
          </Button>
          <Text className={classes.note}>
            {t('task.amount', { done: data.portraits.length, total: data.total })}
          </Text>
        </Group>
      )}
    </>
  )
}
