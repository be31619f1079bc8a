import { queryOptions } from '@tanstack/react-query'
import type { PortraitLink } from '../../shared/portrait-link'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'
import { type NamedSubject, toastAdded } from './actions'
import { markAsAdding } from './adding'

/** The lasting address a portrait came from, if any. Below `library`: asked again when portraits change. */
export const portraitLink = (portraitId: number) =>
  queryOptions({
    queryKey: ['library', 'link', portraitId],
    queryFn: () => request('links:read', { portraitId }),
  })

/** Fetches the picture and shows it. Can be undone. Throws what main answers. */
export async function addFromAddress({ subject, name }: NamedSubject, url: string): Promise<void> {
  const adding = markAsAdding(subject, () => request('links:add', { subject, url }))
  const { portrait, formerId, wentToTrash } = await adding
  toastAdded(translator.t('links.added', { name, host: new URL(url).host }), {
    subject,
    formerId,
    added: [portrait.id],
    wentToTrash,
  })
}

/** Checks the address for a newer picture and reports the result. A new picture can be undone. */
export function lookForNewer(
  { subject, name }: NamedSubject,
  link: PortraitLink,
): Promise<boolean> {
  const { host, portraitId } = link
  return attempt(async () => {
    const looked = await request('links:find-update', { portraitId })
    if (looked.state === 'unchanged') toastDone(translator.t('links.unchanged', { name, host }))
    else {
      const { portrait, formerId, wentToTrash } = looked
      const change = { subject, formerId, added: [portrait.id], wentToTrash }
      toastAdded(translator.t('links.changed', { name, host }), change)
    }
  })
}
