import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportProgress } from '../../shared/legacy-import'
import { queries } from '../app/api'

/** How far the look, the import or the undo is; null until main has told so anew. */
export function useImportProgress(): ImportProgress | null {
  const { data = null } = useQuery(queries.importProgress())
  const [previous] = useState(data)
  return data === previous ? null : data
}
