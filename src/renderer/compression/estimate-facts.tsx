import type { CompressionEstimate } from '../../shared/compression'
import { useWords } from '../app/i18n'
import { Fact, Facts } from '../ui/facts'
import { LeftList } from './left-list'

/** What compressing the library would come to. */
export function EstimateFacts({ estimate }: { readonly estimate: CompressionEstimate }) {
  const t = useWords()
  const { portraits, bytes, savedBytes, neededBytes, durationMs, sampled, left } = estimate
  const percent = bytes === 0 ? 0 : Math.round((100 * savedBytes) / bytes)
  return (
    <>
      <Facts>
        <Fact name={t('compression.portraits')}>
          {t('compression.portraitsValue', { count: portraits, bytes })}
        </Fact>
        <Fact name={t('compression.saving')}>
          {percent === 0
            ? t('compression.savingNone')
            : t('compression.savingValue', { bytes: savedBytes, percent })}
        </Fact>
        <Fact name={t('compression.room')}>
          {t('compression.roomValue', { bytes: neededBytes })}
        </Fact>
        <Fact name={t('compression.time')}>{timeFor(t, durationMs)}</Fact>
        <Fact name={t('compression.sampleOf')}>
          {t('compression.sampleValue', { count: sampled })}
        </Fact>
      </Facts>
      <LeftList left={left} />
    </>
  )
}

const minuteMs = 60_000

function timeFor(t: ReturnType<typeof useWords>, milliseconds: number): string {
  const minutes = Math.round(milliseconds / minuteMs)
  if (minutes < 1) return t('compression.timeSeconds')
  if (minutes < 90) return t('compression.timeMinutes', { count: minutes })
  return t('compression.timeHours', { count: Math.round(minutes / 60) })
}
