import { translator } from '../app/i18n'
import { openImport } from '../app/navigation'
import { toastDone } from '../app/toasts'
import { isRestoreBusy, openDroppedBackup } from '../restore/restore-actions'
import { currentImportSession } from './session'
import { openDropped } from './session-actions'

/** What the old app may have left, by the end of its name: a database, or an archive of a folder. */
const sourceName = /\.(?:db|sqlite3?|zip|tar|tar\.gz|tgz)$/i

/** As Castkeeper names its own backups, packed or unpacked. */
const backupName = /^castkeeper_backup_/i

/** Whether what is dropped is a folder, a database or an archive: something for the import. */
export function isSource({ files, items }: DataTransfer): boolean {
  const [file] = files
  const isFolder = [...items].some((item) => item.webkitGetAsEntry()?.isDirectory)
  return isFolder || (file !== undefined && sourceName.test(file.name))
}

/** Takes a backup of ours to the restore, and any other folder, database or archive to the import. */
export function openDroppedSource({ files }: DataTransfer): void {
  const [file, another] = files
  const { step, isScanning, choosing } = currentImportSession()
  const isBusy = step === 'run' || isScanning || choosing !== null
  if (another) toastDone(translator.t('import.dropOne'))
  else if (file && backupName.test(file.name)) {
    if (isRestoreBusy()) toastDone(translator.t('restore.dropBusy'))
    else void openDroppedBackup(file)
  } else if (isBusy) toastDone(translator.t('import.dropBusy'))
  else if (file) {
    openImport()
    void openDropped(file)
  }
}
