import { Modal, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import classes from './compare-dialog.module.css'
import { ComparePane } from './compare-pane'
import { middle, type Point, panBy } from './pan'

/** How far an arrow key moves both pictures, as a share of each. */
const step = 0.04
const steps: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
}

interface CompareDialogProps {
  readonly ids: readonly [number, number]
  readonly onClose: () => void
}

/** Two portraits side by side, pixel for pixel, moved together. */
export function CompareDialog({ ids, onClose }: CompareDialogProps) {
  const t = useWords()
  const [isWhole, setWhole] = useState(false)
  const [point, setPoint] = useState<Point>(middle)
  const sides = [useQuery(queries.portrait(ids[0])), useQuery(queries.portrait(ids[1]))]
  const error = sides.find((side) => side.error)?.error
  const press = (event: KeyboardEvent) => {
    const by = steps[event.key]
    const isChoice = event.target instanceof HTMLInputElement
    if (by === undefined || isWhole || isChoice) return
    event.preventDefault()
    setPoint((known) => panBy(known, by))
  }
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title={t('gallery.compareTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      classNames={{ content: classes.content, body: classes.body, header: classes.header }}
      onKeyDown={press}
    >
      <div className={classes.bar}>
        <SegmentedControl
          size="sm"
          aria-label={t('gallery.scale')}
          value={isWhole ? 'whole' : 'full'}
          onChange={(chosen) => setWhole(chosen === 'whole')}
          data={[
            { value: 'full', label: t('gallery.fullSize') },
            { value: 'whole', label: t('gallery.wholePicture') },
          ]}
        />
        {!isWhole && <span className={classes.hint}>{t('gallery.panHint')}</span>}
      </div>
      {error != null && <ErrorNotice error={error} />}
      <div className={classes.sides}>
        {sides.map(
          ({ data }, side) =>
            data && (
              <ComparePane
                key={ids[side]}
                card={data.card}
                isWhole={isWhole}
                point={point}
                onPoint={setPoint}
              />
            ),
        )}
      </div>
    </Modal>
  )
}
