import { useState } from 'react'
import type { ImportProgress } from '../../shared/legacy-import'
import { useEvent } from '../api'

/** How far the look, the import or the undo is; null until main has said so. */
export function useImportProgress(): ImportProgress | null {
  const [progress, setProgress] = useState<ImportProgress | null>(null)
  useEvent('import:progress', setProgress)
  return progress
}
