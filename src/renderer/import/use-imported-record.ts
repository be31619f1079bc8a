import { useQuery } from '@tanstack/react-query'
import type { Campaign } from '../../shared/campaign'
import type { Character } from '../../shared/character'
import type { ImportRow } from '../../shared/legacy-import'
import { queries } from '../app/api'

interface CameAs {
  /** Undefined while loading, and where nothing was imported or it is gone. */
  readonly record: Campaign | Character | undefined
  /** A picture is shown now, not an avatar. */
  readonly hasPortrait: boolean
}

/** Who an old row is in the library now. */
export function useImportedRecord({ kind, subjectId }: ImportRow): CameAs {
  const id = subjectId ?? 0
  const isHere = subjectId !== null
  const campaign = useQuery({ ...queries.campaign(id), enabled: isHere && kind === 'campaign' })
  const character = useQuery({ ...queries.character(id), enabled: isHere && kind === 'character' })
  const record = kind === 'campaign' ? campaign.data : character.data
  const portrait = record?.portrait ?? null
  return {
    record,
    hasPortrait: portrait !== null && portrait.state === 'sound' && portrait.source !== 'avatar',
  }
}
