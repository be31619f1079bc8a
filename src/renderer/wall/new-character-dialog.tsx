import { Autocomplete, Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { nameSchema } from '../../shared/text'
import { request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { openCharacter } from '../app/navigation'
import { ErrorNotice } from '../ui/error-notice'
import { classSuggestions, raceSuggestions } from '../ui/suggestions'
import { checkWith } from '../ui/use-auto-save'
import { focusOnWall } from './wall-focus'

const checkName = checkWith(nameSchema)

interface NewCharacterDialogProps {
  readonly campaignId: number
  readonly onClose: () => void
}

/** Asks for a name and the three facts a card shows; Enter is enough. */
export function NewCharacterDialog({ campaignId, onClose }: NewCharacterDialogProps) {
  const t = useWords()
  const [failure, setFailure] = useState<unknown>(null)
  const form = useForm({
    initialValues: { name: '', race: '', class: '', level: '' as number | string },
    validate: {
      name: (name) => {
        const refusal = checkName(name)
        return refusal && sentenceOf(refusal)
      },
    },
  })
  const create = form.onSubmit(async ({ level, ...fields }) => {
    try {
      const character = await request('characters:create', {
        ...fields,
        campaignId,
        level: typeof level === 'number' ? level : null,
      })
      onClose()
      openCharacter(character.id, campaignId)
      focusOnWall({ kind: 'character', id: character.id })
    } catch (error) {
      setFailure(error)
    }
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('wall.newCharacter')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form onSubmit={create} noValidate>
        <Stack>
          <TextInput
            label={t('field.name')}
            required
            data-autofocus
            dir="auto"
            {...form.getInputProps('name')}
          />
          <Group grow align="flex-start">
            <Autocomplete
              label={t('field.race')}
              data={raceSuggestions(t)}
              {...form.getInputProps('race')}
            />
            <Autocomplete
              label={t('field.class')}
              data={classSuggestions(t)}
              {...form.getInputProps('class')}
            />
            <NumberInput
              label={t('field.level')}
              min={0}
              max={999}
              allowDecimal={false}
              clampBehavior="strict"
              {...form.getInputProps('level')}
            />
          </Group>
          {failure !== null && <ErrorNotice error={failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {t('wall.createCharacter')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
