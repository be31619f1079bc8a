import { ActionIcon, Kbd, Menu } from '@mantine/core'
import {
  IconCopy,
  IconLibraryPhoto,
  IconMoodSmile,
  IconPhotoEdit,
  IconPhotoSpark,
  IconPhotoUp,
  IconRefresh,
  IconTrash,
  IconUserCircle,
  IconWorldDownload,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../app/i18n'
import { copyPortrait } from '../export/export-cast'
import { SavePortraitMenu } from '../export/save-portrait-menu'
import { openGenerate } from '../generate/draft'
import { faceOf } from '../players/players-store'
import { ShowItems } from '../players/show-items'
import { HoverTooltip } from '../ui/tooltip'
import { makeCurrent, type NamedSubject, trashPortrait } from './actions'
import { subjectMark } from './current-subject'
import { LinkDialog } from './link-dialog'
import { portraitLink } from './links'
import { LookForNewer } from './look-for-newer'
import { pickFile } from './own-picture'
import { PortraitHistory } from './portrait-history'
import { useSubject } from './use-subject'

/** The menu of a portrait's actions. */
export function PortraitActions({ subject, name }: NamedSubject) {
  const t = useWords()
  const [isHistoryOpen, setHistoryOpen] = useState(false)
  const portraitId = useSubject(subject)?.portrait?.id ?? null
  const [askingFor, setAskingFor] = useState<'address' | 'newer' | null>(null)
  const { data: link } = useQuery({
    ...portraitLink(portraitId ?? 0),
    enabled: portraitId !== null,
  })
  const named = { subject, name }
  const label = t('portrait.menu', { name })
  const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const
  return (
    <>
      <Menu>
        <Menu.Target>
          <HoverTooltip label={label}>
            <ActionIcon variant="default" size={36} aria-label={label} {...subjectMark(subject)}>
              <IconPhotoEdit size={20} stroke={1.6} aria-hidden />
            </ActionIcon>
          </HoverTooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhotoSpark {...icon} />}
            rightSection={<Kbd size="xs">G</Kbd>}
            onClick={() => openGenerate(subject)}
          >
            {t('portrait.generate')}
          </Menu.Item>
          {subject.kind === 'campaign' && <ShowItems faces={[faceOf(subject, portraitId)]} />}
          <Menu.Item
            leftSection={<IconMoodSmile {...icon} />}
            onClick={() => openGenerate(subject, { provider: 'avatar' })}
          >
            {t('portrait.drawAvatar')}
          </Menu.Item>
          <Menu.Item leftSection={<IconPhotoUp {...icon} />} onClick={() => void pickFile(named)}>
            {t('portrait.chooseFile')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconWorldDownload {...icon} />}
            onClick={() => setAskingFor('address')}
          >
            {t('links.open')}
          </Menu.Item>
          {link && (
            <Menu.Item
              leftSection={<IconRefresh {...icon} />}
              onClick={() => setAskingFor('newer')}
            >
              {t('links.findUpdate')}
            </Menu.Item>
          )}
          {subject.kind === 'campaign' && (
            <Menu.Item
              leftSection={<IconLibraryPhoto {...icon} />}
              onClick={() => setHistoryOpen(true)}
            >
              {t('portrait.showAll')}
            </Menu.Item>
          )}
          {portraitId !== null && (
            <>
              <Menu.Divider />
              <SavePortraitMenu name={name} portraitId={portraitId} />
              <Menu.Item
                leftSection={<IconCopy {...icon} />}
                onClick={() => void copyPortrait(name, portraitId)}
              >
                {t('export.copyPortrait')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconUserCircle {...icon} />}
                onClick={() => void makeCurrent(named, null)}
              >
                {t('portrait.showAvatar')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconTrash {...icon} />}
                onClick={() => void trashPortrait(named, portraitId)}
              >
                {t('portrait.trash')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {askingFor === 'address' && <LinkDialog {...named} onClose={() => setAskingFor(null)} />}
      {askingFor === 'newer' && link && (
        <LookForNewer {...named} link={link} onClose={() => setAskingFor(null)} />
      )}
      <PortraitHistory {...named} isOpen={isHistoryOpen} onClose={() => setHistoryOpen(false)} />
    </>
  )
}
