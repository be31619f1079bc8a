import { Button } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { WizardStep } from '../ui/wizard'
import { DecideCampaignless } from './decide-campaignless'
import { DecideCampaigns } from './decide-campaigns'
import { DecideDuplicates } from './decide-duplicates'
import { DecidePictures } from './decide-pictures'
import classes from './decide-step.module.css'
import { DecideUsers } from './decide-users'
import { campaignlessOf, isDecided } from './decisions'
import { ForecastLine } from './forecast-line'
import { useImportSession } from './session'
import { goTo, startImport } from './session-actions'

/** Step three: what comes over, and where what belongs nowhere goes. */
export function DecideStep() {
  const t = useWords()
  const { scan, decisions, error } = useImportSession()
  const [isStarting, setStarting] = useState(false)
  if (scan === null || decisions === null) return null
  const start = async () => {
    setStarting(true)
    await startImport()
    setStarting(false)
  }
  return (
    <WizardStep
      title={t('import.decide.title')}
      footer={
        <>
          <Button variant="default" onClick={() => goTo('look')}>
            {t('import.back')}
          </Button>
          <ForecastLine />
          <Button
            style={{ flex: 'none' }}
            loading={isStarting}
            disabled={!isDecided(scan, decisions)}
            onClick={() => void start()}
          >
            {t('import.decide.start')}
          </Button>
        </>
      }
    >
      {() => (
        <div className={classes.questions}>
          {error !== null && <ErrorNotice error={error} handlers={{ retry: () => void start() }} />}
          {scan.users.length > 1 && <DecideUsers scan={scan} decisions={decisions} />}
          {scan.generation !== null && <DecideCampaigns scan={scan} decisions={decisions} />}
          {campaignlessOf(scan, decisions) > 0 && (
            <DecideCampaignless scan={scan} decisions={decisions} />
          )}
          {scan.alreadyImported > 0 && <DecideDuplicates scan={scan} decisions={decisions} />}
          <DecidePictures scan={scan} decisions={decisions} />
        </div>
      )}
    </WizardStep>
  )
}
