import { z } from 'zod'
import type {
  AutomaticBackup,
  BackupMade,
  BackupPlan,
  BackupState,
  BackupVerdict,
  ComparedPage,
  RestoredInWindow,
  RestoredSelection,
  RestorePreview,
} from '../backup'
import { comparedQuerySchema, restoreSelectionSchema } from '../backup'
import { idSchema } from '../subject'
import { answers, mayChangeRecords } from './request-definition'

const nothing = z.undefined()
const onlyName = z.strictObject({ name: z.string().min(1).max(200) })

/** The part of the contract about backups and restoring. */
export const backupRequests = {
  /** What the indicator in the rail and the settings show. */
  'backup:state': answers<BackupState>()(nothing),
  /** What a backup made now would hold. */
  'backup:plan': answers<BackupPlan>()(nothing),
  /** Asks where, and answers once the backup was read back; null when the dialog was closed. */
  'backup:create': answers<BackupMade | null>()(nothing),
  /** Makes an automatic backup at once. */
  'backup:now': answers<AutomaticBackup>()(nothing),
  /** Asks for a backup and reads it from end to end; null when the dialog was closed. */
  'backup:verify': answers<BackupVerdict | null>()(nothing),
  /** Automatic backups, newest first. */
  'backup:list': answers<readonly AutomaticBackup[]>()(nothing),
  'backup:set-automatic': answers<BackupState>()(z.strictObject({ isOn: z.boolean() })),
  /** Asks for another folder for automatic backups; null when the dialog was closed. */
  'backup:choose-folder': answers<BackupState | null>()(nothing),
  'backup:open-folder': answers<void>()(nothing),
  /** Shows in the system's file manager what was last made or exported. */
  'backup:show': answers<void>()(z.strictObject({ what: z.enum(['backup', 'export']) })),
  /** A few portraits of an automatic backup as small WebPs; none where they cannot be had. */
  'backup:faces': answers<readonly Uint8Array[]>()(onlyName),

  /** Asks for a backup to be restored; null when the dialog was closed. Nothing is changed. */
  'restore:choose': answers<RestorePreview | null>()(
    z.strictObject({ what: z.enum(['file', 'folder']) }),
  ),
  /** Opens one of `backup:list`. */
  'restore:open-automatic': answers<RestorePreview>()(onlyName),
  /** The records of the open backup beside those of now. */
  'restore:compare': answers<ComparedPage>()(comparedQuerySchema),
  /** A portrait of the open backup as a small WebP, drawn in the image sandbox. */
  'restore:picture': answers<Uint8Array>()(z.strictObject({ portraitId: idSchema })),
  /** Replaces the whole library with the open backup; what is there now is set aside. */
  'restore:replace': answers<RestoredInWindow>()(z.strictObject({ withSettings: z.boolean() })),
  'restore:selected': answers<RestoredSelection>()(restoreSelectionSchema, mayChangeRecords),
  /** Forgets the open backup. */
  'restore:close': answers<void>()(nothing),
  /** Restores a library that a restore set aside; `name` is that of `BackupState.setAside`. */
  'restore:undo': answers<void>()(onlyName),
  'restore:remove-set-aside': answers<void>()(onlyName),
} as const
