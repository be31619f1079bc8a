import { Button } from '@mantine/core'
import { IconFileDatabase, IconFolderOpen } from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import { DropFrame } from '../ui/drop-frame'
import { choose } from './session-actions'

interface ChooseSourceProps {
  /** Something was chosen already. */
  readonly isAgain: boolean
  readonly isBusy: boolean
}

/** The ways to point at what the old app left. */
export function ChooseSource({ isAgain, isBusy }: ChooseSourceProps) {
  const t = useWords()
  return (
    <DropFrame
      text={t('import.choose.drop')}
      title={isAgain ? t('import.choose.else') : undefined}
      isQuiet={isAgain}
    >
      <Button
        variant={isAgain ? 'default' : 'filled'}
        leftSection={<IconFolderOpen size={19} aria-hidden />}
        disabled={isBusy}
        onClick={() => void choose('folder')}
      >
        {t('import.choose.folder')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFileDatabase size={19} aria-hidden />}
        disabled={isBusy}
        onClick={() => void choose('file')}
      >
        {t('import.choose.file')}
      </Button>
    </DropFrame>
  )
}
