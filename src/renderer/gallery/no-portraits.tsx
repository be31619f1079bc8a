import { Button, Stack, Text, Title } from '@mantine/core'
import { useWords } from '../app/i18n'
import { backToCampaign } from '../app/navigation'
import classes from '../wall/no-cast.module.css'
import { showEverything } from './gallery-view'

/** An empty wall: no portrait at all yet, or none that answers to the search and the filters. */
export function NoPortraits({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const t = useWords()
  if (isNarrowed) {
    return (
      <Stack className={classes.empty} role="status">
        <Title order={2} size="h3" className={classes.title}>
          {t('gallery.noHits')}
        </Title>
        <Text c="var(--ck-quiet)">{t('gallery.noHitsText')}</Text>
        <Button variant="default" onClick={showEverything}>
          {t('gallery.showAllPortraits')}
        </Button>
      </Stack>
    )
  }
  return (
    <Stack className={classes.empty}>
      <div className={classes.frames} aria-hidden>
        <span />
        <span />
        <span />
      </div>
      <Title order={2} size="h3" className={classes.title}>
        {t('gallery.empty')}
      </Title>
      <Text c="var(--ck-quiet)">{t('gallery.emptyText')}</Text>
      <Button onClick={backToCampaign}>{t('library.back')}</Button>
    </Stack>
  )
}
