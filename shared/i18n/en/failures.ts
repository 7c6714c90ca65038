import { plainName } from '../../documents/reply.ts'
import { dialogues } from './dialogues.ts'
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
    case 'unsettled':
      return `The minutes of “${failure.titles.join('”, “')}” are not approved or the agenda is not confirmed, so it cannot be issued. Nothing has changed. Approve or confirm first.`
    case 'openSuggestions':
      return `“${failure.title}” still has ${failure.count} suggested changes. The stage is unchanged and the suggestions are kept. Accept or reject them in the pane “Suggestions” of the memo, then try again.`
    case 'picturesMissing':
      return `The pictures of ${failure.count} figures in “${failure.title}” have not arrived, so it was not frozen; nothing changed. Wait for whoever put them in to connect, or replace or remove those figures.`
    case 'pictureUnreadable':
      return `“${failure.fileName}” is no picture that can be used; nothing was changed. Save it as PNG or JPEG and try again; an SVG has to be exported as PNG first.`
    case 'pictureTooLarge':
      return `“${failure.fileName}” is too large (20 MB, 32 megapixels at most); nothing was changed. Make it smaller and try again.`
    case 'picturesFull':
      return 'The pictures of this memo add up to 6 MB; this one was not put in and nothing was changed. Crop, shrink or remove some and try again.'
    case 'replyFileKind':
      return `“${failure.fileName}” was not added: attachments are documents, tables and pictures (PDF, OFD, Word, WPS, Excel, JPG, PNG …) with a name of 120 characters at most. The record is unchanged; save it as one of these and add it again.`
    case 'replyFileName':
      return `“${plainName(failure.fileName)}” was not added: its name has control characters that nobody sees (at □), so that it may not be what it looks like. The record is unchanged; check where it came from, rename it and add it again.`
    case 'replyFileEmpty':
      return `“${failure.fileName}” was not added: the file is empty. The record is unchanged; look at the original, then add it again.`
    case 'replyFileTooLarge':
      return `“${failure.fileName}” was not added: an attachment has 4 MB at most. The record is unchanged; make it smaller or split it, then add it again.`
    case 'replyFileGone':
      return `“${failure.fileName}” did not arrive in full and was not added. Those there are unchanged; add it again.`
    case 'replyFilesFull':
      return `“${failure.fileName}” was not added: the attachments of one reply have 6 MB at most together. Those there are unchanged; make it smaller or remove one, then add it again.`
    case 'emptyBriefing':
      return 'The briefing has no memos. Choose at least one before issuing it.'
    case 'textChanged':
      return 'The text to be endorsed has changed, so your word was not recorded; earlier records are as they were. Open the memo again, read the text as it is now, then endorse.'
    case 'planIncomplete':
      return `State unchanged. Before invitations go out, fill in: ${failure.missing.map((item) => dialogues.plan.items[item]).join(', ')}. See “Planning”.`
    case 'unfit':
      return `“${failure.name}” was vetted as not to be invited, and no invitation was noted. The list is unchanged; correct the vetting first if it is wrong.`
    case 'attendeeTwice':
      return `“${failure.name}” is on the list already and was not added again. Nothing changed; if it is somebody else of that name, add the organisation.`
    case 'protectedNames':
      return `Nothing was exported or issued: the text still names whom it must not (${failure.names.join(', ')}). Use the code in the text, or lift the anonymity.`
    case 'listGone':
      return 'The list did not reach the host in full and was not imported. The list of participants is unchanged; import it again.'
    case 'listTooLarge':
      return `“${failure.fileName}” is too large (at most 20 MB and 20,000 rows). Nothing was imported; split it and import the parts.`
    case 'listUnreadable':
      return `“${failure.fileName}” could not be read. Nothing was imported; save it as xlsx or csv and try again.`
    case 'importTooLarge':
      return `“${failure.fileName}” is too large (at most 20 MB, 24 MB of text). Nothing was imported; split it and import the parts.`
    case 'importUnreadable':
      return `“${failure.fileName}” could not be read. Nothing was imported; open it in Word or WPS, save it as docx and try again.`
    case 'schemaUnknown':
      return `This text holds something this version does not know (${failure.name}). It is shown read-only so that nothing is lost; nothing was changed. Please upgrade to edit it.`
    case 'schemaNewer':
      return `This text was written by a newer version (format ${failure.found}, known here up to ${failure.known}). It is shown read-only so that nothing is lost; nothing was changed. Please upgrade to edit it.`
    case 'diskFull':
      return `Not saved: the disk is full (${failure.path}). What was saved is safe, the rest is still in the window. Free some space: texts are then saved by themselves, an export is asked for again.`
    case 'notWritable':
      return `“${failure.path}” cannot be written: no permission. Existing content is unchanged; check the folder’s permissions or choose another place.`
    case 'storeLocked':
      return `The workspace “${failure.path}” is in use by another program. Its content is safe; close the other program and try again.`
    case 'databaseUnreachable':
      return `The server’s database (${failure.path}) cannot be reached, so the last change is not confirmed as saved. What was saved is safe, what was not is still in the window; it is tried again by itself.`
    case 'storeDamaged':
      if (failure.document === everyDocument)
        return `Files of the workspace “${failure.path}” are damaged and could not be read or written this time. A copy of the damaged part is kept as it was in the same folder; try again later, and if that does not help restore from a backup.`
      return `Document ${failure.document} in the workspace “${failure.path}” is damaged and was not opened, so that nothing is overwritten. Other documents are unaffected; restore it from a backup.`
    case 'fileUnreadable':
      return `The file “${failure.path}” could not be read. It was kept as “${failure.keptAs}”, and the last good copy is used. Memos and agendas are unaffected.`
    case 'hubDown':
      return 'The saving service has stopped and is being restarted. What you wrote is still in the window and will be saved then.'
    case 'fontsBroken':
      return 'A font that papers are set in is damaged, so no PDF was made. Your texts are untouched and can still be exported as Word; install the app again and retry.'
    case 'folderGone':
      return `Nothing was written: the folder “${failure.path}” is no longer there; it may have been moved or disconnected. Your texts are untouched; export again to another place.`
    case 'printFailed':
      return 'The PDF could not be made. Your texts are unaffected; try again, and restart the app if it persists.'
    case 'wordFailed':
      return 'The Word file could not be made. Your texts and older files are untouched; try again, and if it persists export a PDF and restart the app.'
    case 'bookFailed':
      return 'The workbook could not be made. Your records and older files are untouched; try again, and if it persists export in smaller parts and restart the app.'
    case 'printStuck':
      return 'Setting the pages took too long and was stopped; no file was made. Your texts and older files are untouched; try again, and if it persists export as Word or in smaller parts.'
    case 'noPrinter':
      return 'This computer has no printer, so nothing was printed. Your texts are untouched; connect one and try again, or save the PDF and print it elsewhere.'
    case 'printerFailed':
      return 'The printer did not take the pages, so nothing was printed. Your texts are untouched; look after the printer and try again, or save the PDF and print that.'
    case 'pageNotDrawn':
      return `Page ${failure.page} could not be drawn, so nothing was printed. Your texts are untouched; close windows that you do not need and try again, or save the PDF and print that.`
    case 'pageNotShown':
      return `Page ${failure.page} could not be shown. Your texts and exports are untouched; try again, and if it persists save the PDF and look at that.`
    case 'cancelled':
      return 'Cancelled; nothing was changed.'
    case 'inviteUnreadable':
      return 'This is not a valid invite link or code; a letter may be missing or wrong. Nothing was sent; check it and enter it again.'
    case 'inviteNewer':
      return 'This invite was made by a newer version of the app. Nothing was sent; please upgrade and open it again.'
    case 'inviteUnknown':
      return 'The host knows no such invite. You have not joined; check the code, or ask the secretariat for a new invite.'
    case 'inviteUsed':
      return 'This invite has been used; each works once. If it was not you, tell the secretariat at once; to join, ask for a new invite.'
    case 'inviteExpired':
      return 'This invite has expired. You have not joined; ask the secretariat for a new one.'
    case 'inviteRevoked':
      return 'The secretariat has revoked this invite. You have not joined; please ask the secretariat.'
    case 'hostUnreachable':
      return `“${failure.address}” cannot be reached. What is on this machine is safe and you can go on offline; check that the host is on and in the same network. A workspace you have joined is dialled again by itself; while joining, press again.`
    case 'wrongKey':
      return `“${failure.address}” shows another key than the invite names; somebody may be posing as the host. The connection was cut and nothing was sent; compare the fingerprint with the secretariat.`
    case 'notAHost':
      return `What answers at “${failure.address}” is not a host of this app. No text was sent; check address and port.`
    case 'notMember':
      return 'You are no longer a member of this workspace and cannot sync with it. What is on this machine stays; please ask the secretariat.'
    case 'tooManyTries':
      return 'Too many tries; the host does not answer for now. Nothing is affected; try again in a minute.'
    case 'offline':
      return 'You are offline, and this needs the host; it was not sent. What you wrote is safe on this machine; try again when connected.'
    case 'unanswered':
      return 'The connection was lost before the answer: this may have been done or not. What you wrote is safe on this machine; look at the result when connected before you repeat it.'
    case 'hostRestored':
      return 'The host has gone back to a backup, and its past differs from this copy. Syncing has stopped so that nothing is mixed up. What is here stays readable; check with the secretariat and join again.'
    case 'noKeyring':
      return 'This system keeps no secrets, so the credential lies in a file in your user folder that only you may read. Do not share this system account.'
    case 'credentialLost':
      return 'The credential kept on this machine can no longer be read, so syncing is not possible. What is here stays readable; ask the secretariat for a new invite and join again.'
    case 'portTaken':
      return `Port ${failure.port} is in use by another program, so hosting was not started. The workspace works as before; choose another port and try again.`
    case 'notHosting':
      return 'Hosting is off and nobody could connect, so no invite was made. Switch hosting on first, then invite.'
    case 'lastSecretary':
      return 'A workspace needs at least one member of the secretariat; nothing was changed. Appoint another one first.'
    case 'keyUnreadable':
      return `The host’s key or certificate “${failure.path}” could not be read, so hosting was not started. The workspace works as before; restore the file, or move it away and send all invites anew.`
    case 'backupDamaged':
      return `The backup “${failure.path}” is damaged (${failure.part}). Nothing was restored and nothing changed; use another backup.`
    case 'placeGone':
      return `The second place of backups, “${failure.path}”, cannot be reached now; it may be unplugged or disconnected. Backups on this machine go on; the copies follow by themselves once it is back.`
    case 'copyDiffers':
      return `The backup written to “${failure.path}” was not the same when read back, so that copy was removed. The backup on this machine is whole and will be copied again by itself; if this goes on, use another disk.`
    case 'bundleDamaged':
      return `“${failure.path}” is no intact bundle. Nothing was imported and nothing changed; have it exported again, or use another copy.`
    case 'bundleNewer':
      return `The bundle “${failure.path}” was exported by a newer version. Nothing was imported and nothing changed; update the app, then import it.`
    case 'bundleForeign':
      return `The bundle “${failure.path}” comes from another workspace, “${failure.workspace}”, and cannot be merged into this one. Nothing changed; check the file, or open that workspace first.`
    case 'folderNotEmpty':
      return `The folder “${failure.path}” is not empty; nothing was changed so that nothing is overwritten. Choose an empty one.`
    default:
      return assertNever(failure)
  }
}
