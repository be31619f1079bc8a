import { Button, Title, UnstyledButton } from '@mantine/core'
import { IconArchive, IconFileImport, IconMasksTheater, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { openCampaign, openDialog, openImport, openRestore } from '../app/navigation'
import { useChangePreferences } from '../app/preferences'
import { attempt } from '../app/toasts'
import { focusOnWall } from '../wall/wall-focus'
import classes from './welcome-screen.module.css'

interface StartOptionProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly onOpen: () => void
}

/** The first start: what Castkeeper is for, three ways to begin, and people to try it with. */
export function WelcomeScreen() {
  const t = useWords()
  const change = useChangePreferences()
  const trySample = () =>
    attempt(async () => {
      const { id } = await request('campaigns:create-sample')
      await change({ sampleCampaignId: id })
      openCampaign(id)
      focusOnWall({ kind: 'anyone' })
    })
  const { data: campaigns } = useQuery(queries.campaigns())
  // Nothing is shown until it is known that there is no campaign: one may be opening right now.
  if (campaigns === undefined || campaigns.length > 0) return null
  return (
    <div className={classes.room}>
      <Title order={1} className={classes.title}>
        {t('welcome.title')}
      </Title>
      <p className={classes.text}>{t('welcome.text')}</p>
      <div className={classes.choices}>
        <StartOption
          icon={<IconPlus size={30} stroke={1.5} aria-hidden />}
          title={t('welcome.newCampaign')}
          text={t('welcome.newCampaignText')}
          onOpen={() => openDialog({ kind: 'new-campaign' })}
        />
        <StartOption
          icon={<IconFileImport size={30} stroke={1.5} aria-hidden />}
          title={t('welcome.import')}
          text={t('welcome.importText')}
          onOpen={openImport}
        />
        <StartOption
          icon={<IconArchive size={30} stroke={1.5} aria-hidden />}
          title={t('welcome.restore')}
          text={t('welcome.restoreText')}
          onOpen={openRestore}
        />
      </div>
      <Button
        className={classes.sample}
        variant="subtle"
        leftSection={<IconMasksTheater size={20} stroke={1.6} aria-hidden />}
        onClick={() => void trySample()}
      >
        {t('sample.try')}
      </Button>
    </div>
  )
}

function StartOption({ icon, title, text, onOpen }: StartOptionProps) {
  return (
    <UnstyledButton className={classes.choice} onClick={onOpen}>
      <span className={classes.icon}>{icon}</span>
      <span className={classes.choiceTitle}>{title}</span>
      <span className={classes.choiceText}>{text}</span>
    </UnstyledButton>
  )
}
