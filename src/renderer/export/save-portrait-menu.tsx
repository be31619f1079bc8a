import { Menu } from '@mantine/core'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { exportFormats } from '../../shared/export'
import { useWords } from '../app/i18n'
import { savePortrait } from './export-cast'

interface SavePortraitMenuProps {
  readonly name: string
  readonly portraitId: number
}

/** The part of a portrait's menu that saves it, in the format it has or in another. */
export function SavePortraitMenu({ name, portraitId }: SavePortraitMenuProps) {
  const t = useWords()
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconDeviceFloppy size={18} stroke={1.6} aria-hidden />}>
          {t('export.savePortrait')}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {exportFormats.map((format) => (
          <Menu.Item key={format} onClick={() => void savePortrait(name, portraitId, format)}>
            {t(`export.saveAs.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  )
}
