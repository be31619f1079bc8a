import { ActionIcon } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import { IconDots } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import type { CampaignSummary } from '../../../shared/campaign'
import type { CharacterHit } from '../../../shared/character'
import { isolate, joinFacts } from '../../../shared/isolate'
import { findWithTypos } from '../../../shared/typos'
import { PortraitImage } from '../../ui/portrait-image'
import { focusOnWall } from '../../wall/wall-focus'
import { useWords } from '../i18n'
import { openCampaign, openCharacter } from '../navigation'
import classes from './palette.module.css'
import { restoreFocusAndRun } from './palette-store'
import { usePersonActions } from './person-actions'
import type { OfferedCommand } from './use-palette-commands'

/** Opens a character with the keyboard on their card: Space shows the face, the arrows go on from there. */
function openOnWall({ id, campaignId }: CharacterHit): void {
  openCharacter(id, campaignId)
  focusOnWall({ kind: 'character', id })
}

interface PeopleProps {
  readonly people: readonly CharacterHit[]
  readonly isRecent: boolean
  /** Shows what can be done with one of them. */
  readonly onActions: (person: CharacterHit) => void
}

/** The characters that were found, or opened lately; each opens, or shows what else can be done. */
export function People({ people, isRecent, onActions }: PeopleProps) {
  const t = useWords()
  if (people.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={t(isRecent ? 'palette.recent' : 'palette.characters')}>
      {people.map((hit) => (
        <div key={hit.id} className={classes.person}>
          <Spotlight.Action
            data-person={hit.id}
            label={isolate(hit.name)}
            description={joinFacts([
              hit.campaignName,
              ...(hit.snippet
                ? [t(`search.in.${hit.snippet.in}`, { text: hit.snippet.text })]
                : [hit.race, hit.class]),
            ])}
            leftSection={<Face kind="character" portrayed={hit} />}
            onClick={() => restoreFocusAndRun(() => openOnWall(hit))}
          />
          <ActionIcon
            className={classes.more}
            variant="subtle"
            color="gray"
            size={32}
            tabIndex={-1}
            aria-label={t('palette.actionsFor', { name: hit.name })}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onActions(hit)}
          >
            <IconDots size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </div>
      ))}
    </Spotlight.ActionsGroup>
  )
}

/** The commands that answer. */
export function CommandGroup({ commands }: { readonly commands: readonly OfferedCommand[] }) {
  const t = useWords()
  if (commands.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={t('palette.commands')}>
      {commands.map(({ id, label, icon, run }) => (
        <Spotlight.Action
          key={id}
          label={label}
          leftSection={icon}
          onClick={() => restoreFocusAndRun(run)}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}

/** The campaigns that answer. */
export function CampaignGroup({ campaigns }: { readonly campaigns: readonly CampaignSummary[] }) {
  const t = useWords()
  if (campaigns.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={t('palette.campaigns')}>
      {campaigns.map((campaign) => (
        <Spotlight.Action
          key={campaign.id}
          label={isolate(campaign.name)}
          leftSection={<Face kind="campaign" portrayed={campaign} />}
          onClick={() => restoreFocusAndRun(() => openCampaign(campaign.id))}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}

interface PersonGroupProps {
  readonly person: CharacterHit
  /** Narrows what is offered. */
  readonly text: string
}

/** What can be done with one character. */
export function PersonGroup({ person, text }: PersonGroupProps) {
  const t = useWords()
  const actions = findWithTypos(usePersonActions(person), text, {
    wordsOf: ({ label }) => label,
    beginsWord: true,
  })
  if (actions.length === 0) return <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>
  return (
    <>
      <p className={classes.whose}>{t('palette.actionsFor', { name: person.name })}</p>
      {actions.map(({ id, label, icon, run }) => (
        <Spotlight.Action
          key={id}
          label={label}
          leftSection={icon}
          onClick={() => restoreFocusAndRun(run)}
        />
      ))}
    </>
  )
}

function Face(props: Pick<ComponentProps<typeof PortraitImage>, 'kind' | 'portrayed'>) {
  return <PortraitImage {...props} size={128} decorative marked={false} className={classes.face} />
}
