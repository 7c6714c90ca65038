import { standardStyle } from '../../../shared/briefing/house.ts'
import { newAttendee } from '../../../shared/dialogues/attendees.ts'
import type { DialogueSource } from '../../../shared/papers/source.ts'
import { emptyPlan, type Attendee, type Issue, type Topic } from '../../../shared/register.ts'

export const dialogueId = '11111111-1111-4111-8111-111111111111'
export const guest = (name: string, organisation: string, changes: Partial<Attendee> = {}): Attendee => ({
  ...newAttendee,
  ...{ id: dialogueId, dialogueId, order: 1, code: '', name, organisation, vetted: null, invited: null, reminders: [] },
  ...changes,
})
export const item = (content: string, speaker: string, minutes: number) => ({
  id: dialogueId,
  order: 'a',
  minutes,
  fixedAt: '',
  responder: '',
  segment: '发言',
  content,
  speaker,
  papers: '',
})
/** A small dialogue to make papers from. */
export const source = (changes: Partial<DialogueSource> = {}): DialogueSource => ({
  workspace: '智库',
  style: standardStyle,
  dialogue: {
    ...{
      id: dialogueId,
      kind: 'symposium',
      title: '用工座谈会',
      startsAt: '2026-12-16T23:30',
      venue: '三楼',
      chair: '顾闻溪',
      organiser: '秘书处',
    },
    ...{
      state: 'preparing',
      plan: emptyPlan,
      minutes: null,
      chairId: null,
      recorders: [],
      run: null,
      agendaConfirmed: null,
      createdBy: dialogueId,
      createdAt: '2026-11-24T06:00:00.000Z',
    },
  },
  attendees: [
    guest('顾闻溪', '某律所', { side: 'expert' }),
    guest('韩立岑', '潮远公司', { anonymous: true, code: 'A' }),
    guest('陆明川', '砺衡公司', { reply: 'substitute', substitute: '荀以宁' }),
    guest('丁若谷', '云栈公司', { reply: 'declined' }),
    guest('', '市司法局', { side: 'government' }),
  ],
  items: [item('用工', '某人', 20), item('培训', '', 30)],
  notes: {},
  issues: [],
  carried: [],
  carriedHidden: [],
  topics: [],
  memos: [],
  people: { [dialogueId]: '林知远' },
  state: 'f'.repeat(64),
  ...changes,
})
export const captured = (kind: Issue['kind'], text: string, changes: Partial<Issue> = {}): Issue => ({
  ...{ id: dialogueId, dialogueId, itemId: null, kind, text, enterprise: '砺衡公司', owner: '市财政局', due: '2027-03-31', closed: null },
  ...{ no: '', category: '', supports: '', person: '' },
  ...{ createdBy: dialogueId, createdAt: '2026-12-16T06:00:00.000Z' },
  ...changes,
})
export const topic = (title: string, changes: Partial<Topic> = {}): Topic => ({
  ...{ id: dialogueId, dialogueId, title, source: '', background: '', request: '', departments: '', state: 'accepted', reason: '' },
  ...{ no: '', category: '', priority: 'normal' },
  ...{ mergedInto: null, itemId: null, proposedBy: dialogueId, proposedAt: '2026-12-01T06:00:00.000Z' },
  ...changes,
})
