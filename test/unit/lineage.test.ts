import { expect, it } from 'vitest'
import { lineages, type Lineage, type LineageRecords } from '../../shared/lineage.ts'
import { briefing, dialogue, issue, memo, recommendation, topic } from '../../shared/register.ts'

const ids = {
  ...{ member: uuid(1), dialogue: uuid(2), topic: uuid(3), merged: uuid(4), item: uuid(5), memo: uuid(6), sibling: uuid(7) },
  ...{ recommendation: uuid(8), issue: uuid(9), briefing: uuid(10), otherTopic: uuid(11), otherItem: uuid(12) },
}
function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}
const at = '2026-10-12T02:00:00.000Z'
const earlier = '2026-10-11T02:00:00.000Z'
const asked = { dialogueId: ids.dialogue, source: '潮远公司', background: '', request: '', departments: '', proposedBy: ids.member }
const writing = { stage: 'submitted', drafters: [], createdBy: ids.member, createdAt: at }
const frame = {
  ...{ kind: 'special', masthead: '决策参考', mark: '', compiler: '秘书处', secrecy: '', copyNumber: false, urgency: 'none', signers: '' },
  ...{ to: '', copyTo: '', report: '市委', send: '', distribute: '', copies: 0, editor: '', reviewer: '', approver: '', note: '' },
  ...{ supplement: false, annexes: [], state: 'issued', number: 1, total: 1, versions: [], createdBy: ids.member, createdAt: at },
  ...{ issuedBy: ids.member, issuedAt: at, date: '2026-10-20' },
}

const records: LineageRecords = {
  topics: [
    topic.parse({
      ...asked,
      id: ids.merged,
      title: '招工难',
      state: 'merged',
      reason: '',
      mergedInto: ids.topic,
      itemId: null,
      proposedAt: earlier,
    }),
    topic.parse({
      ...asked,
      id: ids.topic,
      title: '技能工人',
      state: 'listed',
      reason: '',
      mergedInto: null,
      itemId: ids.item,
      proposedAt: at,
    }),
    topic.parse({
      ...asked,
      id: ids.otherTopic,
      title: '账款',
      state: 'listed',
      reason: '',
      mergedInto: null,
      itemId: ids.otherItem,
      proposedAt: at,
    }),
  ],
  dialogues: [
    dialogue.parse({
      ...{ id: ids.dialogue, kind: 'symposium', title: '座谈会', startsAt: '2026-10-14T14:00', venue: '', chair: '', organiser: '' },
      ...{ state: 'ended', agendaConfirmed: null, createdBy: ids.member, createdAt: at },
    }),
  ],
  issues: [
    issue.parse({
      ...{ id: ids.issue, dialogueId: ids.dialogue, itemId: ids.item, kind: 'task', text: '公布开放时段', enterprise: '潮远公司' },
      ...{ owner: '市人社局', due: null, closed: null, createdBy: ids.member, createdAt: at },
    }),
  ],
  memos: [
    memo.parse({ ...writing, id: ids.memo, title: '技能工人建议', dialogueId: ids.dialogue, itemId: ids.item }),
    memo.parse({ ...writing, id: ids.sibling, title: '账款建议', dialogueId: ids.dialogue, itemId: ids.otherItem }),
  ],
  recommendations: [
    recommendation.parse({
      ...{ id: ids.recommendation, memoId: ids.memo, briefingId: ids.briefing, measure: '开放实训基地', term: '', lead: '市人社局' },
      ...{ submittedAt: at, status: 'submitted' },
    }),
    recommendation.parse({
      ...{ id: ids.issue, memoId: null, briefingId: null, dialogueId: ids.dialogue, measure: '公布开放时段', term: '', lead: '市人社局' },
      ...{ submittedAt: at, status: 'submitted' },
    }),
  ],
  briefings: [
    briefing.parse({ ...frame, id: ids.briefing, items: [{ of: 'memo', id: ids.memo, extent: 'whole', lead: '', editorNote: '' }] }),
  ],
}
const lineOf = lineages(records)
const names = ({ topics, dialogues, items, issues, memos, recommendations, briefings }: Lineage) => ({
  topics: topics.map(({ title }) => title),
  dialogues: dialogues.map(({ title }) => title),
  items: items.map(({ id }) => id),
  issues: issues.map(({ text }) => text),
  memos: memos.map(({ title }) => title),
  recommendations: recommendations.map(({ measure }) => measure),
  briefings: briefings.map(({ masthead }) => masthead),
})

it('LI1 from a recommendation back to the topic and on to its briefing, without what stands beside it', () => {
  expect(names(lineOf({ of: 'recommendation', id: ids.recommendation }))).toEqual({
    ...{ topics: ['招工难', '技能工人'], dialogues: ['座谈会'], items: [ids.item], issues: [], memos: ['技能工人建议'] },
    ...{ recommendations: ['开放实训基地'], briefings: ['决策参考'] },
  })
})

it('LI1 from a topic on to everything that came of it', () => {
  const whole = names(lineOf({ of: 'topic', id: ids.topic }))
  expect(whole).toMatchObject({ issues: ['公布开放时段'], memos: ['技能工人建议'], briefings: ['决策参考'] })
  expect(new Set(whole.recommendations)).toEqual(new Set(['开放实训基地', '公布开放时段']))
})

it('LI1 a briefing leads back to the topic of its memo, and an issue of the minutes to its own', () => {
  expect(names(lineOf({ of: 'briefing', id: ids.briefing }))).toMatchObject({
    ...{ topics: ['招工难', '技能工人'], memos: ['技能工人建议'], recommendations: ['开放实训基地'] },
  })
  expect(names(lineOf({ of: 'recommendation', id: ids.issue }))).toMatchObject({
    ...{ topics: ['招工难', '技能工人'], dialogues: ['座谈会'], issues: ['公布开放时段'], memos: [], briefings: [] },
  })
})

it('LI1 all that was proposed for a dialogue, and all that came of it, lies on the line of the dialogue', () => {
  expect(names(lineOf({ of: 'dialogue', id: ids.dialogue }))).toMatchObject({
    ...{ topics: ['招工难', '技能工人', '账款'], memos: ['技能工人建议', '账款建议'], briefings: ['决策参考'] },
  })
})

it('LI2 what a topic was merged into speaks for it', () => {
  expect(names(lineOf({ of: 'topic', id: ids.merged }))).toMatchObject({ topics: ['招工难', '技能工人'], memos: ['技能工人建议'] })
  expect(names(lineOf({ of: 'memo', id: ids.sibling })).topics).toEqual(['账款'])
})
