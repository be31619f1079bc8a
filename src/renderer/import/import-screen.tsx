import { ActionIcon, Title, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { queries } from '../api'
import { useWords } from '../i18n'
import { useShortcut } from '../keys/shortcuts'
import { backToCampaign } from '../place'
import { ChooseStep } from './choose-step'
import { DecideStep } from './decide-step'
import classes from './import-screen.module.css'
import { ImportSteps } from './import-steps'
import { LeaveDialog } from './leave-dialog'
import { LookStep } from './look-step'
import { ReportStep } from './report-step'
import { RunStep } from './run-step'
import { useVisit } from './visit'
import { watchImport } from './visit-deeds'

const screens = {
  choose: ChooseStep,
  look: LookStep,
  decide: DecideStep,
  run: RunStep,
  report: ReportStep,
} as const

/** From what the old app left to a report of what came over, one step at a time. */
export function ImportScreen() {
  const t = useWords()
  const { step } = useVisit()
  const [isAsking, setAsking] = useState(false)
  const leave = () => (step === 'run' ? setAsking(true) : backToCampaign())
  useShortcut('close', leave)
  useRunningImport()
  const StepScreen = screens[step]
  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <div className={classes.titleLine}>
          <Title order={1} className={classes.title}>
            {t('import.title')}
          </Title>
          <Tooltip label={t('import.close')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('import.close')}
              onClick={leave}
            >
              <IconX size={22} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
        <ImportSteps current={step} />
      </div>
      <StepScreen key={step} />
      <LeaveDialog isOpen={isAsking} onStay={() => setAsking(false)} />
    </div>
  )
}

/** An import that runs already, begun before this window was, is what there is to see. */
function useRunningImport(): void {
  const { step, source } = useVisit()
  const { data: imports } = useQuery(queries.imports())
  const running = imports?.find(({ state }) => state === 'running')
  const isIdle = step === 'choose' && source === null
  const runningId = running?.id
  useEffect(() => {
    if (isIdle && runningId !== undefined) watchImport(runningId)
  }, [isIdle, runningId])
}
