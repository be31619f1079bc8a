import { Button, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { nameSchema } from '../../shared/text'
import { request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { openCampaign } from '../app/navigation'
import { ErrorNotice } from '../ui/error-notice'
import { themeSuggestions } from '../ui/suggestions'
import { checkWith } from '../ui/use-auto-save'
import { focusOnWall } from '../wall/wall-focus'

const checkName = checkWith(nameSchema)

/** Asks for a name and little else: the rest is written where it stands, later. */
export function NewCampaignDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const [failure, setFailure] = useState<unknown>(null)
  const form = useForm({
    initialValues: { name: '', gameSystem: '', themes: [] as string[] },
    validate: {
      name: (name) => {
        const refusal = checkName(name)
        return refusal && sentenceOf(refusal)
      },
    },
  })
  const create = form.onSubmit(async (fields) => {
    try {
      const campaign = await request('campaigns:create', fields)
      onClose()
      openCampaign(campaign.id)
      focusOnWall({ kind: 'anyone' })
    } catch (error) {
      setFailure(error)
    }
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('campaign.new')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form onSubmit={create} noValidate>
        <Stack>
          <TextInput
            label={t('campaign.name')}
            placeholder={t('campaign.namePlaceholder')}
            required
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label={t('campaign.gameSystem')}
            placeholder={t('campaign.gameSystemPlaceholder')}
            {...form.getInputProps('gameSystem')}
          />
          <TagsInput
            label={t('campaign.themes')}
            placeholder={
              form.values.themes.length === 0 ? t('campaign.themesPlaceholder') : undefined
            }
            data={themeSuggestions(t)}
            acceptValueOnBlur
            {...form.getInputProps('themes')}
          />
          {failure !== null && <ErrorNotice error={failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" loading={form.submitting}>
              {t('campaign.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
