import { Alert, Stack, Text } from '@mantine/core'
import type { Exported } from '../../shared/export'
import { request } from '../api'
import { countList } from '../components/counts'
import { Fact, Facts } from '../components/facts'
import { LongList } from '../components/long-list'
import { PathText } from '../components/path-text'
import { ResultFoot } from '../components/result-foot'
import { useWords } from '../i18n'
import { attempt } from '../portrait/deeds'

interface ExportResultProps {
  readonly exported: Exported
  readonly onClose: () => void
}

/** Where the cast is now, and whose portrait could not come along. */
export function ExportResult({ exported, onClose }: ExportResultProps) {
  const t = useWords()
  const { path, characters, portraits, withoutPortrait } = exported
  const lost = t('export.withoutPortrait', { count: withoutPortrait.length })
  return (
    <Stack gap="md">
      <Text role="status">{t('export.done')}</Text>
      <Facts>
        <Fact name={t('backup.plan.holds')}>{countList({ characters, portraits })}</Fact>
        <Fact name={t('backup.where')}>
          <PathText path={path} />
        </Fact>
      </Facts>
      {withoutPortrait.length > 0 && (
        <Alert role="note">
          {lost}
          <LongList
            label={lost}
            count={withoutPortrait.length}
            lineHeightPx={30}
            line={(at) => <bdi>{withoutPortrait[at]}</bdi>}
          />
        </Alert>
      )}
      <ResultFoot
        onShow={() => void attempt(() => request('backup:show', { what: 'export' }))}
        onClose={onClose}
      />
    </Stack>
  )
}
