import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { IconTrashX } from '@tabler/icons-react'
import type { TrashEntry } from '../../shared/trash'
import { useWords } from '../app/i18n'
import { HoverTooltip } from '../ui/tooltip'
import { TrashFace } from './trash-face'
import classes from './trash-tab.module.css'
import { backWith, belongsTo, kindOf, nameOf, stayOf } from './trash-words'

interface TrashRowProps {
  readonly entry: TrashEntry
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
  readonly onRestore: () => void
  readonly onRemove: () => void
}

/** One thing in the trash: what it is, what comes back with it, how long it stays, and the ways out. */
export function TrashRow({ entry, isChosen, onChoose, onRestore, onRemove }: TrashRowProps) {
  const t = useWords()
  const name = nameOf(entry)
  const also = belongsTo(entry)
  return (
    <div className={classes.row} data-chosen={isChosen || undefined}>
      <Checkbox
        aria-label={t('trash.choose', { name })}
        checked={isChosen}
        onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
      />
      <TrashFace entry={entry} />
      <div className={classes.words}>
        <div className={classes.name}>
          <bdi>{name}</bdi>
          <span className={classes.kind}>{kindOf(entry)}</span>
        </div>
        <div className={classes.facts}>{backWith(entry)}</div>
        {also && <div className={classes.facts}>{also}</div>}
      </div>
      <div className={classes.stay}>
        {stayOf(entry).map((sentence) => (
          <span key={sentence}>{sentence}</span>
        ))}
      </div>
      <div className={classes.actions}>
        <Button
          size="xs"
          variant="default"
          aria-label={t('trash.restoreNamed', { name })}
          onClick={onRestore}
        >
          {t('trash.restore')}
        </Button>
        <HoverTooltip label={t('trash.remove')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label={t('trash.removeNamed', { name })}
            onClick={onRemove}
          >
            <IconTrashX size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </HoverTooltip>
      </div>
    </div>
  )
}
