import { queryOptions } from '@tanstack/react-query'
import type { PortraitLink } from '../../shared/portrait-link'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'
import { type NamedSubject, toastAdded } from './actions'
import { markAsAdding } from './adding'
import { readPortraitSubject } from './use-subject'

/** The lasting address a portrait came from, if any. Below `library`: asked again when portraits change. */
export const portraitLink = (portraitId: number) =>
  queryOptions({
    queryKey: ['library', 'link', portraitId],
    queryFn: () => request('links:read', { portraitId }),
  })

/** Fetches the picture and shows it. Can be undone. Throws what main answers. */
export async function addFromAddress({ subject, name }: NamedSubject, url: string): Promise<void> {
  const formerId = (await readPortraitSubject(subject)).portrait?.id ?? null
  const { portrait } = await markAsAdding(subject, () => request('links:add', { subject, url }))
  toastAdded(translator.t('links.added', { name, host: new URL(url).host }), {
    subject,
    formerId,
    added: [portrait.id],
  })
}

/** Checks the address for a newer picture and reports the result. A new picture can be undone. */
export function lookForNewer(
  { subject, name }: NamedSubject,
  link: PortraitLink,
): Promise<boolean> {
  const { host, portraitId } = link
  return attempt(async () => {
    const formerId = (await readPortraitSubject(subject)).portrait?.id ?? null
    const looked = await request('links:find-update', { portraitId })
    if (looked.state === 'unchanged') toastDone(translator.t('links.unchanged', { name, host }))
    else {
      const change = { subject, formerId, added: [looked.portrait.id] }
      toastAdded(translator.t('links.changed', { name, host }), change)
    }
  })
}
