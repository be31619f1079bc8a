import { Menu } from '@mantine/core'
import { IconCheck, IconCircleOff, IconPencil, IconUserCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { fixedStatuses } from '../../shared/status'
import { statusWord } from '../../shared/status-words'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { type ChosenCharacters, openDialog } from '../app/navigation'
import { StatusIcon } from '../ui/status-icon'
import { setStatus } from './character-actions'
import { ownStatuses } from './own-statuses'

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

interface StatusItemsProps {
  readonly chosen: ChosenCharacters
  /** The one they have now; undefined where they may have several. */
  readonly status?: string | null
}

/** The items of a menu that give characters a status, or none. */
export function StatusItems({ chosen, status }: StatusItemsProps) {
  const t = useWords()
  const { data: counts } = useQuery(queries.statuses(chosen.campaignId))
  const check = <IconCheck {...icon} size={16} />
  return (
    <>
      {[...fixedStatuses, ...ownStatuses(counts)].map((one) => (
        <Menu.Item
          key={one}
          leftSection={<StatusIcon status={one} size={18} />}
          rightSection={one === status && check}
          onClick={() => void setStatus(chosen, one)}
        >
          <bdi>{statusWord(t, one)}</bdi>
        </Menu.Item>
      ))}
      <Menu.Item
        leftSection={<IconPencil {...icon} />}
        onClick={() => openDialog({ kind: 'set-status', chosen })}
      >
        {t('status.own')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconCircleOff {...icon} />}
        rightSection={status === null && check}
        onClick={() => void setStatus(chosen, null)}
      >
        {t('status.none')}
      </Menu.Item>
    </>
  )
}

/** The same below an item of its own. */
export function StatusMenu(props: StatusItemsProps) {
  const t = useWords()
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconUserCheck {...icon} />}>{t('status.label')}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        <StatusItems {...props} />
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  )
}
