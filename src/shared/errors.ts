/** What a person can do about an error; every code has exactly one main action. */
export type ErrorAction =
  | 'retry'
  | 'open-settings'
  | 'open-spending'
  | 'choose-file'
  | 'open-folder'
  | 'edit-prompt'
  | 'fix-field'
  | 'report'

/**
 * Everything that is foreseen to go wrong. The sentence for each is in the locales under
 * `error.<code>`, filled in from the error's details.
 */
export const errorActions = {
  // what was typed
  'invalid-input': 'fix-field',
  'name-empty': 'fix-field',
  'name-invisible': 'fix-field',
  'name-too-long': 'fix-field',
  'fact-too-long': 'fix-field',
  'notes-too-long': 'fix-field',
  'too-many-themes': 'fix-field',
  'level-out-of-range': 'fix-field',
  'status-empty': 'fix-field',
  'status-too-long': 'fix-field',
  'word-list-too-long': 'fix-field',
  'word-list-unusable': 'choose-file',
  'tag-empty': 'fix-field',
  'tag-too-long': 'fix-field',
  'tag-kind-too-long': 'fix-field',
  'tag-name-taken': 'fix-field',
  'tag-not-found': 'fix-field',
  'too-many-tags': 'fix-field',
  'prompt-empty': 'edit-prompt',
  'prompt-too-long': 'edit-prompt',
  'base-url-invalid': 'open-settings',
  'wait-out-of-range': 'fix-field',
  'amount-invalid': 'fix-field',
  'not-found': 'retry',
  'in-trash': 'retry',
  'no-display': 'retry',
  'no-name-tables': 'report',
  'no-one-to-draw': 'retry',
  'unknown-sound': 'fix-field',
  'portrait-taken': 'retry',
  'stage-full': 'retry',
  'queue-full': 'retry',
  'trash-changed': 'retry',
  // pictures
  'picture-empty': 'choose-file',
  'picture-not-supported': 'choose-file',
  'picture-truncated': 'choose-file',
  'picture-damaged': 'choose-file',
  'picture-too-many-bytes': 'choose-file',
  'picture-too-many-pixels': 'choose-file',
  'file-unreadable': 'choose-file',
  'pictures-too-many': 'choose-file',
  'pictures-busy': 'retry',
  'characters-busy': 'retry',
  'portraits-busy': 'retry',
  'portrait-file-lost': 'retry',
  'darkroom-crashed': 'choose-file',
  'darkroom-timed-out': 'choose-file',
  // bytes on disk
  'disk-full': 'open-folder',
  'folder-not-writable': 'open-folder',
  'folder-replaced': 'open-folder',
  'write-failed': 'retry',
  'print-failed': 'retry',
  'folder-not-opened': 'retry',
  'not-a-plain-file': 'open-folder',
  'file-still-new': 'retry',
  'check-not-confirmed': 'fix-field',
  // database
  'database-busy': 'retry',
  'database-lock-refused': 'retry',
  'database-damaged': 'open-folder',
  'database-newer': 'open-folder',
  'database-unreadable': 'open-folder',
  'copy-damaged': 'retry',
  // image services
  'key-missing': 'open-settings',
  'key-malformed': 'open-settings',
  'key-refused': 'open-settings',
  'organisation-not-verified': 'open-settings',
  'access-refused': 'open-settings',
  'model-not-found': 'open-settings',
  'model-missing': 'open-settings',
  'rate-limited': 'retry',
  'credit-exhausted': 'open-settings',
  'prompt-refused': 'edit-prompt',
  'parameter-refused': 'open-settings',
  'quality-refused': 'retry',
  'spending-limit': 'open-spending',
  'price-unknown': 'open-settings',
  'order-refused': 'edit-prompt',
  'service-overloaded': 'retry',
  'connection-failed': 'retry',
  'connection-lost': 'retry',
  'answer-timed-out': 'retry',
  'not-an-image-service': 'open-settings',
  'service-moved': 'open-settings',
  'no-image-in-answer': 'retry',
  'answer-too-large': 'retry',
  'answer-not-a-picture': 'retry',
  'answer-partly-read': 'retry',
  'certificate-invalid': 'open-settings',
  'job-cancelled': 'retry',
  'job-running': 'retry',
  'job-interrupted': 'retry',
  // downloads
  'link-expired': 'retry',
  'link-refused': 'retry',
  'download-incomplete': 'retry',
  'download-stalled': 'retry',
  'download-too-large': 'retry',
  'too-many-redirects': 'retry',
  'redirect-refused': 'retry',
  'address-not-allowed': 'open-settings',
  // old portraits
  'import-nothing-found': 'choose-file',
  'import-source-gone': 'retry',
  'import-source-unreadable': 'choose-file',
  'import-not-sqlite': 'choose-file',
  'import-database-empty': 'choose-file',
  'import-database-truncated': 'choose-file',
  'import-database-damaged': 'choose-file',
  'import-other-program': 'choose-file',
  'import-part-of-database': 'choose-file',
  'import-database-newer': 'retry',
  'import-archive-damaged': 'choose-file',
  'import-archive-unsafe': 'choose-file',
  'import-archive-encrypted': 'choose-file',
  'import-cancelled': 'retry',
  'import-busy': 'retry',
  'import-unpack-first': 'choose-file',
  // backups
  'backup-not-an-archive': 'choose-file',
  'backup-truncated': 'choose-file',
  'backup-damaged': 'choose-file',
  'backup-manifest-missing': 'choose-file',
  'backup-manifest-damaged': 'choose-file',
  'backup-other-product': 'choose-file',
  'backup-newer': 'choose-file',
  'backup-old-app': 'choose-file',
  'backup-unsafe-name': 'choose-file',
  'backup-unsafe-entry': 'choose-file',
  'backup-duplicate': 'choose-file',
  'backup-case-twins': 'choose-file',
  'backup-too-many-entries': 'choose-file',
  'backup-wrong-size': 'choose-file',
  'backup-entry-unknown': 'choose-file',
  'backup-entry-missing': 'choose-file',
  'backup-database-damaged': 'choose-file',
  'backup-portrait-missing': 'choose-file',
  'backup-unreadable': 'choose-file',
  'backup-gone': 'choose-file',
  'backup-no-room': 'choose-file',
  'backup-target-full': 'choose-file',
  'backup-target-read-only': 'choose-file',
  'backup-target-gone': 'choose-file',
  'backup-target-exists': 'choose-file',
  'backup-too-large': 'choose-file',
  'backup-not-made': 'retry',
  'backup-cancelled': 'retry',
  'backup-busy': 'retry',
  'backup-library-in-use': 'retry',
  'backup-folder-inside': 'choose-file',
  'restore-not-finished': 'retry',
  'restore-not-confirmed': 'fix-field',
  'restore-undo-gone': 'retry',
  // where the data is
  'data-folder-away': 'retry',
  'data-folder-unknown': 'choose-file',
  'data-moving': 'retry',
  'data-moved': 'retry',
  'move-named-folder': 'choose-file',
  'move-same-place': 'choose-file',
  'move-inside': 'choose-file',
  'move-inside-backups': 'choose-file',
  'move-holds-library': 'choose-file',
  'move-not-empty': 'choose-file',
  'move-path-too-long': 'choose-file',
  'move-file-unreadable': 'retry',
  'move-not-the-same': 'choose-file',
  'move-former-changed': 'open-folder',
  'move-live-damaged': 'retry',
  'set-aside-needed': 'retry',
  'move-no-library': 'choose-file',
  'move-orders-running': 'retry',
  'disk-nearly-full': 'open-folder',
  'link-not-https': 'fix-field',
  'link-not-kept': 'retry',
  'restore-window-open': 'retry',
  // requests and commands
  'request-refused': 'report',
  'link-not-opened': 'report',
  'unknown-command': 'fix-field',
  'export-target-exists': 'choose-file',
  'command-misused': 'fix-field',
  unexpected: 'report',
} as const satisfies Record<string, ErrorAction>

export type ErrorCode = keyof typeof errorActions
export type ErrorDetails = Readonly<Record<string, string | number | readonly string[] | null>>

/** An error as it crosses to the renderer or to the command line. */
export interface ErrorReport {
  readonly code: ErrorCode
  readonly details: ErrorDetails
}

/** Something foreseen went wrong. Details never hold a key, a signed URL, a prompt or a full path. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }

  toReport(): ErrorReport {
    return { code: this.code, details: this.details }
  }
}

/** True for a text that is one of our codes, as field checks put into their issues. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorActions, text)
}
