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
import { useVisit } from './session'
import { goTo, startImport } from './session-actions'

/** Step three: what comes over, and where what belongs nowhere goes. */
export function DecideStep() {
  const t = useWords()
  const { look, decisions, error } = useVisit()
  const [isStarting, setStarting] = useState(false)
  if (look === null || decisions === null) return null
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
            disabled={!isDecided(look, decisions)}
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
          {look.users.length > 1 && <DecideUsers look={look} decisions={decisions} />}
          {look.generation !== null && <DecideCampaigns look={look} decisions={decisions} />}
          {campaignlessOf(look, decisions) > 0 && (
            <DecideCampaignless look={look} decisions={decisions} />
          )}
          {look.alreadyImported > 0 && <DecideDuplicates look={look} decisions={decisions} />}
          <DecidePictures look={look} decisions={decisions} />
        </div>
      )}
    </WizardStep>
  )
}
