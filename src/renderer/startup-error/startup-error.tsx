import { Button, Code, Group, Stack, Text, Title } from '@mantine/core'
import { IconLamp } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RequestInput } from '../../shared/contract'
import { AppError, type ErrorReport } from '../../shared/errors'
import { mayBeReplaced, type StartState } from '../../shared/start'
import { queries, request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { translator, useWords } from '../app/i18n'
import { openRestore } from '../app/navigation'
import { ErrorNotice } from '../ui/error-notice'
import { DatabaseCopies } from './database-copies'
import classes from './startup-error.module.css'

type Recovery = RequestInput<'app:recover'>

interface TroubleProps {
  readonly trouble: Extract<StartState, { state: 'trouble' }>
}

/** The library could not be opened: what happened, where it lies, and every way on. */
export function StartupError({ trouble }: TroubleProps) {
  const t = useWords()
  const client = useQueryClient()
  const [underWay, setUnderWay] = useState<Recovery['way'] | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [triedAt, setTriedAt] = useState<Date | null>(null)
  const { error, dataFolder, copies } = trouble
  // A newer library, or one in use, is intact: nothing may replace it.
  const isAway = error.code === 'data-folder-away' || error.code === 'data-folder-unknown'
  const canReplace = mayBeReplaced(error)

  const recover = async (order: Recovery) => {
    setUnderWay(order.way)
    setFailure(null)
    try {
      await request('app:recover', order)
      const { state } = await client.fetchQuery({ ...queries.start(), staleTime: 0 })
      setTriedAt(state === 'trouble' ? new Date() : null)
    } catch (refusal) {
      setFailure(refusal)
    } finally {
      setUnderWay(null)
    }
  }
  const find = () => request('move:find').catch(setFailure)
  const showFolder = () => request('app:open-folder', { folder: 'data' }).catch(setFailure)

  return (
    <main className={classes.room}>
      <Stack className={classes.sheet}>
        <IconLamp size={36} stroke={1.4} className={classes.lamp} aria-hidden />
        <Title order={1}>{t(`trouble.title.${titleFor(error)}`)}</Title>
        <Text>{sentenceOf(new AppError(error.code, error.details))}</Text>
        <Text c="var(--ck-quiet)" hidden={error.code === 'data-folder-unknown'}>
          {t(isAway ? 'trouble.wasIn' : 'trouble.where')}{' '}
          <Code className={classes.path}>{dataFolder}</Code>
        </Text>
        {triedAt && (
          <Text role="status" c="var(--ck-mark)">
            {t('trouble.stillClosed', { time: timeOf(triedAt) })}
          </Text>
        )}
        {failure !== null && <ErrorNotice error={failure} />}
        <Group gap="sm">
          <Button
            loading={underWay === 'try-again'}
            onClick={() => void recover({ way: 'try-again' })}
          >
            {t('errorAction.retry')}
          </Button>
          {isAway ? (
            <Button variant="default" onClick={() => void find()}>
              {t('trouble.findData')}
            </Button>
          ) : (
            <Button variant="default" onClick={() => void showFolder()}>
              {t('trouble.openFolder')}
            </Button>
          )}
          {canReplace && (
            <Button variant="default" onClick={openRestore}>
              {t('restore.open')}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={() => void recover({ way: 'quit' })}>
            {t('trouble.quit')}
          </Button>
        </Group>
        {canReplace && (
          <DatabaseCopies
            copies={copies}
            isMissing={isMissing(error)}
            isBusy={underWay !== null}
            onRecover={(order) => void recover(order)}
          />
        )}
      </Stack>
    </main>
  )
}

function timeOf(date: Date): string {
  return new Intl.DateTimeFormat(translator.language, { timeStyle: 'medium' }).format(date)
}

const titles = {
  'database-busy': 'busy',
  'database-lock-refused': 'busy',
  'database-damaged': 'damaged',
  'database-newer': 'newer',
  'data-folder-away': 'away',
  'data-folder-unknown': 'unknown',
} as const

function isMissing({ code, details }: ErrorReport): boolean {
  return code === 'database-damaged' && details.context === 'missing'
}

function titleFor(error: ErrorReport) {
  if (isMissing(error)) return 'missing'
  const { code } = error
  return Object.entries(titles).find(([known]) => known === code)?.[1] ?? 'closed'
}
