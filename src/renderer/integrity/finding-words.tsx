import type { Finding } from '../../shared/integrity'
import { useWords } from '../app/i18n'
import { lastPart, moment } from '../ui/counts'
import classes from './integrity-screen.module.css'

type Of<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>

/** What is said of a finding: what it is about, what is the matter, and what may help. */
export function FindingWords({ finding }: { readonly finding: Finding }) {
  const t = useWords()
  switch (finding.kind) {
    case 'portrait':
      return <PortraitWords finding={finding} />
    case 'file-without-row':
      return <StrayWords finding={finding} />
    case 'files-without-rows': {
      const { path, count, bytes } = finding
      return (
        <Lines title={t('check.filesWithoutRows', { count })}>
          {[t('check.fileFacts', { path, bytes })]}
        </Lines>
      )
    }
    case 'left-over': {
      const { path, bytes } = finding
      return <Lines title={t('check.leftOver')}>{[t('check.fileFacts', { path, bytes })]}</Lines>
    }
    case 'stray-rows':
      return <Lines title={t('check.strayRows', { count: finding.count })}>{[]}</Lines>
    case 'database-damaged':
      return <Lines title={t('check.databaseDamaged')}>{[finding.reason]}</Lines>
    case 'link':
    case 'not-a-file':
    case 'closed-folder':
      return <Lines title={t(`check.odd.${finding.kind}`)}>{[finding.path]}</Lines>
  }
}

function PortraitWords({ finding }: { readonly finding: Of<'portrait'> }) {
  const t = useWords()
  const { name, why, isCurrent, isTrashed, subject, found } = finding
  const state = t(`check.why.${why}`)
  const notInUse = subject === null ? 'check.portraitLoose' : 'check.portraitFormer'
  const inUse = isCurrent ? 'check.portraitCurrent' : notInUse
  const lines = [t(isTrashed ? 'check.portraitTrashed' : inUse, { state })]
  if (found !== null) {
    const how = found.by === 'name' ? 'name' : found.where
    lines.push(t(`check.foundAt.${how}`, { path: found.path }))
  }
  return <Lines title={name === '' ? t('backup.nobody') : name}>{lines}</Lines>
}

function StrayWords({ finding }: { readonly finding: Of<'file-without-row'> }) {
  const t = useWords()
  const { path, bytes, modifiedAt, isReadable, owner, sameAs } = finding
  const lines = [t('check.fileFactsDated', { path, bytes, when: moment(modifiedAt) })]
  if (!isReadable) lines.push(t('check.strayLocked'))
  else if (sameAs !== null) lines.push(t('check.strayDouble', { name: owner?.name ?? '' }))
  else if (owner !== null) lines.push(t(`check.owner.${owner.because}`, { name: owner.name }))
  else lines.push(t('check.fileWithoutRow'))
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
