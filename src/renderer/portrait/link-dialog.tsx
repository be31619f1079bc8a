import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { linkUrlSchema } from '../../shared/portrait-link'
import { request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { ReadOnlyAddress } from '../ui/read-only-address'
import { checkWith } from '../ui/use-auto-save'
import type { NamedSubject } from './actions'
import classes from './link-dialog.module.css'
import { addFromAddress } from './links'

const checkUrl = checkWith(linkUrlSchema)
const whileTypingMs = 250

interface LinkDialogProps extends NamedSubject {
  /** The address, when it was dropped or pasted: then only a confirmation is needed. */
  readonly initialUrl?: string
  readonly onClose: () => void
}

/** Asks for the address of a picture, and shows which host will be contacted before anything is sent. */
export function LinkDialog({ initialUrl, onClose, subject, name }: LinkDialogProps) {
  const t = useWords()
  const named = { subject, name }
  const [url, setUrl] = useState(initialUrl ?? '')
  const [isFetching, setFetching] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [settled] = useDebouncedValue(url.trim(), whileTypingMs)
  const isUsable = checkUrl(settled) === null
  const { data: checked } = useQuery({
    queryKey: ['link', settled],
    queryFn: () => request('links:check', { url: settled }),
    enabled: isUsable,
  })
  const refusal =
    url.trim() === '' || 'https://'.startsWith(url.trim()) ? null : checkUrl(url.trim())
  const fetchIt = async () => {
    setFetching(true)
    setFailure(null)
    try {
      await addFromAddress(named, url.trim())
      onClose()
    } catch (error) {
      setFailure(error)
      setFetching(false)
    }
  }
  return (
    <Modal
      opened
      onClose={() => isFetching || onClose()}
      size="lg"
      title={initialUrl === undefined ? t('links.title') : t('links.askTitle', { name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void fetchIt()
        }}
      >
        <Stack>
          {initialUrl === undefined ? (
            <TextInput
              label={t('links.label')}
              placeholder={t('links.placeholder')}
              type="url"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              dir="ltr"
              data-autofocus
              value={url}
              onChange={({ currentTarget }) => setUrl(currentTarget.value)}
              error={refusal && sentenceOf(refusal)}
            />
          ) : (
            <ReadOnlyAddress url={initialUrl} refusal={refusal} />
          )}
          <div aria-live="polite">
            {isUsable && checked && (
              <Stack gap="xs">
                <Text style={{ overflowWrap: 'anywhere' }}>
                  {t('links.whom', { host: checked.host })}
                </Text>
                <Text c={checked.isTemporary ? 'var(--ck-mark)' : 'var(--ck-quiet)'}>
                  {t(checked.isTemporary ? 'links.passing' : 'links.keeps')}
                </Text>
              </Stack>
            )}
          </div>
          {failure !== null && (
            <ErrorNotice error={failure} handlers={{ retry: null, 'choose-file': null }} />
          )}
          <Group justify="flex-end" wrap="nowrap">
            <Button
              variant="default"
              className={classes.cancel}
              disabled={isFetching}
              onClick={onClose}
            >
              {t('app.cancel')}
            </Button>
            <Button
              type="submit"
              classNames={{ root: classes.fetch, label: classes.host }}
              data-autofocus={initialUrl === undefined ? undefined : true}
              disabled={!isUsable || !checked}
              loading={isFetching}
            >
              {initialUrl !== undefined && checked
                ? t('links.fetchFrom', { host: checked.host })
                : t('links.fetch')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
