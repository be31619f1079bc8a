import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ImportForecast, ImportScan } from '../../shared/legacy-import'
import { queries } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { countList } from '../ui/counts'
import classes from './decide-step.module.css'
import { asSent, isDecided } from './decisions'
import { type ImportSession, useImportSession } from './session'

const tickingRestMs = 150

/** What these decisions would import, and whether there is room for it. */
export function ForecastLine() {
  const { scan, decisions, scanNumber } = useImportSession()
  if (scan === null || decisions === null) return null
  return <Forecast scan={scan} decisions={decisions} scanNumber={scanNumber} />
}

interface ForecastProps extends Pick<ImportSession, 'scanNumber'> {
  readonly scan: ImportScan
  readonly decisions: NonNullable<ImportSession['decisions']>
}

function Forecast({ scan, decisions, scanNumber }: ForecastProps) {
  const t = useWords()
  const [rested] = useDebouncedValue(decisions, tickingRestMs)
  const { data, error } = useQuery({
    ...queries.forecast(scanNumber, asSent(scan, rested)),
    enabled: isDecided(scan, rested),
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
