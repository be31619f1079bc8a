import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { IconPhotoSpark, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Character } from '../../shared/character'
import { notesSchema } from '../../shared/text'
import { announce } from '../app/announcer'
import { queries } from '../app/api'
import { translator, useWords } from '../app/i18n'
import { coveringPanel } from '../app/layout'
import { characterText } from '../app/undo/text-edits'
import { openGenerate } from '../generate/draft'
import { faceShown } from '../players/players-store'
import { ShowButton } from '../players/show-button'
import { PortraitActions } from '../portrait/portrait-actions'
import { PortraitStage } from '../portrait/portrait-stage'
import { LastSeen } from '../sessions/last-seen'
import { VersionsButton } from '../text-versions/versions-button'
import { EditableName } from '../ui/editable-name'
import { ErrorNotice } from '../ui/error-notice'
import { MarkdownNotes } from '../ui/markdown-notes'
import { checkWith } from '../ui/use-auto-save'
import { CharacterFacts } from './character-facts'
import { CharacterMenu } from './character-menu'
import classes from './character-panel.module.css'
import { useCharacterEdit } from './use-character-edit'

interface CharacterPanelProps {
  readonly characterId: number
  readonly onClose: () => void
}

/** The open character: portrait, film strip, facts and notes. */
export function CharacterPanel({ characterId, onClose }: CharacterPanelProps) {
  const t = useWords()
  const { data: character, error, refetch } = useQuery(queries.character(characterId))
  const closeButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The wall is out of sight then, and the keyboard with it.
    if (matchMedia(coveringPanel).matches) closeButton.current?.focus()
  }, [])
  return (
    <div className={classes.panel}>
      <Group className={classes.bar} justify="flex-end" gap={4}>
        {character && <CharacterMenu character={character} />}
        <Button
          ref={closeButton}
          className={classes.close}
          variant="subtle"
          color="gray"
          aria-label={t('character.close')}
          onClick={onClose}
        >
          <IconX size={20} stroke={1.6} aria-hidden />
          <span className={classes.closeText}>{t('character.close')}</span>
        </Button>
      </Group>
      {character ? (
        <Opened character={character} />
      ) : error === null ? (
        <Opening />
      ) : (
        <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />
      )}
    </div>
  )
}

const checkNotes = checkWith(notesSchema)

function Opened({ character }: { readonly character: Character }) {
  const t = useWords()
  const edit = useCharacterEdit(character.id)
  const { id, name } = character
  const subject = { kind: 'character', id } as const
  const opened = useRef(name)
  useEffect(() => announce(translator.t('character.opened', { name: opened.current })), [])
  const generate = () => openGenerate(subject)
  return (
    <>
      <div className={classes.stage}>
        <PortraitStage
          subject={subject}
          name={name}
          portrayed={character}
          title={
            <EditableName
              {...characterText(character, 'name', t('character.name'))}
              heading="h2"
              label={t('character.name')}
              longFrom={36}
              classNames={{ heading: classes.heading, input: classes.name }}
              value={name}
              save={(typed) => edit({ name: typed })}
            />
          }
        />
      </div>
      <Group gap={8} wrap="nowrap" className={classes.actions}>
        <Button
          fullWidth
          variant={character.portrait === null ? 'filled' : 'default'}
          leftSection={<IconPhotoSpark size={18} stroke={1.6} aria-hidden />}
          onClick={generate}
        >
          {t('portrait.new')}
        </Button>
        <ShowButton face={faceShown('character', character)} size="large" />
        <PortraitActions subject={subject} name={name} />
      </Group>
      <LastSeen character={character} />
      <CharacterFacts character={character} />
      <MarkdownNotes
        label={t('character.notes')}
        {...characterText(character, 'notes', t('character.notes'))}
        action={
          <VersionsButton place={characterText(character, 'notes', t('character.notes')).place} />
        }
        value={character.notes}
        check={checkNotes}
        save={(notes) => edit({ notes })}
      />
    </>
  )
}

/** The panel's own shape, while main answers. */
function Opening() {
  const t = useWords()
  return (
    <Stack gap="md" aria-busy aria-label={t('character.loading')} className={classes.opening}>
      <Skeleton className={classes.picture} radius="sm" />
      <Skeleton height={34} width="70%" />
      <Skeleton height={96} />
    </Stack>
  )
}
