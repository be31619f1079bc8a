import { Text } from '@mantine/core'
import { IconCircleCheck, IconCircleMinus } from '@tabler/icons-react'
import {
  type CompressionPreview,
  type CompressionSettings,
  type Likeness,
  leastLikeness,
} from '../../shared/compression'
import { translator, useWords } from '../app/i18n'
import classes from './compression.module.css'

interface PreviewVerdictProps {
  readonly preview: CompressionPreview
  readonly way: CompressionSettings['way']
}

/** Whether the result would be used, why not, and what was measured. */
export function PreviewVerdict({ preview, way }: PreviewVerdictProps) {
  const t = useWords()
  const { left, likeness, widthPx, heightPx } = preview
  const isLossless = way === 'webp-lossless'
  const sameWord = isLossless ? 'compression.preview.sameLossless' : 'compression.preview.same'
  return (
    <div className={classes.verdict} role="status">
      <Text fw={500} className={classes.verdictWord} data-used={left === null || undefined}>
        {left === null ? (
          <IconCircleCheck size={20} aria-hidden />
        ) : (
          <IconCircleMinus size={20} aria-hidden />
        )}
        {left === null ? t(sameWord) : t('compression.preview.notUsed')}
      </Text>
      {left !== null && <Text>{t(`compression.preview.reason.${left}`)}</Text>}
      <Text className={classes.note}>
        {t('compression.preview.size', { width: widthPx, height: heightPx })}
        {likeness && ` · ${measured(t, likeness, isLossless)}`}
      </Text>
      {!isLossless && <Text className={classes.note}>{t('compression.preview.measureAbout')}</Text>}
    </div>
  )
}

function measured(
  t: ReturnType<typeof useWords>,
  { lumaDb, colourDb, worstBlockDb, greatestStep }: Likeness,
  isLossless: boolean,
): string {
  if (greatestStep === 0) return t('compression.preview.measureEqual')
  if (isLossless) return t('compression.preview.measureLossless', { step: greatestStep })
  const oneDigit = new Intl.NumberFormat(translator.language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  return t('compression.preview.measure', {
    luma: oneDigit.format(lumaDb),
    colour: oneDigit.format(colourDb),
    worst: oneDigit.format(worstBlockDb),
    leastLuma: leastLikeness.lumaDb,
    leastColour: leastLikeness.colourDb,
    leastWorst: leastLikeness.worstBlockDb,
  })
}
