import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import { Wizard } from '../ui/wizard'
import { leaveRestore } from './restore-actions'
import { RestoreChoose } from './restore-choose'
import { RestoreOutcome } from './restore-outcome'
import { RestorePick } from './restore-pick'
import { RestorePreviewStep } from './restore-preview'
import { RestoreRun } from './restore-run'
import { restoreSteps, useRestoreSession } from './restore-session'

const screens = {
  choose: RestoreChoose,
  look: RestorePreviewStep,
  pick: RestorePick,
  run: RestoreRun,
  result: RestoreOutcome,
} as const

/** From a backup to what came back of it; nothing is changed before it was looked at. */
export function RestoreScreen() {
  const t = useWords()
  const { step, way } = useRestoreSession()
  useShortcut('close', leaveRestore)
  const steps = restoreSteps.filter((name) => name !== 'pick' || way === 'take')
  const StepScreen = screens[step]
  return (
    <Wizard
      title={t('restore.title')}
      closeLabel={t('restore.close')}
      onClose={leaveRestore}
      stepsLabel={t('restore.stepsLabel')}
      steps={steps.map((name) => t(`restore.steps.${name}`))}
      at={steps.indexOf(step)}
    >
      <StepScreen key={step} />
    </Wizard>
  )
}
