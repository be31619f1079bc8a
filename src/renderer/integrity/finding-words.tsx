import type { Finding } from '../../shared/integrity'
import { useWords } from '../app/i18n'
import { sessionName } from '../sessions/session-words'
import { lastPart, moment } from '../ui/counts'
import classes from './integrity-screen.module.css'

type Of<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>

/** What is said of a finding: what it is about, what is the matter, and what may help. */
export function FindingWords({ finding }: { readonly finding: Finding }) {
  const t = useWords()
  switch (finding.kind) {
    case 'portrait':
      return <PortraitWords finding={finding} />
    case 'session':
      return <SessionWords finding={finding} />
    case 'file-without-row':
      return <StrayWords finding={finding} />
    case 'files-without-rows': {
      const { path, count, bytes } = finding
      return (
        <Lines title={t('integrity.filesWithoutRows', { count })}>
          {[t('integrity.fileFacts', { path, bytes })]}
        </Lines>
      )
    }
    case 'left-over': {
      const { path, bytes } = finding
      return (
        <Lines title={t('integrity.leftOver')}>{[t('integrity.fileFacts', { path, bytes })]}</Lines>
      )
    }
    case 'stray-rows':
      return <Lines title={t('integrity.strayRows', { count: finding.count })}>{[]}</Lines>
    case 'database-damaged':
      return <Lines title={t('integrity.databaseDamaged')}>{[finding.reason]}</Lines>
    case 'link':
    case 'not-a-file':
    case 'closed-folder':
      return <Lines title={t(`integrity.odd.${finding.kind}`)}>{[finding.path]}</Lines>
  }
}

function PortraitWords({ finding }: { readonly finding: Of<'portrait'> }) {
  const t = useWords()
  const { name, why, isCurrent, isTrashed, subject, found } = finding
  const state = t(`integrity.why.${why}`)
  const notInUse = subject === null ? 'integrity.portraitUnassigned' : 'integrity.portraitFormer'
  const inUse = isCurrent ? 'integrity.portraitCurrent' : notInUse
  const lines = [t(isTrashed ? 'integrity.portraitTrashed' : inUse, { state })]
  if (found !== null) {
    const how = found.by === 'name' ? 'name' : found.where
    lines.push(t(`integrity.foundAt.${how}`, { path: found.path }))
  }
  return <Lines title={name === '' ? t('backup.unassigned') : name}>{lines}</Lines>
}

function SessionWords({ finding }: { readonly finding: Of<'session'> }) {
  const t = useWords()
  const { session } = finding
  const lines = session.reasons.map((reason) => t(`integrity.session.${reason}`))
  return (
    <Lines title={sessionName(t, session)}>
      {[t('trash.what.session', { campaign: session.campaignName }), ...lines]}
    </Lines>
  )
}

function StrayWords({ finding }: { readonly finding: Of<'file-without-row'> }) {
  const t = useWords()
  const { path, bytes, modifiedAt, isReadable, owner, sameAs } = finding
  const lines = [t('integrity.fileFactsDated', { path, bytes, when: moment(modifiedAt) })]
  if (!isReadable) lines.push(t('integrity.strayLocked'))
  else if (sameAs !== null) lines.push(t('integrity.strayDouble', { name: owner?.name ?? '' }))
  else if (owner !== null) lines.push(t(`integrity.owner.${owner.because}`, { name: owner.name }))
  else lines.push(t('integrity.fileWithoutRow'))
  return <Lines title={lastPart(path)}>{lines}</Lines>
}

interface LinesProps {
  readonly title: string
  readonly children: readonly string[]
}

function Lines({ title, children }: LinesProps) {
  return (
    <>
      <bdi className={classes.name}>{title}</bdi>
      {children.map((line) => (
        <div key={line} className={classes.what}>
          {line}
        </div>
      ))}
    </>
  )
}
