import {
  IconFileImport,
  IconPhoto,
  IconPhotoPlus,
  IconShieldHalf,
  IconUsers,
} from '@tabler/icons-react'
import type { TaskKind } from '../../shared/tasks'
import { openExportAgain } from '../export/export-cast'
import { watchRunningImport } from '../import/session-actions'
import type { TaskPlace } from '../tasks/task-tray'
import {
  type ManyTask,
  openDialog,
  openGallery,
  openImport,
  openIntegrity,
  openRestore,
  type Place,
} from './navigation'

const onScreen = (name: Place['screen']) => (place: Place) => place.screen === name
const inDialog = (kind: 'back-up' | 'export' | 'add-pictures') => (place: Place) =>
  place.dialog?.kind === kind
const inStorage = ({ screen, galleryTab }: Place) =>
  screen === 'gallery' && galleryTab === 'storage'

const changing = (task: ManyTask) => ({
  isShown: ({ dialog }: Place) => dialog?.kind === 'changing-many' && dialog.task === task,
  open: () => openDialog({ kind: 'changing-many', task }),
})

const restoring = { icon: IconShieldHalf, isShown: onScreen('restore'), open: openRestore }
const checking = { icon: IconShieldHalf, isShown: onScreen('integrity'), open: openIntegrity }
const compressing = {
  icon: IconShieldHalf,
  isShown: inStorage,
  open: () => openGallery('storage'),
}
const importing = {
  icon: IconFileImport,
  IconPhotoPlus,
  isShown: onScreen('import'),
  open: openImport,
}

/** Where each task is shown that may go on in the background. */
export const taskPlaces: Partial<Record<TaskKind, TaskPlace>> = {
  backup: {
    icon: IconShieldHalf,
    isShown: inDialog('back-up'),
    open: () => openDialog({ kind: 'back-up' }),
  },
  export: { icon: IconShieldHalf, isShown: inDialog('export'), open: openExportAgain },
  'add-pictures': {
    icon: IconPhotoPlus,
    isShown: inDialog('add-pictures'),
    open: () => openDialog({ kind: 'add-pictures' }),
  },
  characters: { icon: IconUsers, ...changing('characters') },
  'change-portraits': { icon: IconPhoto, ...changing('change-portraits') },
  restore: restoring,
  'restore-selected': restoring,
  check: checking,
  repair: checking,
  compress: compressing,
  'put-back': compressing,
  scan: importing,
  import: {
    ...importing,
    open: () => void watchRunningImport(),
    title: (t, { step, done, total }) =>
      step === 'import' ? t('import.tray.running', { done, total }) : t(`task.step.${step}`),
  },
  'import-undo': importing,
}
