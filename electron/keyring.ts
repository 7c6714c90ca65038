import { safeStorage } from 'electron'
import type { Keyring } from './credentials.ts'

/* eslint-disable @typescript-eslint/no-deprecated -- the asynchronous ones are not in the Electron that runtime/ falls back to */
/** `basic_text` is a password that everybody knows. */
export const keyring: Keyring = {
  isSafe: () =>
    safeStorage.isEncryptionAvailable() && (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  seal: (secret) => safeStorage.encryptString(secret),
  open: (sealed) => safeStorage.decryptString(sealed),
}
