import { Button, Group, Input, Modal, SegmentedControl, Stack } from '@mantine/core'
import { IconDice5, IconUser } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type RecencyWeight, recencyWeights } from '../../shared/cast-draw'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { openCharacter } from '../app/navigation'
import { attempt } from '../app/toasts'
import { faceShown } from '../players/players-store'
import { ShowButton } from '../players/show-button'
import { ErrorNotice } from '../ui/error-notice'
import { PortraitImage } from '../ui/portrait-image'
import { wallSelection } from '../wall/wall-selection'
import classes from './who-turns-up.module.css'

interface WhoTurnsUpProps {
  readonly campaignId: number
  readonly onClose: () => void
}

/** A character of the cast, drawn by chance and shown large; closing notes in the open session who it was. */
export function WhoTurnsUp({ campaignId, onClose }: WhoTurnsUpProps) {
  const t = useWords()
  const [onWall] = useState(() => wallSelection(campaignId))
  const [isFromWall, setFromWall] = useState(onWall !== null)
  const [weight, setWeight] = useState<RecencyWeight>('recent')
  const [turn, setTurn] = useState<{ readonly seed: string; readonly except?: number }>(() => ({
    seed: crypto.randomUUID(),
  }))
  const order = { ...(isFromWall ? onWall : null), campaignId, weight, ...turn }
  const { data: drawn, error } = useQuery({
    queryKey: ['cast-draw', order],
    queryFn: () => request('cast:draw', order),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const shown = error === null ? drawn : undefined
  const again = () =>
    setTurn({ seed: crypto.randomUUID(), ...(shown === undefined ? {} : { except: shown.id }) })
  const leave = () => {
    onClose()
    if (shown !== undefined) void attempt(() => request('cast:note-drawn', { id: shown.id }))
  }
  const open = () => {
    leave()
    if (shown !== undefined) openCharacter(shown.id, campaignId)
  }
  return (
    <Modal
      opened
      onClose={leave}
      size={560}
      title={t('turnsUp.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Stack gap="md">
        {error !== null && <ErrorNotice error={error} />}
        {shown !== undefined && (
          <figure className={classes.person}>
            <PortraitImage kind="character" portrayed={shown} decorative className={classes.face} />
            <figcaption className={classes.name} role="status">
              <bdi>{shown.name}</bdi>
            </figcaption>
          </figure>
        )}
        <Group justify="center" gap="xs">
          <Button data-autofocus leftSection={<IconDice5 size={18} aria-hidden />} onClick={again}>
            {t('turnsUp.again')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconUser size={18} aria-hidden />}
            disabled={shown === undefined}
            onClick={open}
          >
            {t('turnsUp.open')}
          </Button>
          {shown !== undefined && <ShowButton face={faceShown('character', shown)} size="large" />}
        </Group>
        <div>
          <Input.Label component="div" mb={4} aria-hidden>
            {t('turnsUp.weight')}
          </Input.Label>
          <SegmentedControl
            fullWidth
            aria-label={t('turnsUp.weight')}
            value={weight}
            onChange={setWeight}
            data={recencyWeights.map((value) => ({ value, label: t(`turnsUp.weights.${value}`) }))}
          />
        </div>
        {onWall !== null && (
          <SegmentedControl
            fullWidth
            aria-label={t('turnsUp.from')}
            value={isFromWall ? 'wall' : 'cast'}
            onChange={(value) => setFromWall(value === 'wall')}
            data={[
              { value: 'wall', label: t('turnsUp.fromWall') },
              { value: 'cast', label: t('turnsUp.fromCast') },
            ]}
          />
        )}
      </Stack>
    </Modal>
  )
}
