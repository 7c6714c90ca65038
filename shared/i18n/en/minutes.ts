import type { minutes as zh } from '../zh/minutes.ts'

export const minutes: typeof zh = {
  title: 'Minutes',
  start: 'Start the minutes',
  refresh: 'Add new agenda items',
  empty:
    'Written here item by item, by several people at once. Decisions, issues and tasks are captured in place; what stays open is carried to the next dialogue.',
  emptyForReader: 'The minutes appear here once the secretariat starts them.',
  noItems: 'The agenda has no items yet.',
  approve: 'Approve and lock',
  approved: (who, when) => `Approved by ${who} on ${when}; no longer changed`,
  reopen: 'Reopen',
  approvedNow: 'Minutes approved',
  note: (place) => `Notes on item ${place}`,
  kinds: { decision: 'Decision', issue: 'Issue', task: 'Task' },
  fields: { kind: 'Kind', text: 'What', enterprise: 'Raised by', owner: 'Responsible', due: 'Due', state: 'State' },
  add: 'Capture',
  close: 'Close',
  reopenIssue: 'Reopen',
  closed: 'closed',
  open: 'open',
  export: 'Export the issues',
  remove: (text) => `Remove “${text}”`,
  carried: 'Still open from earlier dialogues',
  from: (title) => `From ${title}`,
  due: (day) => `due ${day}`,
}
