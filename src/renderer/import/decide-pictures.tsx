import { Checkbox, Stack } from '@mantine/core'
import { listNames } from '../../shared/isolate'
import { translator, useWords } from '../app/i18n'
import { Question, type QuestionProps } from './question'
import { decide } from './session-actions'

/** What is to be done about pictures that are not simply there; nothing is asked of a host unbidden. */
export function DecidePictures({ scan, decisions }: QuestionProps) {
  const t = useWords()
  const hosts = listNames(scan.hosts, translator.language)
  const offered = scan.offeredFiles
  const looseFiles = scan.looseFiles.length
  if (scan.hosts.length === 0 && offered === 0 && looseFiles === 0) return null
  return (
    <Question title={t('import.decide.pictures')}>
      <Stack gap="md">
        {scan.hosts.length > 0 && (
          <Checkbox
            label={t('import.decide.online')}
            description={t('import.decide.onlineHosts', { hosts })}
            checked={decisions.online}
            onChange={({ currentTarget }) =>
              decide({ ...decisions, online: currentTarget.checked })
            }
          />
        )}
        {offered > 0 && (
          <Checkbox
            label={t('import.decide.offered')}
            description={t('import.decide.offeredNote', { count: offered })}
            checked={decisions.takeOfferedFiles}
            onChange={({ currentTarget }) =>
              decide({ ...decisions, takeOfferedFiles: currentTarget.checked })
            }
          />
        )}
        {looseFiles > 0 && (
          <Checkbox
            label={t('import.decide.unassigned')}
            description={t('import.decide.unassignedNote', { count: looseFiles })}
            checked={decisions.takeLooseFiles}
            onChange={({ currentTarget }) =>
              decide({ ...decisions, takeLooseFiles: currentTarget.checked })
            }
          />
        )}
      </Stack>
    </Question>
  )
}
