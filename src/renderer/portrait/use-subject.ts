import { useQuery } from '@tanstack/react-query'
import type { Campaign } from '../../shared/campaign'
import type { Character } from '../../shared/character'
import type { Subject } from '../../shared/subject'
import { queries, request } from '../app/api'

/** The campaign or character with what is needed to show its portrait; undefined until main has answered. */
export function useSubject({ kind, id }: Subject): Campaign | Character | undefined {
  const campaign = useQuery({ ...queries.campaign(id), enabled: kind === 'campaign' })
  const character = useQuery({ ...queries.character(id), enabled: kind === 'character' })
  return kind === 'campaign' ? campaign.data : character.data
}

/** The same as it is now, outside a component. Throws AppError `not-found`. */
export function readPortraitSubject({ kind, id }: Subject): Promise<Campaign | Character> {
  return kind === 'campaign'
    ? request('campaigns:read', { id })
    : request('characters:read', { id })
}
