import { Alert, Stack, Text } from '@mantine/core'
import type { Exported } from '../../shared/export'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { ResultFooter } from '../tasks/result-footer'
import { countList } from '../ui/counts'
import { Fact, Facts } from '../ui/facts'
import { PathText } from '../ui/path-text'
import { VirtualList } from '../ui/virtual-list'

interface ExportResultProps {
  readonly exported: Exported
  readonly onClose: () => void
}

/** Where the exported cast is, and whose portrait is not in it. */
export function ExportResult({ exported, onClose }: ExportResultProps) {
  const t = useWords()
  const { path, characters, portraits, withoutPortrait, encodedAnew } = exported
  return (
    <Stack gap="md">
      <Text role="status">{t(characters === 0 ? 'export.doneTitlePortraits' : 'export.done')}</Text>
      <Facts>
        <Fact name={t('backup.plan.holds')}>{countList({ characters, portraits })}</Fact>
        <Fact name={t('backup.where')}>
          <PathText path={path} />
        </Fact>
      </Facts>
      <NamedNote
        text={t(characters === 0 ? 'export.portraitsMissing' : 'export.withoutPortrait', {
          count: withoutPortrait.length,
        })}
        names={withoutPortrait}
      />
      <NamedNote text={t('export.reencoded', { count: encodedAnew.length })} names={encodedAnew} />
      <ResultFooter
        onShow={() => void attempt(() => request('backup:show', { what: 'export' }))}
        onClose={onClose}
      />
    </Stack>
  )
}

function NamedNote({ text, names }: { readonly text: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <Alert role="note">
      {text}
      <VirtualList
        label={text}
        count={names.length}
        itemHeightPx={30}
        item={(at) => <bdi>{names[at]}</bdi>}
      />
    </Alert>
  )
}
