import { Button } from '@mantine/core'
import {
  IconCheck,
  IconDatabaseExclamation,
  IconFileUnknown,
  IconPhotoExclamation,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { HealthFinding, Mend } from '../../shared/health'
import { useWords } from '../i18n'
import { openCampaign, openCharacter, openRestore } from '../place'
import { keyOf, mend, useMended } from './check'
import classes from './check-screen.module.css'

const signs = {
  'database-damaged': IconDatabaseExclamation,
  'stray-rows': IconDatabaseExclamation,
  portrait: IconPhotoExclamation,
  'file-without-row': IconFileUnknown,
} as const

/** One thing that is not as it should be, with what can be done about it. */
export function CheckFinding({ finding }: { readonly finding: HealthFinding }) {
  const t = useWords()
  const isMended = useMended().has(keyOf(finding))
  const Sign = isMended ? IconCheck : signs[finding.kind]
  return (
    <li className={classes.finding} data-done={isMended || undefined}>
      <Sign size={24} stroke={1.5} className={classes.sign} aria-hidden />
      <div className={classes.words}>
        <Words finding={finding} />
      </div>
      <div className={classes.deeds}>
        {isMended ? (
          <span role="status">{t(`check.mended.${finding.kind}`)}</span>
        ) : (
          <Deeds finding={finding} />
        )}
      </div>
    </li>
  )
}

function Words({ finding }: { readonly finding: HealthFinding }) {
  const t = useWords()
  if (finding.kind === 'portrait') {
    const { name, state, isCurrent, subject } = finding
    const former = subject === null ? 'check.portraitLoose' : 'check.portraitFormer'
    return (
      <>
        <bdi className={classes.name}>{name === '' ? t('backup.nobody') : name}</bdi>
        <div className={classes.what}>
          {t(isCurrent ? 'check.portraitCurrent' : former, {
            state: t(`backup.fileState.${state}`),
          })}
        </div>
      </>
    )
  }
  if (finding.kind === 'file-without-row')
    return (
      <>
        <div>{t('check.fileWithoutRow')}</div>
        <div className={classes.what}>
          {t('check.fileFacts', { path: finding.path, bytes: finding.bytes })}
        </div>
      </>
    )
  if (finding.kind === 'stray-rows') return t('check.strayRows', { count: finding.count })
  return (
    <>
      <div>{t('check.databaseDamaged')}</div>
      <div className={classes.what}>{finding.reason}</div>
    </>
  )
}

function Deeds({ finding }: { readonly finding: HealthFinding }) {
  const t = useWords()
  switch (finding.kind) {
    case 'database-damaged':
    case 'stray-rows':
      return (
        <Button size="xs" variant="default" onClick={openRestore}>
          {t('check.restore')}
        </Button>
      )
    case 'file-without-row':
      return (
        <MendButton
          finding={finding}
          order={{ action: 'quarantine', path: finding.path }}
          label={t('check.quarantine')}
          name={finding.path}
        />
      )
    case 'portrait':
      return (
        <>
          {finding.actions.includes('take-from-backup') && (
            <MendButton
              finding={finding}
              order={{ action: 'take-from-backup', portraitId: finding.portraitId }}
              label={t('check.takeFromBackup')}
              name={finding.name}
            />
          )}
          {finding.actions.includes('choose-from-history') && finding.subject && (
            <OpenSubject finding={finding} />
          )}
        </>
      )
  }
}

interface MendButtonProps {
  readonly finding: HealthFinding
  readonly order: Mend
  readonly label: string
  /** What it is about, for those who do not see the line it stands in. */
  readonly name: string
}

function MendButton({ finding, order, label, name }: MendButtonProps) {
  const t = useWords()
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    await mend(finding, order)
    setBusy(false)
  }
  return (
    <Button
      size="xs"
      variant="default"
      loading={isBusy}
      aria-label={t('check.deedFor', { deed: label, name })}
      onClick={() => void run()}
    >
      {label}
    </Button>
  )
}

function OpenSubject({
  finding,
}: {
  readonly finding: Extract<HealthFinding, { kind: 'portrait' }>
}) {
  const t = useWords()
  const { subject, name } = finding
  if (subject === null) return null
  const label = t('check.chooseFromHistory')
  const open = () =>
    subject.kind === 'campaign' ? openCampaign(subject.id) : openCharacter(subject.id)
  return (
    <Button
      size="xs"
      variant="default"
      aria-label={t('check.deedFor', { deed: label, name })}
      onClick={open}
    >
      {label}
    </Button>
  )
}
