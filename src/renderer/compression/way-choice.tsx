import { Group, SegmentedControl, Slider, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { greatestQuality, leastQuality, type StorageWay } from '../../shared/compression'
import { useWords } from '../app/i18n'
import classes from './compression.module.css'

interface WayChoiceProps<Way extends StorageWay> {
  readonly label: string
  readonly ways: readonly Way[]
  readonly way: Way
  readonly quality: number
  readonly onWay: (way: Way) => void
  readonly onQuality: (quality: number) => void
}

/** How pictures are stored, and at which quality where that counts. */
export function WayChoice<Way extends StorageWay>(props: WayChoiceProps<Way>) {
  const { label, ways, way, quality, onWay, onQuality } = props
  const t = useWords()
  const labelId = useId()
  const current: StorageWay = way
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <div className={classes.lineText}>
          <div id={labelId} className={classes.lineTitle}>
            {label}
          </div>
          <div className={classes.note}>{t(`compression.wayNotes.${current}`)}</div>
        </div>
        <SegmentedControl
          aria-labelledby={labelId}
          value={way}
          onChange={onWay}
          data={ways.map((value) => ({ value, label: nameOf(t, value) }))}
        />
      </Group>
      {way === 'webp' && (
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <Text className={classes.lineTitle}>{t('compression.qualityOf', { quality })}</Text>
          <Slider
            className={classes.slider}
            thumbLabel={t('compression.quality')}
            label={null}
            min={leastQuality}
            max={greatestQuality}
            step={1}
            // A quality chosen elsewhere remounts the slider.
            key={quality}
            defaultValue={quality}
            onChangeEnd={onQuality}
          />
        </Group>
      )}
    </Stack>
  )
}

const nameOf = (t: ReturnType<typeof useWords>, way: StorageWay) => t(`compression.ways.${way}`)
