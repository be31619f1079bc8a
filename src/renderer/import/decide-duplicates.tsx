import { Radio, Stack } from '@mantine/core'
import { useWords } from '../app/i18n'
import { Question, type QuestionProps } from './question'
import { decide } from './session-actions'

const ways = ['skip', 'update', 'keep-both'] as const

/** What happens to rows that an earlier import has already imported. */
export function DecideDuplicates({ scan, decisions }: QuestionProps) {
  const t = useWords()
  return (
    <Question
      title={t('import.decide.duplicates')}
      note={[
        t('import.decide.duplicatesText', { count: scan.alreadyImported }),
        scan.removedSince > 0 && t('import.decide.removed', { count: scan.removedSince }),
      ]
        .filter(Boolean)
        .join(' ')}
    >
      <Radio.Group
        aria-label={t('import.decide.duplicates')}
        value={decisions.duplicates}
        onChange={(chosen) => {
          const duplicates = ways.find((way) => way === chosen)
          if (duplicates) decide({ ...decisions, duplicates })
        }}
      >
        <Stack gap="sm">
          {ways.map((way) => (
            <Radio key={way} value={way} label={t(`import.decide.${way}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </Question>
  )
}
