import { translator } from '../app/i18n'
import { openImport } from '../app/navigation'
import { toastDone } from '../app/toasts'
import { isRestoreBusy, openDroppedBackup } from '../restore/restore-actions'
import { currentImportSession } from './session'
import { openDropped } from './session-actions'

const databaseName = /\.(?:db|sqlite3?)$/i
const archiveName = /\.(?:zip|tar|tar\.gz|tgz)$/i

/** As Castkeeper names its own backups, packed or unpacked. */
const backupName = /^castkeeper_backup_/i

/** Whether the name says that only the import or the restore can use it. */
export const isOldDatabase = ({ name }: File): boolean =>
  databaseName.test(name) || backupName.test(name)

/** Whether what is dropped is a folder, a database or an archive, and no picture by itself. */
export function isSource({ files, items }: DataTransfer): boolean {
  const [file] = files
  const isFolder = [...items].some((item) => item.webkitGetAsEntry()?.isDirectory)
  const isNamed = file !== undefined && (isOldDatabase(file) || archiveName.test(file.name))
  return isFolder || isNamed
}

/** Takes a backup of ours to the restore, and any other folder, database or archive to the import. */
export function openDroppedSource(file: File): void {
  const { step, isScanning, choosing } = currentImportSession()
  const isBusy = step === 'run' || isScanning || choosing !== null
  if (backupName.test(file.name)) {
    if (isRestoreBusy()) toastDone(translator.t('restore.dropBusy'))
    else void openDroppedBackup(file)
  } else if (isBusy) toastDone(translator.t('import.dropBusy'))
  else {
    openImport()
    void openDropped(file)
  }
}
