import { Button, Group } from '@mantine/core'
import { IconFileDatabase, IconFolderOpen } from '@tabler/icons-react'
import { useWords } from '../i18n'
import classes from './choose-step.module.css'
import { choose } from './visit-deeds'

interface ChooseSourceProps {
  /** Something was chosen already. */
  readonly isAgain: boolean
  readonly isBusy: boolean
}

/** The ways to point at what the old app left. */
export function ChooseSource({ isAgain, isBusy }: ChooseSourceProps) {
  const t = useWords()
  return (
    <div className={classes.dropArea} data-quiet={isAgain || undefined}>
      {isAgain && <p className={classes.again}>{t('import.choose.else')}</p>}
      <Group gap="sm">
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
      </Group>
      <p className={classes.dropText}>{t('import.choose.drop')}</p>
    </div>
  )
}
