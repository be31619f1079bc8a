import { Button, Checkbox } from '@mantine/core'
import { useCallback, useState } from 'react'
import type { Finding } from '../../shared/integrity'
import { useWords } from '../app/i18n'
import { VirtualList } from '../ui/virtual-list'
import { type Outcome, repairFindings, useOutcomes, useRepairing } from './check'
import { IntegrityFinding } from './integrity-finding'
import classes from './integrity-screen.module.css'
import { bulkActions, keyOf, type PlannedRepair, planRepair } from './planned-repairs'

const usualHeightPx = 84

interface FindingListProps {
  readonly findings: readonly Finding[]
  readonly checkedAt: string
  readonly scroller: HTMLElement
}

/** Every finding, and what can be done about many at once. */
export function FindingList({ findings, checkedAt, scroller }: FindingListProps) {
  const t = useWords()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const outcomes = useOutcomes()
  const isOpen = (finding: Finding) => !isDone(outcomes.get(keyOf(finding)))
  const choosable = findings.filter((finding) => canChoose(finding) && isOpen(finding))
  const picked = choosable.filter((finding) => chosen.has(keyOf(finding)))
  const choose = (key: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(key)
    else next.delete(key)
    setChosen(next)
  }
  const keyAt = useCallback((index: number) => keyAtIn(findings, index), [findings])
  return (
    <>
      {choosable.length > 1 && (
        <div className={classes.many}>
          <Checkbox
            label={
              picked.length === 0
                ? t('integrity.chooseAll', { count: choosable.length })
                : t('integrity.chosen', { count: picked.length })
            }
            checked={picked.length > 0 && picked.length === choosable.length}
            indeterminate={picked.length > 0 && picked.length < choosable.length}
            onChange={(event) =>
              setChosen(new Set(event.currentTarget.checked ? choosable.map(keyOf) : []))
            }
          />
          <BulkActions picked={picked} />
        </div>
      )}
      <VirtualList
        label={t('integrity.findings')}
        count={findings.length}
        itemHeightPx={usualHeightPx}
        scroller={scroller}
        classNames={{ list: classes.findings }}
        keyAt={keyAt}
        item={(index) => {
          const finding = findings[index]
          if (finding === undefined) return null
          const key = keyOf(finding)
          return (
            <IntegrityFinding
              finding={finding}
              checkedAt={checkedAt}
              isChosen={canChoose(finding) ? chosen.has(key) : null}
              onChoose={(isChosen) => choose(key, isChosen)}
            />
          )
        }}
      />
    </>
  )
}

function keyAtIn(findings: readonly Finding[], index: number): string | number {
  const finding = findings[index]
  return finding === undefined ? index : keyOf(finding)
}

function isDone(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && 'done' in outcome
}

function canChoose(finding: Finding): boolean {
  return bulkActions.some((action) => planRepair(finding, action) !== null)
}

function BulkActions({ picked }: { readonly picked: readonly Finding[] }) {
  const t = useWords()
  const isBusy = useRepairing().phase === 'running'
  return (
    <div className={classes.actions}>
      {bulkActions.map((action) => {
        const deals = picked
          .map((finding) => planRepair(finding, action))
          .filter((one): one is PlannedRepair => one !== null)
        if (deals.length === 0) return null
        return (
          <Button
            key={action}
            size="xs"
            variant="default"
            disabled={isBusy}
            onClick={() => void repairFindings(deals)}
          >
            {t(`integrity.many.${action}`, { count: deals.length })}
          </Button>
        )
      })}
    </div>
  )
}
