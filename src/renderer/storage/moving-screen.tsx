import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconLamp } from '@tabler/icons-react'
import { useState } from 'react'
import type { Moved } from '../../shared/storage'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import classes from '../startup-error/startup-error.module.css'
import { cancelTask, useTask } from '../tasks/task'
import { TaskLine } from '../tasks/task-line'
import { ErrorNotice } from '../ui/error-notice'
import { Fact, Facts } from '../ui/facts'
import { PathText } from '../ui/path-text'
import { leaveMove, useMoving } from './move'

/** Fills the window while the data moves: nothing can be changed during that time. */
export function MovingScreen() {
  const t = useWords()
  const { phase, result, error } = useMoving()
  return (
    <main className={classes.room}>
      <Stack className={classes.sheet}>
        <IconLamp size={36} stroke={1.4} className={classes.lamp} aria-hidden />
        <Title order={1}>
          {t(phase === 'done' ? 'move.done' : phase === 'failed' ? 'move.failed' : 'move.running')}
        </Title>
        {phase === 'running' && <Running />}
        {phase === 'failed' && (
          <>
            <ErrorNotice error={error} handlers={{ 'choose-file': null, retry: null }} />
            <Group>
              <Button data-autofocus onClick={leaveMove}>
                {t('move.back')}
              </Button>
            </Group>
          </>
        )}
        {phase === 'done' && result && <Result moved={result} />}
      </Stack>
    </main>
  )
}

function Running() {
  const t = useWords()
  const { isStopping } = useTask('move')
  return (
    <>
      <Text>{t('move.runningText')}</Text>
      <TaskLine kind="move" />
      <Group>
        <Button variant="default" loading={isStopping} onClick={() => void cancelTask('move')}>
          {t('move.cancel')}
        </Button>
      </Group>
    </>
  )
}

function Result({ moved }: { readonly moved: Moved }) {
  const t = useWords()
  const [isLeaving, setLeaving] = useState(false)
  const { to, files, bytes, portraits, harmed, left } = moved
  const restart = async () => {
    setLeaving(true)
    if (!(await attempt(() => request('move:restart')))) setLeaving(false)
  }
  return (
    <>
      <Text role="status">{t('move.doneText')}</Text>
      <Facts>
        <Fact name={t('move.to')}>
          <PathText path={to} />
        </Fact>
        <Fact name={t('move.files')}>{t('move.sizeFacts', { count: files, bytes })}</Fact>
        <Fact name={t('move.portraits')} isMarked={harmed > 0}>
          {t('move.portraitsFacts', { count: portraits })}
          {harmed > 0 && <div>{t('move.harmed', { count: harmed })}</div>}
          {left > 0 && <div>{t('move.left', { count: left })}</div>}
        </Fact>
      </Facts>
      <Group>
        <Button data-autofocus loading={isLeaving} onClick={() => void restart()}>
          {t('move.restart')}
        </Button>
      </Group>
    </>
  )
}
