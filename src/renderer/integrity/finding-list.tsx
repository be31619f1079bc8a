import { Button, Checkbox } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import type { HealthFinding } from '../../shared/health'
import { useWords } from '../app/i18n'
import { useGridPlace } from '../wall/use-grid-place'
import { deal, type Outcome, useOutcomes, useRepairing } from './check'
import { CheckFinding } from './integrity-finding'
import classes from './integrity-screen.module.css'
import { type Deal, dealOf, keyOf, manyActions } from './planned-repairs'

const usualHeightPx = 84
const linesBeyondSight = 6

interface FindingListProps {
  readonly findings: readonly HealthFinding[]
  readonly checkedAt: string
  readonly scroller: HTMLElement
}

/** Every finding, of which only those in sight are drawn, and what can be done about many at once. */
export function FindingList({ findings, checkedAt, scroller }: FindingListProps) {
  const t = useWords()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const outcomes = useOutcomes()
  const isOpen = (finding: HealthFinding) => !isDone(outcomes.get(keyOf(finding)))
  const choosable = findings.filter((finding) => canChoose(finding) && isOpen(finding))
  const picked = choosable.filter((finding) => chosen.has(keyOf(finding)))
  const choose = (key: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(key)
    else next.delete(key)
    setChosen(next)
  }
  const list = useRef<HTMLUListElement>(null)
  const { topPx } = useGridPlace(scroller, list)
  const virtualizer = useVirtualizer({
    count: findings.length,
    getScrollElement: () => scroller,
    estimateSize: () => usualHeightPx,
    overscan: linesBeyondSight,
    scrollMargin: topPx,
  })
  return (
    <>
      {choosable.length > 1 && (
        <div className={classes.many}>
          <Checkbox
            label={
              picked.length === 0
                ? t('check.chooseAll', { count: choosable.length })
                : t('check.chosen', { count: picked.length })
            }
            checked={picked.length > 0 && picked.length === choosable.length}
            indeterminate={picked.length > 0 && picked.length < choosable.length}
            onChange={(event) =>
              setChosen(new Set(event.currentTarget.checked ? choosable.map(keyOf) : []))
            }
          />
          <ManyDeeds picked={picked} />
        </div>
      )}
      <ul
        ref={list}
        className={classes.findings}
        aria-label={t('check.findings')}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const finding = findings[index]
          if (finding === undefined) return null
          const key = keyOf(finding)
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={findings.length}
              className={classes.line}
              style={{ transform: `translateY(${start - topPx}px)` }}
            >
              <CheckFinding
                finding={finding}
                checkedAt={checkedAt}
                isChosen={canChoose(finding) ? chosen.has(key) : null}
                onChoose={(isChosen) => choose(key, isChosen)}
              />
            </li>
          )
        })}
      </ul>
    </>
  )
}

function isDone(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && 'done' in outcome
}

function canChoose(finding: HealthFinding): boolean {
  return manyActions.some((action) => dealOf(finding, action) !== null)
}

function ManyDeeds({ picked }: { readonly picked: readonly HealthFinding[] }) {
  const t = useWords()
  const isBusy = useRepairing().phase === 'running'
  return (
    <div className={classes.actions}>
      {manyActions.map((action) => {
        const deals = picked
          .map((finding) => dealOf(finding, action))
          .filter((one): one is Deal => one !== null)
        if (deals.length === 0) return null
        return (
          <Button
            key={action}
            size="xs"
            variant="default"
            disabled={isBusy}
            onClick={() => void deal(deals)}
          >
            {t(`check.many.${action}`, { count: deals.length })}
          </Button>
        )
      })}
    </div>
  )
}
