import { Alert } from '@mantine/core'
import type { ImportScan } from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { VirtualList } from '../ui/virtual-list'
import classes from './scan-step.module.css'

type Facts = Pick<ImportScan, 'looseFiles' | 'damagedFiles' | 'refused' | 'unreadable'>

const ourTables = ['users', 'campaigns', 'characters', 'messages'] as const

type Noted = Facts & Pick<ImportScan, 'isPartial' | 'passedOver' | 'source'>

/**
 * Everything beside the rows: what could not be read, was skipped or refused, and files that no row names.
 */
export function ScanNotes({ scan }: { readonly scan: Noted }) {
  const t = useWords()
  const { passedOver } = scan
  const { leftOut = 0 } = scan.source
  return (
    <>
      {scan.isPartial && (
        <Alert mb="md" role="note">
          {t('import.scan.partial')}
        </Alert>
      )}
      {passedOver > 0 && (
        <p className={classes.note}>{t('import.scan.passedOver', { count: passedOver })}</p>
      )}
      {leftOut > 0 && (
        <p className={classes.note}>{t('import.scan.leftOut', { count: leftOut })}</p>
      )}
      <FactLists {...scan} />
    </>
  )
}

/** The lists that a look and a report have in common, folded together until they are wanted. */
export function FactLists({ looseFiles, damagedFiles, refused, unreadable }: Facts) {
  const t = useWords()
  const unread = unreadable.map(({ table, what }) => {
    const ours = ourTables.find((known) => known === table)
    const name = ours === undefined ? table : t(`import.scan.tables.${ours}`)
    return t('import.scan.unreadable', { table: name, what })
  })
  return (
    <div className={classes.lists}>
      <Folded title={t('import.scan.partialList')} lines={unread} />
      <Folded
        title={t('import.scan.unassigned', { count: looseFiles.length })}
        lines={looseFiles}
      />
      <Folded
        title={t('import.scan.damaged', { count: damagedFiles.length })}
        lines={damagedFiles}
      />
      <Folded title={t('import.scan.refused', { count: refused.length })} lines={refused} />
    </div>
  )
}

function Folded({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <details>
      <summary className={classes.foldedTitle}>{title}</summary>
      <VirtualList
        label={title}
        count={lines.length}
        itemHeightPx={26}
        item={(at) => <span className={classes.line}>{lines[at]}</span>}
      />
    </details>
  )
}
