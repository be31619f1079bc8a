import { Button, Group, Stack, Text } from '@mantine/core'
import {
  type AddedPictureRow,
  type AddedPictures,
  pictureOutcomes,
} from '../../shared/add-pictures'
import { AppError } from '../../shared/errors'
import { errorSentence } from '../../shared/translate'
import { translator, useWords } from '../app/i18n'
import { openAssignFaces } from '../app/navigation'
import { ErrorNotice } from '../ui/error-notice'
import { VirtualList } from '../ui/virtual-list'
import classes from './picture-report.module.css'

interface PictureReportProps {
  readonly added: AddedPictures
  readonly onClose: () => void
}

/** What came of the pictures: how many of each kind, and by name those that need a look. */
export function PictureReport({ added, onClose }: PictureReportProps) {
  const t = useWords()
  const { rows, passedOver, leftOut, notReached, isCancelled, error } = added
  const told = [
    ...rows.filter(({ outcome }) => outcome === 'refused'),
    ...rows.filter(({ namesakes }) => namesakes !== null),
  ]
  return (
    <Stack>
      {error !== null && (
        <ErrorNotice error={new AppError(error.code, error.details)} handlers={{ retry: null }} />
      )}
      {(notReached > 0 || isCancelled) && (
        <Text>
          {t(isCancelled ? 'pictures.cancelled' : 'pictures.stopped', { count: notReached })}
        </Text>
      )}
      <dl className={classes.counts}>
        {pictureOutcomes.map((one) => {
          const count = rows.filter(({ outcome }) => outcome === one).length
          if (count === 0) return null
          return (
            <div key={one} className={classes.count}>
              <dt>{t(`pictures.outcome.${one}`)}</dt>
              <dd>{t('pictures.number', { count })}</dd>
            </div>
          )
        })}
      </dl>
      {rows.length === 0 && notReached === 0 && <Text>{t('pictures.nothing')}</Text>}
      {told.length > 0 && (
        <VirtualList
          label={t('pictures.details')}
          count={told.length}
          itemHeightPx={52}
          isLow
          item={(index) => {
            const row = told[index]
            return row === undefined ? null : <ToldRow row={row} />
          }}
        />
      )}
      {passedOver > 0 && (
        <Text size="sm" c="var(--ck-quiet)">
          {t('pictures.passedOver', { count: passedOver })}
        </Text>
      )}
      {leftOut > 0 && (
        <Text size="sm" c="var(--ck-quiet)">
          {t('pictures.leftOut', { count: leftOut })}
        </Text>
      )}
      <Group justify="flex-end">
        {rows.some(({ outcome }) => outcome === 'kept') && (
          <Button variant="default" onClick={() => openAssignFaces()}>
            {t('pictures.assign.open')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('app.close')}
        </Button>
      </Group>
    </Stack>
  )
}

function ToldRow({ row: { file, error, namesakes } }: { readonly row: AddedPictureRow }) {
  const t = useWords()
  const reason = namesakes === null ? '' : t(`pictures.namesakes.${namesakes}`)
  return (
    <div className={classes.row}>
      <bdi className={classes.file}>{file}</bdi>
      <span className={classes.reason}>
        {error === null ? reason : errorSentence(translator, error)}
      </span>
    </div>
  )
}
