import { Button, Text } from '@mantine/core'
import { useWords } from '../app/i18n'
import { countList, moment } from '../ui/counts'
import { DamagedPortraits } from '../ui/damaged-portraits'
import { WizardStep } from '../ui/wizard'
import { leaveRestore } from './restore-actions'
import { type RestoreResult, useRestoreSession } from './restore-session'
import { RestoredCampaigns } from './restored-campaigns'
import { UndoRestore } from './undo-restore'

/** The last step: what came back, and how to take it back again. */
export function RestoreOutcome() {
  const { result } = useRestoreSession()
  return result && <Outcome result={result} />
}

function Outcome({ result }: { readonly result: RestoreResult }) {
  const t = useWords()
  const aside = result.kind === 'replaced' ? result.restored.setAside : null
  return (
    <WizardStep
      title={t(`restore.outcome.${result.kind}`)}
      footer={
        <>
          {aside?.canBeUndone ? <UndoRestore aside={aside} /> : <span />}
          <Button onClick={leaveRestore}>{t('restore.outcome.toCast')}</Button>
        </>
      }
    >
      {() => (
        <div role="status">
          <OutcomeText result={result} />
          {result.kind !== 'taken' && <RestoredCampaigns />}
        </div>
      )}
    </WizardStep>
  )
}

function OutcomeText({ result }: { readonly result: RestoreResult }) {
  const t = useWords()
  if (result.kind === 'undone') return <Text mt="sm">{t('restore.outcome.undoneText')}</Text>
  if (result.kind === 'taken') {
    const { alreadyHere, harmed } = result.taken
    const list = countList(result.taken)
    return (
      <>
        <Text mt="sm">
          {list === '' ? t('restore.outcome.tookNothing') : t('restore.outcome.took', { list })}{' '}
          {alreadyHere > 0 && t('restore.outcome.alreadyHere', { count: alreadyHere })}
        </Text>
        <DamagedPortraits
          sentence={t('restore.outcome.harmed', { count: harmed.length })}
          portraits={harmed}
        />
      </>
    )
  }
  const { summary, proof, setAside, settings } = result.restored
  return (
    <>
      <Text mt="sm">
        {t('restore.outcome.replacedText', {
          when: moment(summary.madeAt),
          list: countList(summary.counts),
        })}
      </Text>
      <Text mt="sm">{t('backup.verified', { count: proof.entries, bytes: proof.bytes })}</Text>
      {settings !== 'left' && <Text mt="sm">{t(`restore.outcome.settings.${settings}`)}</Text>}
      {setAside && (
        <Text mt="sm" mb="sm" c="var(--ck-quiet)">
          {t('restore.outcome.asideText')}
        </Text>
      )}
      <DamagedPortraits
        sentence={t('restore.preview.harmed', { count: proof.harmed.length })}
        portraits={proof.harmed}
      />
    </>
  )
}
