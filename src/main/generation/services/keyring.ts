/** What of Electron's safeStorage is used: encryption by the system's keyring. */
export interface Keyring {
  isEncryptionAvailable(): boolean
  /** Only Linux has it; `basic_text` means that nothing is encrypted at all. */
  getSelectedStorageBackend?(): string
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
}

function canEncrypt(keyring: Keyring): boolean {
  try {
    return keyring.isEncryptionAvailable() && keyring.getSelectedStorageBackend?.() !== 'basic_text'
  } catch {
    // A keyring that cannot even be asked is one that cannot be used.
    return false
  }
}

/** The key as base64 that only this user can read; null when the system cannot encrypt, or could not read its own work back. */
export function encrypt(keyring: Keyring, key: string): string | null {
  if (!canEncrypt(keyring)) return null
  try {
    const encrypted = keyring.encryptString(key)
    return keyring.decryptString(encrypted) === key ? encrypted.toString('base64') : null
  } catch {
    // What the keyring throws may hold the key, so it goes no further.
    return null
  }
}

/** The key from what `encrypt` made; null for another user's, or while the keyring is locked. */
export function decrypt(keyring: Keyring, encrypted: string): string | null {
  if (!canEncrypt(keyring)) return null
  try {
    return keyring.decryptString(Buffer.from(encrypted, 'base64'))
  } catch {
    // The message could hold what it choked on.
    return null
  }
}
