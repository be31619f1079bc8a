import { Alert } from '@mantine/core'
import type { ImportUndone } from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { countList } from '../ui/counts'
import { VirtualList } from '../ui/virtual-list'

/** What an undo took back, and what it left because it was edited since. */
export function UndoneNotice({ undone }: { readonly undone: ImportUndone }) {
  const t = useWords()
  const list = countList(undone)
  const { kept } = undone
  return (
    <Alert my="md" role="status">
      {list === '' ? t('import.report.tookBackNothing') : t('import.report.tookBack', { list })}
      {kept.length > 0 && (
        <>
          {' '}
          {t('import.report.kept', { count: kept.length })}
          <VirtualList
            label={t('import.report.kept', { count: kept.length })}
            count={kept.length}
            itemHeightPx={28}
            item={(at) => <span dir="auto">{kept[at]?.name}</span>}
          />
        </>
      )}
    </Alert>
  )
}
