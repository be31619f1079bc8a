import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useRestoreSession } from './restore-session'

/** All records of the open backup beside those of now; undefined until they were read. */
export function useComparedRecords() {
  const { number } = useRestoreSession()
  const { data, error, refetch } = useQuery(queries.compared(number))
  return { records: data, error, retry: () => void refetch() }
}
