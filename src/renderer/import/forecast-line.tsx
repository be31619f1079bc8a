import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ImportForecast, ImportScan } from '../../shared/legacy-import'
import { queries } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { countList } from '../ui/counts'
import classes from './decide-step.module.css'
import { asSent, isDecided } from './decisions'
import { useVisit, type Visit } from './session'

const tickingRestMs = 150

/** What these decisions would bring over, and whether there is room for it. */
export function ForecastLine() {
  const { look, decisions, lookNumber } = useVisit()
  if (look === null || decisions === null) return null
  return <Forecast look={look} decisions={decisions} lookNumber={lookNumber} />
}

interface ForecastProps extends Pick<Visit, 'lookNumber'> {
  readonly look: ImportScan
  readonly decisions: NonNullable<Visit['decisions']>
}

function Forecast({ look, decisions, lookNumber }: ForecastProps) {
  const t = useWords()
  const [rested] = useDebouncedValue(decisions, tickingRestMs)
  const { data, error } = useQuery({
    ...queries.forecast(lookNumber, asSent(look, rested)),
    enabled: isDecided(look, rested),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={classes.forecast} role="status">
      {error ? sentenceOf(error) : data ? <Sum forecast={data} /> : t('import.decide.forecasting')}
    </div>
  )
}

function Sum({ forecast }: { readonly forecast: ImportForecast }) {
  const t = useWords()
  const { bytes, freeBytes, duplicates } = forecast
  const list = countList(forecast)
  const room = freeBytes === null ? '' : t('import.decide.free', { bytes: freeBytes })
  const notes = [
    room,
    duplicates > 0 ? t('import.decide.forecastDuplicates', { count: duplicates }) : '',
  ]
  if (freeBytes !== null && freeBytes < bytes)
    return (
      <span className={classes.tooLittle}>
        {t('import.decide.tooLittle', { bytes: freeBytes })}
      </span>
    )
  return (
    <>
      <div className={classes.sum}>
        {list === ''
          ? t('import.decide.forecastNothing')
          : t('import.decide.forecast', { list, bytes })}
      </div>
      <div className={classes.sumNotes}>{notes.filter((note) => note !== '').join(' · ')}</div>
    </>
  )
}
