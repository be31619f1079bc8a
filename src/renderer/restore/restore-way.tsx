import { Checkbox, Radio, Title } from '@mantine/core'
import { useId } from 'react'
import { useWords } from '../app/i18n'
import classes from './restore-preview.module.css'
import { changeRestoreSession, useRestoreSession } from './restore-session'

const ways = ['replace', 'take'] as const

/** Everything as it was then, or only a few of those in the backup. */
export function RestoreWay() {
  const t = useWords()
  const labelId = useId()
  const { way, withSettings } = useRestoreSession()
  return (
    <section aria-labelledby={labelId}>
      <Title order={3} id={labelId} className={classes.heading}>
        {t('restore.way.title')}
      </Title>
      <Radio.Group
        aria-labelledby={labelId}
        value={way}
        onChange={(chosen) => {
          const known = ways.find((one) => one === chosen)
          if (known) changeRestoreSession({ way: known, error: null })
        }}
      >
        <div className={classes.ways}>
          {ways.map((one) => (
            <Radio.Card key={one} value={one} className={classes.way}>
              <Radio.Indicator mt={3} />
              <span>
                {t(`restore.way.${one}`)}
                <span className={classes.wayNote}>{t(`restore.way.${one}Note`)}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {way === 'replace' && (
        <Checkbox
          mt="md"
          label={t('restore.way.settings')}
          checked={withSettings}
          onChange={({ currentTarget }) =>
            changeRestoreSession({ withSettings: currentTarget.checked })
          }
        />
      )}
    </section>
  )
}
