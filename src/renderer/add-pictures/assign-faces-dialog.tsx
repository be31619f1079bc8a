import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FacelessCharacter } from '../../shared/add-pictures'
import type { GalleryEntry } from '../../shared/gallery'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { currentPlace } from '../app/navigation'
import { assignPortrait } from '../gallery/gallery-actions'
import { PortraitImage } from '../ui/portrait-image'
import classes from './assign-faces-dialog.module.css'
import { FaceBank } from './face-bank'

/** As many pictures as are offered for one person; the rest is in the Library. */
const mostPictures = 120
const mostRead = 500

/** Goes from one character without a portrait to the next, and gives each one of the unassigned pictures. */
export function AssignFacesDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  const [chosen, setCampaign] = useState(currentPlace().campaignId)
  const campaignId = (campaigns.find(({ id }) => id === chosen) ?? campaigns[0])?.id ?? null
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={t('pictures.assign.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Stack>
        {campaigns.length > 1 && (
          <Select
            label={t('pictures.campaign')}
            data={campaigns.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={String(campaignId)}
            onChange={(value) => setCampaign(value === null ? null : Number(value))}
            allowDeselect={false}
            searchable
          />
        )}
        {campaignId !== null && <Faces key={campaignId} campaignId={campaignId} />}
      </Stack>
    </Modal>
  )
}

function Faces({ campaignId }: { readonly campaignId: number }) {
  const t = useWords()
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set())
  const { data: faceless } = useQuery(queries.faceless(campaignId))
  const { data: bank } = useQuery(
    queries.everyPortrait({
      search: '',
      sort: 'newest',
      filters: { owner: 'unassigned' },
      offset: 0,
      limit: mostRead,
    }),
  )
  if (faceless === undefined || bank === undefined) return null
  const waiting = faceless.filter(({ id }) => !skipped.has(id))
  const [person] = waiting
  if (faceless.length === 0) return <Text>{t('pictures.assign.everyoneHasOne')}</Text>
  if (bank.cards.length === 0) return <Text>{t('pictures.assign.noPictures')}</Text>
  if (person === undefined) {
    return (
      <Group>
        <Text>{t('pictures.assign.allSkipped', { count: skipped.size })}</Text>
        <Button variant="default" onClick={() => setSkipped(new Set())}>
          {t('pictures.assign.again')}
        </Button>
      </Group>
    )
  }
  return (
    <Person
      key={person.id}
      person={person}
      left={waiting.length}
      pictures={inOrder(person, bank.cards)}
      onSkip={() => setSkipped(new Set([...skipped, person.id]))}
    />
  )
}

/** Those that are named like the person first. */
function inOrder(
  { suggestions }: FacelessCharacter,
  cards: readonly GalleryEntry[],
): readonly GalleryEntry[] {
  const places = new Map(suggestions.map((id, place) => [id, place]))
  const placeOf = ({ id }: GalleryEntry): number => places.get(id) ?? suggestions.length
  return cards.toSorted((one, other) => placeOf(one) - placeOf(other)).slice(0, mostPictures)
}

interface PersonProps {
  readonly person: FacelessCharacter
  /** How many are without a portrait, this one included. */
  readonly left: number
  readonly pictures: readonly GalleryEntry[]
  readonly onSkip: () => void
}

function Person({ person, left, pictures, onSkip }: PersonProps) {
  const t = useWords()
  const isSuggested = pictures[0] !== undefined && person.suggestions.includes(pictures[0].id)
  // Nothing is chosen for whom nothing is suggested, so that Enter alone assigns no wrong face.
  const [chosen, setChosen] = useState(isSuggested ? 0 : -1)
  const [isAssigning, setAssigning] = useState(false)
  const picture = pictures[chosen]
  const assign = async (card: GalleryEntry | undefined) => {
    if (card === undefined || isAssigning) return
    setAssigning(true)
    const subject = { kind: 'character', id: person.id } as const
    await assignPortrait(card, { subject, name: person.name })
    setAssigning(false)
  }
  return (
    <div className={classes.columns}>
      <div>
        <PortraitImage
          kind="character"
          portrayed={{ ...person, portrait: null }}
          size={256}
          decorative
          className={classes.face}
        />
        <h3 className={classes.name} aria-live="polite">
          <bdi>{person.name}</bdi>
        </h3>
        <Text size="sm" c="var(--ck-quiet)">
          {t('pictures.assign.left', { count: left })}
        </Text>
        <Stack gap="xs" mt="md">
          <Button disabled={picture === undefined} onClick={() => void assign(picture)}>
            {t('pictures.assign.use')}
          </Button>
          <Button variant="default" onClick={onSkip}>
            {t('pictures.assign.skip')}
          </Button>
        </Stack>
      </div>
      <FaceBank
        pictures={pictures}
        chosen={chosen}
        onChoose={setChosen}
        onUse={(index) => void assign(pictures[index])}
        onSkip={onSkip}
      />
    </div>
  )
}
