import { Button } from '@mantine/core'
import { useWords } from '../app/i18n'
import classes from './scan-step.module.css'

/** Shown in place of the table when nothing matches the search. */
export function NoRows({ onShowAll }: { readonly onShowAll: () => void }) {
  const t = useWords()
  return (
    <div className={classes.noHits} role="status">
      <p className={classes.noHitsTitle}>{t('import.scan.noHits')}</p>
      <p className={classes.noHitsText}>{t('import.scan.noHitsText')}</p>
      <Button variant="default" mt="md" onClick={onShowAll}>
        {t('import.scan.showAll')}
      </Button>
    </div>
  )
}
