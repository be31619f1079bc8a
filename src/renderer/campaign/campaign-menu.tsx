import { ActionIcon, Menu } from '@mantine/core'
import {
  IconCopy,
  IconDots,
  IconFileExport,
  IconListLetters,
  IconPencil,
  IconTags,
  IconTrash,
} from '@tabler/icons-react'
import type { Campaign } from '../../shared/campaign'
import { useWords } from '../app/i18n'
import { openDialog, openWordLists } from '../app/navigation'
import { openExport } from '../export/export-cast'
import { duplicateCampaign, trashCampaign } from './campaign-actions'

/** The field of the name in the header, which “Rename” leads to. */
export const campaignNameId = 'campaign-name'

/** What can be done with the campaign as a whole. */
export function CampaignMenu({ campaign }: { campaign: Campaign }) {
  const t = useWords()
  const { id, name } = campaign

  const rename = () => {
    const field = document.getElementById(campaignNameId)
    if (field instanceof HTMLTextAreaElement) field.select()
  }
  return (
    <Menu returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('campaign.menu', { name })}
        >
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {/* After the menu has closed, or its focus trap would take the focus back. */}
        <Menu.Item
          leftSection={<IconPencil size={18} aria-hidden />}
          onClick={() => setTimeout(rename)}
        >
          {t('campaign.rename')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={18} aria-hidden />}
          onClick={() => void duplicateCampaign(campaign)}
        >
          {t('campaign.duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconListLetters size={18} aria-hidden />} onClick={openWordLists}>
          {t('words.open')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileExport size={18} aria-hidden />}
          onClick={() => openExport({ kind: 'cast', campaignId: id })}
        >
          {t('export.open')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTags size={18} aria-hidden />}
          onClick={() => openDialog({ kind: 'tags' })}
        >
          {t('tags.manage')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="var(--ck-danger)"
          leftSection={<IconTrash size={18} aria-hidden />}
          onClick={() => void trashCampaign(campaign)}
        >
          {t('campaign.trash')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
