import { Checkbox, Group, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { createMatcher } from '../../shared/search'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { PortraitImage } from '../ui/portrait-image'
import { VirtualList } from '../ui/virtual-list'
import classes from './export-who.module.css'

interface ExportWhoProps {
  readonly campaignId: number
  readonly chosen: ReadonlySet<number>
  readonly onChoose: (chosen: ReadonlySet<number>) => void
}

/** The cast of a campaign, each to be ticked. */
export function ExportWho({ campaignId, chosen, onChoose }: ExportWhoProps) {
  const t = useWords()
  const [search, setSearch] = useState('')
  const { data: cast = [], error, refetch } = useQuery(queries.wholeCast(campaignId))
  const answers = createMatcher(search)
  const shown = cast.filter(({ name }) => answers(name))
  const tick = (id: number, isOn: boolean) => {
    const now = new Set(chosen)
    if (isOn) now.add(id)
    else now.delete(id)
    onChoose(now)
  }
  return (
    <div>
      {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      <Group gap="sm" wrap="nowrap">
        <TextInput
          flex={1}
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={t('restore.pick.search')}
          placeholder={t('restore.pick.search')}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <Text c="var(--ck-quiet)" role="status">
          {t('export.count', { count: chosen.size })}
        </Text>
      </Group>
      {shown.length === 0 ? (
        <Text c="var(--ck-quiet)" mt="xs">
          {t('restore.pick.noHits')}
        </Text>
      ) : (
        <VirtualList
          label={t('export.some')}
          count={shown.length}
          itemHeightPx={56}
          isLow
          item={(at) => {
            const character = shown[at]
            return (
              character && (
                <div className={classes.line}>
                  <PortraitImage
                    kind="character"
                    portrayed={character}
                    size={128}
                    decorative
                    marked={false}
                    className={classes.face}
                  />
                  <Checkbox
                    label={<bdi className={classes.name}>{character.name}</bdi>}
                    checked={chosen.has(character.id)}
                    onChange={({ currentTarget }) => tick(character.id, currentTarget.checked)}
                  />
                </div>
              )
            )
          }}
        />
      )}
    </div>
  )
}
