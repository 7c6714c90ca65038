import { assertNever, everyDocument, type Failure } from '../../errors.ts'

export const failures = (failure: Failure): string => {
  switch (failure.kind) {
    case 'forbidden':
      return 'You may not do this. Nothing was changed; please ask the secretariat.'
    case 'notFound':
      return 'This could not be found; it may have been removed. Go back to the list and try again.'
    case 'frozen':
      return 'This text is frozen and cannot be changed. Ask the secretariat to reopen it first.'
    case 'invalid':
      return `“${failure.field}” is not filled in correctly. What you entered is kept; correct it and submit again.`
    case 'emptyBriefing':
      return 'The briefing has no memos. Choose at least one before issuing it.'
    case 'schemaUnknown':
      return `This text holds something this version does not know (${failure.name}). It is shown read-only so that nothing is lost; nothing was changed. Please upgrade to edit it.`
    case 'schemaNewer':
      return `This text was written by a newer version (format ${failure.found}, known here up to ${failure.known}). It is shown read-only so that nothing is lost; nothing was changed. Please upgrade to edit it.`
    case 'diskFull':
      return `Not saved: the disk is full (${failure.path}). What was saved is safe, the rest is still in the window. Free some space; saving is retried by itself.`
    case 'notWritable':
      return `“${failure.path}” cannot be written: no permission. Existing content is unchanged; check the folder’s permissions or choose another place.`
    case 'storeLocked':
      return `The workspace “${failure.path}” is in use by another program. Its content is safe; close the other program and try again.`
    case 'storeDamaged':
      if (failure.document === everyDocument)
        return `Files of the workspace “${failure.path}” are damaged and could not be read or written this time. A copy of the damaged part is kept as it was in the same folder; try again later, and if that does not help restore from a backup.`
      return `Document ${failure.document} in the workspace “${failure.path}” is damaged and was not opened, so that nothing is overwritten. Other documents are unaffected; restore it from a backup.`
    case 'fileUnreadable':
      return `The file “${failure.path}” could not be read. It was kept as “${failure.keptAs}”, and the last good copy is used. Memos and agendas are unaffected.`
    case 'hubDown':
      return 'The saving service has stopped and is being restarted. What you wrote is still in the window and will be saved then.'
    case 'printFailed':
      return 'The PDF could not be made. Your texts are unaffected; try again, and restart the app if it persists.'
    case 'cancelled':
      return 'Cancelled; nothing was changed.'
    default:
      return assertNever(failure)
  }
}
