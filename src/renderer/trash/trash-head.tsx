import { Anchor, Button, Chip, Group, Text } from '@mantine/core'
import { type TrashKind, type TrashSummary, trashKinds } from '../../shared/trash'
import { useWords } from '../app/i18n'
import { openSettings } from '../app/navigation'
import { usePreferences } from '../app/preferences'
import classes from './trash-tab.module.css'
import { countParts, dayOf, kindList } from './trash-words'

interface TrashHeadProps {
  readonly summary: TrashSummary
  readonly kind: TrashKind | 'all'
  readonly onKind: (kind: TrashKind | 'all') => void
  readonly onEmpty: () => void
  readonly chosenCount: number
  readonly onChooseAll: () => void
  readonly onChooseNone: () => void
  readonly onRestore: () => void
  readonly onRemove: () => void
}

/** How much is in the trash, what leaves next, which of it is shown, and what is done with the chosen. */
export function TrashHead(props: TrashHeadProps) {
  const { summary, kind, onKind, onEmpty, chosenCount } = props
  const t = useWords()
  return (
    <div className={classes.head}>
      <div className={classes.headLine}>
        <div className={classes.sum}>
          <Text>
            {t('trash.holds', { list: countParts(summary.holds), bytes: summary.holds.bytes })}
          </Text>
          <Leaving summary={summary} />
        </div>
        <Button size="sm" variant="default" onClick={onEmpty}>
          {t('trash.emptyAll')}
        </Button>
      </div>
      <div className={classes.headLine}>
        <Kinds entries={summary.entries} kind={kind} onKind={onKind} />
        {chosenCount === 0 ? (
          <Button size="xs" variant="subtle" color="gray" onClick={props.onChooseAll}>
            {t('trash.chooseAll')}
          </Button>
        ) : (
          <Group gap="xs">
            <Text size="sm" role="status">
              {t('trash.chosen', { count: chosenCount })}
            </Text>
            <Button size="xs" variant="subtle" color="gray" onClick={props.onChooseNone}>
              {t('trash.chooseNone')}
            </Button>
            <Button size="xs" variant="default" onClick={props.onRemove}>
              {t('trash.remove')}
            </Button>
            <Button size="xs" onClick={props.onRestore}>
              {t('trash.restore')}
            </Button>
          </Group>
        )}
      </div>
    </div>
  )
}

function Leaving({ summary: { next } }: Pick<TrashHeadProps, 'summary'>) {
  const t = useWords()
  const [{ trashDays }] = usePreferences()
  const rule = trashDays === null ? t('trash.never') : t('trash.after', { count: trashDays })
  const count = next === null ? 0 : trashKinds.reduce((sum, one) => sum + next.entries[one], 0)
  const leaving =
    next === null
      ? ''
      : t('trash.leavesOn', { count, list: kindList(next.entries), day: dayOf(next.at) })
  return (
    <Text size="sm" c="var(--ck-quiet)">
      {[leaving, rule].filter(Boolean).join(' ')}{' '}
      <Anchor component="button" type="button" size="sm" onClick={openSettings}>
        {t('trash.change')}
      </Anchor>
    </Text>
  )
}

interface KindsProps {
  readonly entries: TrashSummary['entries']
  readonly kind: TrashKind | 'all'
  readonly onKind: (kind: TrashKind | 'all') => void
}

function Kinds({ entries, kind, onKind }: KindsProps) {
  const t = useWords()
  const kinds = ['all', ...trashKinds] as const
  const countOf = (one: (typeof kinds)[number]) =>
    one === 'all' ? trashKinds.reduce((sum, each) => sum + entries[each], 0) : entries[one]
  return (
    <Chip.Group
      value={kind}
      onChange={(value) => onKind(kinds.find((one) => one === value) ?? 'all')}
    >
      <Group gap={8} role="radiogroup" aria-label={t('trash.filter')}>
        {kinds.map((one) => (
          <Chip key={one} value={one} size="xs" variant="outline">
            {t('import.scan.chip', { label: t(`trash.show.${one}`), count: countOf(one) })}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  )
}
