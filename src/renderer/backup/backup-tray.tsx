import { IconShieldHalf } from '@tabler/icons-react'
import type { LibraryTask } from '../../shared/tasks'
import { useWords } from '../app/i18n'
import {
  openDialog,
  openGallery,
  openIntegrity,
  openRestore,
  type Place,
  usePlace,
} from '../app/navigation'
import { openExportAgain } from '../export/export-cast'
import { useWork } from '../tasks/task'
import { WorkTray } from '../tasks/task-tray'

const ways: Partial<Record<LibraryTask, () => void>> = {
  backup: () => openDialog({ kind: 'back-up' }),
  restore: openRestore,
  'restore-selected': openRestore,
  check: openIntegrity,
  repair: openIntegrity,
  export: openExportAgain,
  compress: () => openGallery('storage'),
  'put-back': () => openGallery('storage'),
}

function isShown(work: LibraryTask, { screen, dialog, galleryTab }: Place): boolean {
  if (work === 'backup') return dialog?.kind === 'back-up'
  if (work === 'export') return dialog?.kind === 'export'
  if (work === 'compress' || work === 'put-back') {
    return screen === 'gallery' && galleryTab === 'storage'
  }
  return screen === (work === 'check' || work === 'repair' ? 'check' : 'restore')
}

/** Long work that goes on in the background: one line below the campaigns that leads back to it. */
export function BackupTray() {
  const t = useWords()
  const place = usePlace()
  const { running, told } = useWork()
  if (running === null || told === null || isShown(running, place)) return null
  const open = ways[running]
  if (open === undefined) return null
  return (
    <WorkTray
      icon={IconShieldHalf}
      title={t(`backup.work.${running}`)}
      howFar={told}
      onOpen={open}
    />
  )
}
