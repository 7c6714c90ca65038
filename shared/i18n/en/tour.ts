import type { tour as zh } from '../zh/tour.ts'

export const tour: typeof zh = {
  title: 'Tour',
  offer: 'New here? Walk through the sample in two minutes: from a dialogue to memos, a briefing and follow-up.',
  start: 'Take the tour',
  decline: 'No, thanks',
  next: 'Next',
  back: 'Back',
  leave: 'Leave the tour',
  finish: 'Done',
  at: (step, of) => `Step ${step} of ${of}`,
  keys: 'Enter next, ← back, Esc leaves',
  steps: {
    home: {
      title: 'Begin at the desk',
      body: 'Look here first each day: the next dialogue, comments that name you, memos to endorse, follow-up that is due. One press opens each.',
    },
    agenda: {
      title: 'A dialogue',
      body: 'Its state is above; below are planning, topics, participants, minutes and papers. The agenda works out its times by itself, and several people can write it at once.',
    },
    minutes: {
      title: 'In the meeting',
      body: 'Minutes are written item by item; issues and tasks get a unit and a term as they come up. Once the chair has approved, what is open goes to follow-up.',
    },
    memo: {
      title: 'Write a memo',
      body: 'You write on the sheet as it will be printed. What colleagues change, comment and suggest stands beside it. Every letter is saved as you go, offline too.',
    },
    stages: {
      title: 'Step by step until it goes out',
      body: 'Drafting, consulting, countersigning, final, submitted. An endorsement holds for one frozen text and lapses with a change. The “?” explains each stage.',
    },
    briefing: {
      title: 'Set a briefing',
      body: 'Fields on the left, the very PDF on the right. It is checked before it is issued, and the host gives its number.',
    },
    followUp: {
      title: 'Follow up until there is a reply',
      body: 'Every recommendation is here with its department, term and status. What is due or overdue is marked; there is a board, and figures.',
    },
    search: {
      title: 'Search anything',
      body: 'Ctrl+K looks through all texts, minutes, comments and people; names also by pinyin initials.',
    },
    members: {
      title: 'Ask colleagues in',
      body: 'Switch hosting on and invite them. They write on their own machines, without a network too, and all is merged when they are back.',
    },
    end: {
      title: 'That is all',
      body: 'F1 explains the stages, Shift+F1 lists every key. Change the sample as you like; for real work switch the workspace at the lower left and found a new one.',
    },
  },
}
