import type { versions as zh } from '../zh/versions.ts'

export const versions: typeof zh = {
  title: 'Versions',
  close: 'Close',
  keep: 'Keep a version',
  keepTitle: 'Keep a version',
  keepAct: 'Keep',
  name: 'Name',
  nameHint: 'For example: as sent to the deputy mayor',
  discussedAt: 'Discussed at',
  noDialogue: 'No dialogue',
  kept: (name) => `Kept “${name}”`,
  empty: 'A version is kept at every change of stage, and whenever you keep one yourself.',
  now: 'The text as it is now',
  reasons: { named: 'Kept by hand', stage: 'Change of stage', dialogue: 'As discussed', restore: 'Before a restore', issue: 'Issued' },
  about: (author, when, characters) => `${author} · ${when} · ${characters} characters`,
  withNow: 'Compare with now',
  withPrevious: 'Compare with the one before',
  restore: 'Restore',
  restored: (name) => `Restored “${name}”; the text before it was kept`,
  restoreHint: 'Restoring is a new change that can be undone; the text before it is kept as a version.',
  current: 'Frozen text',
  since: {
    text: 'As I last left it',
    changed: (names, places, left) => {
      const who = names.length > 3 ? `${names.slice(0, 3).join(', ')} and others (${names.length})` : names.join(', ')
      const where = places === 1 ? '1 place' : `${places} places`
      return who === '' ? `Changed in ${where} since you left on ${left}` : `${who} changed ${where} since you left on ${left}`
    },
    show: 'Show changes',
    dismiss: 'Dismiss',
    withLeft: 'Compare with when I last left',
  },
  compare: {
    title: 'Comparison',
    back: 'Back to the text',
    from: 'Older',
    to: 'Newer',
    swap: 'Swap',
    none: 'Both texts are the same to the letter.',
    summary: (added, removed, moved) =>
      [`${added} characters added`, `${removed} removed`, ...(moved > 0 ? [`${moved} paragraphs moved`] : [])].join(', '),
    previous: 'Previous change',
    next: 'Next change',
    place: (at, of) => `${at} of ${of}`,
    count: (of) => (of === 1 ? '1 change' : `${of} changes`),
    added: 'Added',
    removed: 'Removed',
    changed: 'Changed',
    moved: 'Moved here',
    left: 'Moved away',
    picture: 'Picture',
    oldPicture: 'Old picture',
    newPicture: 'New picture',
    chartAs: (kind) => `[${kind}]`,
    noteAs: (text) => `[Note: ${text}]`,
    missing:
      'One of the texts cannot be had. Versions are kept by the host and can be read while it is connected; the memo itself is safe.',
  },
}
