import { Slider } from '@mantine/core'
import { greatestCardWidthPx, leastCardWidthPx } from '../../shared/preferences'
import { useWords } from '../app/i18n'
import { HoverTooltip } from '../ui/tooltip'
import { useCardSize } from './card-size'
import classes from './size-slider.module.css'

const stepPx = 4

/** Smaller cards, or larger ones; on every wall. */
export function SizeSlider() {
  const t = useWords()
  const { widthPx, resize, keep } = useCardSize()
  return (
    <HoverTooltip label={t('wall.size')}>
      <div className={classes.slider}>
        <Slider
          size="sm"
          label={null}
          thumbLabel={t('wall.size')}
          min={leastCardWidthPx}
          max={greatestCardWidthPx}
          step={stepPx}
          value={widthPx}
          onChange={resize}
          onChangeEnd={keep}
        />
      </div>
    </HoverTooltip>
  )
}
