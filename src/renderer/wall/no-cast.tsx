import { Button, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { shorten } from '../../shared/cut'
import { useWords } from '../app/i18n'
import { startNewCard, useNewCard } from './new-card'
import classes from './no-cast.module.css'

interface NoCastProps {
  readonly campaignId: number
  readonly isNarrowed: boolean
  readonly search: string
  readonly onShowAll: () => void
}

/** An empty wall: no characters yet, or none that match the search and the filter. */
export function NoCast({ campaignId, isNarrowed, search, onShowAll }: NoCastProps) {
  const t = useWords()
  const isAdding = useNewCard().campaignId === campaignId
  if (isNarrowed) {
    return (
      <Stack className={classes.empty} role="status" data-wall-empty>
        <Title order={2} size="h3" className={classes.title}>
          {search === ''
            ? t('wall.noHitsFilter')
            : t('wall.noHits', { search: shorten(search, 60) })}
        </Title>
        <Text c="var(--ck-quiet)">{t('wall.noHitsText')}</Text>
        <Button variant="default" onClick={onShowAll}>
          {t('wall.showAll')}
        </Button>
      </Stack>
    )
  }
  if (isAdding) return null
  return (
    <Stack className={classes.empty} data-wall-empty>
      <div className={classes.frames} aria-hidden>
        <span />
        <span />
        <span />
      </div>
      <Title order={2} size="h3" className={classes.title}>
        {t('wall.empty')}
      </Title>
      <Text c="var(--ck-quiet)">{t('wall.emptyText')}</Text>
      <Button
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => startNewCard(campaignId)}
      >
        {t('wall.newCharacter')}
      </Button>
    </Stack>
  )
}
