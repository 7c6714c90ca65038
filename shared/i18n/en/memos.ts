export const memos = {
  title: 'Memos',
  count: (count: number): string => (count === 1 ? '1 memo' : `${count} memos`),
  create: 'New memo',
  empty: 'Recommendation memos for Party committee and government are kept here.',
  emptyForReader: 'Memos appear here once they are sent out.',
  fields: { title: 'Title', stage: 'Stage', drafters: 'Drafters', dialogueId: 'From dialogue', createdAt: 'Created' },
  stages: { drafting: 'Drafting', consulting: 'Consulting', countersigning: 'Countersigning', final: 'Final', submitted: 'Submitted' },
  stageSet: (stage: string): string => `Stage is now “${stage}”`,
  noDialogue: 'No dialogue',
  noDrafters: 'none named',
  characters: (count: string): string => `${count} characters`,
  readOnly: 'Read-only: you are not a drafter of this memo, or it is past drafting.',
  rename: 'Change the title',
  editDrafters: 'Change drafters',
  drafterCount: (names: readonly string[]): string =>
    names.length > 2 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', '),
}
