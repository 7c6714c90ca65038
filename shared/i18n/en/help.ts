import type { help as zh } from '../zh/help.ts'

const policy = (clause: string): string => `Qingdao’s Opinions on a New Relationship between Government and Business, clause ${clause}`

export const help: typeof zh = {
  title: 'What the stages mean',
  open: 'What the stages mean (F1)',
  topics: { dialogue: 'Dialogues', topic: 'Topics', memo: 'Memos', briefing: 'Briefings', followUp: 'Follow-up' },
  about: 'Choose a kind',
  here: 'Now',
  rows: { who: 'Who may act', next: 'Next', basis: 'Basis' },
  note: '“Basis” names only what this app was designed after; where your office has rules of its own, those hold.',
  stages: {
    dialogue: {
      preparing: {
        means: 'Topics are called for, the agenda and the list of participants drawn up, approval and conduct settled.',
        who: 'The secretariat arranges everything; experts propose topics and write the agenda; observers read.',
        next: 'Once all of “Planning” is filled in, the secretariat sets it to “Announced”.',
        basis: `${policy('(1)')}: a symposium at least every half-year; hearings, expert reviews and symposiums before decisions on enterprises.`,
      },
      announced: {
        means: 'Agenda and invitations are out, replies are awaited.',
        who: 'The secretariat records replies and prints name cards and the run sheet. A confirmed agenda is frozen until it is opened again.',
        next: 'On the day, open the meeting clock: its first item sets it to “Running”.',
      },
      running: {
        means: 'The meeting is on: times and speakers are kept; decisions, issues and tasks are captured.',
        who: 'The secretariat and the recorders it names write the minutes and move the agenda on; everybody can follow.',
        next: 'After the last item it becomes “Ended”.',
      },
      ended: {
        means: 'Attendance is checked and the minutes are put in order for the chair.',
        who: 'Recorders write; the chair approves and locks, or the secretariat records how the chair did.',
        next: 'What is still open goes to follow-up; then the dialogue is archived.',
        basis: `${policy('(3)')}: accept, handle within a term, answer, follow up.`,
      },
      archived: {
        means: 'The file is complete and does not change any more.',
        who: 'Every member may read and export. Nothing comes back out of the archive: check before archiving.',
        next: 'What is still open goes on in follow-up.',
      },
    },
    topic: {
      proposed: {
        means: 'Somebody proposes it; nothing is decided.',
        who: 'Experts and the secretariat propose; whoever proposed may edit; the secretariat decides.',
        next: 'Accept it, merge it with one like it, hand it on, or decline it with a reason.',
      },
      accepted: {
        means: 'It will be discussed and waits for its place.',
        who: 'The secretariat puts it on the agenda or decides anew.',
        next: 'On the agenda it becomes the last item and can be moved.',
      },
      listed: {
        means: 'It is an item of the agenda.',
        who: 'Segment, speaker and minutes are edited on the agenda.',
        next: 'It is discussed; a memo written on it keeps its line back to here.',
      },
      transferred: {
        means: 'Not for this meeting: another unit deals with it.',
        who: 'The secretariat hands it on and names the unit; it may reconsider.',
        next: 'That unit deals with it; the secretariat asks what came of it.',
      },
      declined: {
        means: 'Not for this meeting; the reason is on record.',
        who: 'Whoever proposed it sees the reason; the secretariat may reconsider.',
        next: 'Nothing.',
      },
      merged: {
        means: 'Joined with one like it; its text can still be read.',
        who: 'The secretariat merges.',
        next: 'It goes on with the topic it was merged into.',
      },
    },
    memo: {
      drafting: {
        means: 'The drafters write together; opinions are not asked yet.',
        who: 'Drafters and the secretariat write; other experts read and comment; observers do not see it.',
        next: 'Once written, the secretariat sets it to “Consulting”.',
        basis: `${policy('(4)')}: the think tank analyses and proposes measures as reference for Party committee and government.`,
      },
      consulting: {
        means: 'All experts are asked; each opinion is recorded with what became of it.',
        who: 'Experts comment and propose wording; drafters and the secretariat edit the text; observers read.',
        next: 'When opinions are settled, countersigning begins and the text is frozen.',
      },
      countersigning: {
        means: 'The text is frozen; the experts asked say what they think of this very text.',
        who: 'They agree, agree with a reservation, or disagree; the secretariat may remind them. Editing means sending it back, and what was said lapses with a change.',
        next: 'Then it is set to “Final”; reservations are printed with it.',
      },
      final: {
        means: 'The words are settled and wait for a briefing.',
        who: 'Everybody reads; the secretariat may send it back.',
        next: 'A briefing that carries it makes it “Submitted” by itself.',
      },
      submitted: {
        means: 'It has gone out with a briefing; the text is kept and does not change.',
        who: 'Everybody reads; the secretariat follows up each recommendation.',
        next: 'Follow-up goes on until it is answered and closed.',
      },
    },
    briefing: {
      draft: {
        means: 'It is being set: pages can be seen at any time, its number is open.',
        who: 'The secretariat chooses texts, fills in the fields and mends what the check finds; other members read.',
        next: 'Once the check is clean, issue it: the host gives the number.',
        basis: 'After GB/T 9704—2012, the format of official documents.',
      },
      standing: {
        means: 'It has its number; its texts are kept as they are, its recommendations followed up.',
        who: 'Every member may read and save it; the secretariat numbers copies and records who got them.',
        next: 'Send it. Any PDF that comes back can be verified in the issue register.',
      },
      withdrawn: {
        means: 'A mistake was found and it was withdrawn: the number stays and is not used again.',
        who: 'The secretariat withdraws it with a reason; its memos go back to “Final”.',
        next: 'Issue it anew and record which issue replaces it.',
      },
      replaced: {
        means: 'A later issue replaces it; it is not to be quoted.',
        who: 'Every member may read both.',
        next: 'The later one holds.',
      },
    },
    followUp: {
      registered: {
        means: 'On the list since the minutes were approved; not handed over yet.',
        who: 'The secretariat fills in the lead department and the term, hands it over and sets it to “Received”.',
        next: 'The department signs for it.',
      },
      submitted: {
        means: 'The recommendation has gone out with a briefing and waits to be signed for.',
        who: 'The secretariat records the day it was received, and reminders when it is due or overdue.',
        next: 'Set it to “Received” when it was signed for.',
      },
      received: {
        means: 'The department has it and has not reported yet.',
        who: 'The secretariat records what comes back.',
        next: 'With the first progress it becomes “Under way”.',
        basis: `${policy('(3)')}: handle within a term, answer promptly.`,
      },
      underway: {
        means: 'The department is at it and reports on time.',
        who: 'The secretariat notes each step, and each reminder.',
        next: 'With the written reply it becomes “Answered”.',
      },
      answered: {
        means: 'A reply has come; whether it was adopted is not settled.',
        who: 'The secretariat enters the reply, the class of result and how satisfied those are who raised it.',
        next: 'Set it to adopted, partly adopted, for reference or not adopted.',
      },
      adopted: {
        means: 'Adopted in full.',
        who: 'The secretariat records the result; a leader’s note goes under “Instruction”.',
        next: 'Close it once those who raised it have been heard.',
      },
      partly: {
        means: 'Adopted in part; the reason for the rest is required.',
        who: 'The secretariat records result and reason.',
        next: 'Close it once those who raised it have been heard.',
      },
      reference: {
        means: 'Not adopted now, kept for later.',
        who: 'The secretariat records it.',
        next: 'It may be closed, and opened again some day.',
      },
      rejected: {
        means: 'Not adopted; the reason is required.',
        who: 'The secretariat records the reason and passes it on.',
        next: 'It may be closed.',
      },
      noReply: { means: 'For information only: no reply is asked.', who: 'The secretariat records it.', next: 'It may be closed.' },
      closed: {
        means: 'Settled; the record is locked.',
        who: 'The secretariat closes it, and opens it again if it comes up once more.',
        next: 'It counts in the figures and in the ledger.',
      },
    },
  },
}
