import { useQueryClient } from '@tanstack/react-query'
import type { CharacterFields } from '../../shared/character'
import { queries, request } from '../app/api'

/** Saves changes to a character and shows the answer at once. Throws the AppError of a refusal. */
export function useCharacterEdit(id: number): (changes: Partial<CharacterFields>) => Promise<void> {
  const client = useQueryClient()
  return async (changes) => {
    const character = await request('characters:edit', { id, changes })
    client.setQueryData(queries.character(id).queryKey, character)
  }
}
