import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { GenerationJob } from '../../../shared/generation'
import { useWords } from '../../app/i18n'
import {
  cancelJob,
  discardAnswer,
  dismissJob,
  isPaidButNotStored,
  mainActionOf,
  retryJob,
  saveJobPicture,
  sentencesOf,
} from './job-actions'
import classes from './job-note.module.css'
import { JobProgress } from './job-progress'
import { isHeld, isUnderWay } from './use-jobs'

/** One order: what it is doing and Cancel, or why it stands still and the one thing to do about it. */
export function JobNote({ job }: { readonly job: GenerationJob }) {
  return isUnderWay(job) && !isHeld(job) ? <UnderWay job={job} /> : <Standing job={job} />
}

function UnderWay({ job }: { readonly job: GenerationJob }) {
  const t = useWords()
  return (
    <Stack gap={6}>
      <div className={classes.thread} data-state={job.state} />
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <JobProgress job={job} />
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          style={{ flex: 'none' }}
          aria-label={t('job.cancelOf', { name: job.subjectName })}
          onClick={() => void cancelJob(job)}
        >
          {t('job.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}

function Standing({ job }: { readonly job: GenerationJob }) {
  const t = useWords()
  const action = mainActionOf(job)
  return (
    <Stack gap={8} role="alert">
      <Group gap={8} wrap="nowrap" align="flex-start">
        <IconAlertTriangle size={18} className={classes.sign} aria-hidden />
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {sentencesOf(job)}
        </Text>
      </Group>
      <Group gap={8}>
        {action && (
          <Button size="compact-sm" variant="default" onClick={action.run}>
            {action.label}
          </Button>
        )}
        {isPaidButNotStored(job) && (
          <Button size="compact-sm" variant="default" onClick={() => void retryJob(job)}>
            {t('job.storeAgain')}
          </Button>
        )}
        {job.kept > 0 && !isHeld(job) && <StoredAnswerActions job={job} />}
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => void (isHeld(job) ? cancelJob(job) : dismissJob(job))}
        >
          {t(isHeld(job) ? 'job.cancel' : 'job.dismiss')}
        </Button>
      </Group>
    </Stack>
  )
}

/** What to do with what came and is not in the library. */
function StoredAnswerActions({ job }: { readonly job: GenerationJob }) {
  const t = useWords()
  return (
    <>
      {!isPaidButNotStored(job) && (
        <Button size="compact-sm" variant="default" onClick={() => void saveJobPicture(job)}>
          {t('job.saveAnswer')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-label={t('job.discardFor', { name: job.subjectName })}
        onClick={() => void discardAnswer(job)}
      >
        {t('job.discard')}
      </Button>
    </>
  )
}
