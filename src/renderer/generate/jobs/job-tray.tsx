import { Button, Popover, ScrollArea, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconPhotoSpark } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { GenerationJob } from '../../../shared/generation'
import { subjectKey } from '../../../shared/subject'
import { useWords } from '../../app/i18n'
import { openCampaign, openCharacter, usePlace } from '../../app/navigation'
import { SmallFace } from '../../portrait/small-face'
import { useSubject } from '../../portrait/use-subject'
import { TrayLine } from '../../tasks/tray-line'
import { useDock } from '../dock'
import { mayBeRetried, retryJobs } from './job-actions'
import { useJobEndings } from './job-endings'
import { JobNote } from './job-note'
import classes from './job-tray.module.css'
import { needsAttention, useJobs } from './use-jobs'

/** The orders under way, and those that need the game master. Opens by itself for the latter. */
export function JobTray() {
  const t = useWords()
  const jobs = useJobs()
  const waitingForGm = jobs.filter(needsAttention)
  const [isOpen, setOpen] = useOpenForNew(waitingForGm)
  useJobEndings()
  if (jobs.length === 0) return null
  const count = waitingForGm.length || jobs.length
  const label = t(waitingForGm.length > 0 ? 'job.attention' : 'job.running', { count })
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="right-end"
      offset={12}
      width={400}
      shadow="lg"
      withinPortal
    >
      <Popover.Target>
        <TrayLine
          sign={
            waitingForGm.length > 0 ? (
              <IconAlertTriangle size={20} className={classes.sign} aria-hidden />
            ) : (
              <IconPhotoSpark size={20} className={classes.lamp} aria-hidden />
            )
          }
          label={label}
          short={String(count)}
          labelRole="status"
          onClick={() => setOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <ScrollArea.Autosize mah="min(70vh, 520px)">
          <RetryAll jobs={jobs.filter(mayBeRetried)} />
          <ul className={classes.list}>
            {jobs.map((job) => (
              <li key={job.id} className={classes.job}>
                <TrayJob job={job} onLeave={() => setOpen(false)} />
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}

/** One click for several orders that ended badly, such as after a kill. */
function RetryAll({ jobs }: { readonly jobs: readonly GenerationJob[] }) {
  const t = useWords()
  if (jobs.length < 2) return null
  return (
    <div className={classes.all}>
      <Button size="compact-sm" variant="default" onClick={() => void retryJobs(jobs)}>
        {t('job.retryAll', { count: jobs.length })}
      </Button>
    </div>
  )
}

function TrayJob({ job, onLeave }: { readonly job: GenerationJob; readonly onLeave: () => void }) {
  const t = useWords()
  const portrayed = useSubject(job.subject)
  const show = () => {
    onLeave()
    if (job.subject.kind === 'campaign') return openCampaign(job.subject.id)
    if (portrayed && 'campaignId' in portrayed) openCharacter(portrayed.id, portrayed.campaignId)
  }
  return (
    <>
      <UnstyledButton
        className={classes.who}
        onClick={show}
        aria-label={t('job.open', { name: job.subjectName })}
      >
        {portrayed && <SmallFace kind={job.subject.kind} portrayed={portrayed} />}
        <Text className={classes.name} dir="auto" lineClamp={2}>
          {job.subjectName}
        </Text>
      </UnstyledButton>
      <JobNote job={job} />
    </>
  )
}

/** Opens when an order that is not on screen begins to need the game master. */
function useOpenForNew(jobs: readonly GenerationJob[]): [boolean, (isOpen: boolean) => void] {
  const { characterId } = usePlace()
  const { subjects } = useDock()
  const [isOpen, setOpen] = useState(false)
  const [known, setKnown] = useState<ReadonlySet<number>>(new Set())
  const news = jobs.filter(({ id }) => !known.has(id))
  const watched = [
    ...subjects.map(subjectKey),
    characterId === null ? null : subjectKey({ kind: 'character', id: characterId }),
  ]
  const isNews = news.length > 0
  const isUnseen = news.some(({ subject }) => !watched.includes(subjectKey(subject)))
  useEffect(() => {
    if (!isNews) return
    setKnown(new Set(jobs.map(({ id }) => id)))
    if (isUnseen) setOpen(true)
  }, [isNews, isUnseen, jobs])
  return [isOpen, setOpen]
}
