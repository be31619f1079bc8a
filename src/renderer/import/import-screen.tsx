import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import { backToCampaign } from '../app/navigation'
import { Wizard } from '../ui/wizard'
import { ChooseStep } from './choose-step'
import { DecideStep } from './decide-step'
import { LeaveDialog } from './leave-dialog'
import { ReportStep } from './report-step'
import { RunStep } from './run-step'
import { ScanStep } from './scan-step'
import { steps, useImportSession } from './session'
import { watchImport } from './session-actions'

const screens = {
  choose: ChooseStep,
  look: ScanStep,
  decide: DecideStep,
  run: RunStep,
  report: ReportStep,
} as const

/** From what the old app left to a report of what came over, one step at a time. */
export function ImportScreen() {
  const t = useWords()
  const { step } = useImportSession()
  const [isAsking, setAsking] = useState(false)
  const leave = () => (step === 'run' ? setAsking(true) : backToCampaign())
  useShortcut('close', leave)
  useRunningImport()
  const StepScreen = screens[step]
  return (
    <Wizard
      title={t('import.title')}
      closeLabel={t('import.close')}
      onClose={leave}
      stepsLabel={t('import.stepsLabel')}
      steps={steps.map((name) => t(`import.steps.${name}`))}
      at={steps.indexOf(step)}
    >
      <StepScreen key={step} />
      <LeaveDialog isOpen={isAsking} onStay={() => setAsking(false)} />
    </Wizard>
  )
}

/** An import that runs already, begun before this window was, is what there is to see. */
function useRunningImport(): void {
  const { step, source } = useImportSession()
  const { data: imports } = useQuery(queries.imports())
  const running = imports?.find(({ state }) => state === 'running')
  const isIdle = step === 'choose' && source === null
  const runningId = running?.id
  useEffect(() => {
    if (isIdle && runningId !== undefined) watchImport(runningId)
  }, [isIdle, runningId])
}
