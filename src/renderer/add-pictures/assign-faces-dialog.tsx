import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { FaceSubjects, SuggestedFaces } from '../../shared/add-pictures'
import type { GalleryEntry } from '../../shared/gallery'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { currentPlace, type FaceChoice } from '../app/navigation'
import { assignPortrait } from '../gallery/gallery-actions'
import { PortraitImage } from '../ui/portrait-image'
import classes from './assign-faces-dialog.module.css'
import { FaceBank } from './face-bank'

/** As many pictures as are offered for one person; the rest is in the Library. */
const mostPictures = 120
const mostRead = 500

interface AssignFacesDialogProps {
  readonly choice: FaceChoice
  readonly onClose: () => void
}

/** Goes from one character to the next, and assigns each one of the pictures. */
export function AssignFacesDialog({ choice, onClose }: AssignFacesDialogProps) {
  const t = useWords()
  const { characterIds, portraitIds } = choice
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  const [chosen, setCampaign] = useState(currentPlace().campaignId)
  const campaignId = (campaigns.find(({ id }) => id === chosen) ?? campaigns[0])?.id ?? null
  const asksForCampaign = characterIds === null && campaigns.length > 1
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={t('pictures.assign.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Stack>
        {asksForCampaign && (
          <Select
            label={t('pictures.campaign')}
            data={campaigns.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={String(campaignId)}
            onChange={(value) => setCampaign(value === null ? null : Number(value))}
            allowDeselect={false}
            searchable
            selectFirstOptionOnChange
          />
        )}
        {characterIds !== null && (
          <Faces whose={{ ids: [...characterIds] }} portraitIds={portraitIds} />
        )}
        {characterIds === null && campaignId !== null && (
          <Faces key={campaignId} whose={{ campaignId }} portraitIds={portraitIds} />
        )}
      </Stack>
    </Modal>
  )
}

interface FacesProps extends Pick<FaceChoice, 'portraitIds'> {
  readonly whose: FaceSubjects
}

function Faces({ whose, portraitIds }: FacesProps) {
  const t = useWords()
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set())
  const { data: people } = useQuery(queries.suggestedFaces(whose))
  const unchanged = useUnchanged(people)
  const pictures = useBank(portraitIds)
  if (unchanged === undefined || pictures === undefined) return null
  const isChosen = 'ids' in whose
  const waiting = unchanged.filter(({ id }) => !skipped.has(id))
  const [person] = waiting
  if (unchanged.length === 0) {
    return <Text>{t(`pictures.assign.${isChosen ? 'allAssigned' : 'everyoneHasOne'}`)}</Text>
  }
  if (pictures.length === 0) return <Text>{t('pictures.assign.noPictures')}</Text>
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
      left={t(`pictures.assign.${isChosen ? 'leftChosen' : 'left'}`, { count: waiting.length })}
      bank={t(`pictures.assign.${portraitIds === null ? 'bank' : 'bankChosen'}`)}
      pictures={inOrder(person, pictures)}
      onSkip={() => setSkipped(new Set([...skipped, person.id]))}
    />
  )
}

/** Those whose portrait has not changed since the dialog was opened: who was assigned a picture is done until an undo. */
function useUnchanged(
  people: readonly SuggestedFaces[] | undefined,
): readonly SuggestedFaces[] | undefined {
  const first = useRef<ReadonlyMap<number, number | undefined>>(undefined)
  if (people !== undefined) {
    first.current ??= new Map(people.map(({ id, portrait }) => [id, portrait?.id]))
  }
  const shownAtFirst = first.current
  return people?.filter(({ id, portrait }) => shownAtFirst?.get(id) === portrait?.id)
}

/** The pictures to choose from: these, or all that are unassigned. */
function useBank(ids: readonly number[] | null): readonly GalleryEntry[] | undefined {
  const { data: unassigned } = useQuery({
    ...queries.everyPortrait({
      search: '',
      sort: 'newest',
      filters: { owner: 'unassigned' },
      offset: 0,
      limit: mostRead,
    }),
    enabled: ids === null,
  })
  const { data: chosen } = useQuery({ ...queries.portraitCards(ids ?? []), enabled: ids !== null })
  return ids === null ? unassigned?.cards : chosen
}

/** Those that are named like the person first. */
function inOrder(
  { suggestions }: SuggestedFaces,
  cards: readonly GalleryEntry[],
): readonly GalleryEntry[] {
  const places = new Map(suggestions.map((id, place) => [id, place]))
  const placeOf = ({ id }: GalleryEntry): number => places.get(id) ?? suggestions.length
  return cards.toSorted((one, other) => placeOf(one) - placeOf(other)).slice(0, mostPictures)
}

interface PersonProps {
  readonly person: SuggestedFaces
  /** Says how many are left, this one included. */
  readonly left: string
  /** What the pictures are called. */
  readonly bank: string
  readonly pictures: readonly GalleryEntry[]
  readonly onSkip: () => void
}

function Person({ person, left, bank, pictures, onSkip }: PersonProps) {
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
          portrayed={person}
          size={256}
          decorative
          className={classes.face}
        />
        <h3 className={classes.name} aria-live="polite">
          <bdi>{person.name}</bdi>
        </h3>
        <Text size="sm" c="var(--ck-quiet)">
          {left}
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
        label={bank}
        pictures={pictures}
        chosen={chosen}
        onChoose={setChosen}
        onUse={(index) => void assign(pictures[index])}
        onSkip={onSkip}
      />
    </div>
  )
}
