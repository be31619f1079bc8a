import { Stack, Text } from '@mantine/core'
import type { BackupMade } from '../../shared/backup'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { ResultFooter } from '../tasks/result-footer'
import { countList } from '../ui/counts'
import { DamagedPortraits } from '../ui/damaged-portraits'
import { Fact, Facts } from '../ui/facts'
import { PathText } from '../ui/path-text'

interface BackUpResultProps {
  readonly made: BackupMade
  readonly onClose: () => void
}

/** Where the backup is and what was looked at before it was called one. */
export function BackUpResult({ made, onClose }: BackUpResultProps) {
  const t = useWords()
  const { summary, proof, path, warnings } = made
  return (
    <Stack gap="md">
      <Text role="status">
        {proof
          ? t('backup.verified', { count: proof.entries, bytes: proof.bytes })
          : t('backup.notVerified')}{' '}
        {proof && proof.portraits > 0 && t('backup.verifiedPortraits', { count: proof.portraits })}
      </Text>
      <Facts>
        <Fact name={t('backup.plan.holds')}>{countList(summary.counts)}</Fact>
        <Fact name={t('backup.plan.size')}>{t('backup.bytes', { bytes: summary.bytes })}</Fact>
        <Fact name={t('backup.where')}>
          <PathText path={path} />
        </Fact>
      </Facts>
      <DamagedPortraits
        sentence={t('backup.harmed', { count: warnings.length })}
        portraits={warnings}
      />
      <ResultFooter
        onShow={() => void attempt(() => request('backup:show', { what: 'backup' }))}
        onClose={onClose}
      />
    </Stack>
  )
}
