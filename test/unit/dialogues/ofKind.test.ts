import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { paperHtml } from '../../../electron/papers/html.ts'
import { wordOf } from '../../../electron/word/sheets.ts'
import { composePaper, protectedNames } from '../../../shared/papers/compose.ts'
import { meetingName } from '../../../shared/papers/meetingName.ts'
import { papersOf, type PaperKind } from '../../../shared/papers/paper.ts'
import type { DialogueSource } from '../../../shared/papers/source.ts'
import { wallNow } from '../../../shared/wallClock.ts'
import { emptyPlan, type Dialogue } from '../../../shared/register.ts'
import { captured, dialogueId as id, item, source } from './source.ts'

const day = '2026-12-20'
/** Instants of which the wall clock of this machine reads the given time. */
const instant = (time: string): string => new Date(`2026-12-16T${time}:00`).toISOString()
const minutes = { openedAt: instant('16:00'), approved: null }
const held = (
  kind: Dialogue['kind'],
  title: string,
  plan: Partial<Dialogue['plan']>,
  changes: Partial<DialogueSource> = {},
): DialogueSource => {
  const { dialogue } = source()
  return source({
    dialogue: {
      ...dialogue,
      ...{ kind, title, startsAt: '2026-12-16T14:00', minutes, recorders: [id] },
      plan: { ...emptyPlan, ...plan },
      run: { items: [{ itemId: id, from: instant('14:03'), to: instant('14:41') }], speeches: [] },
    },
    items: [item('用工备案', '甲', 30)],
    notes: { [id]: ['备案时限宜放宽。'] },
    issues: [captured('decision', '建立台账'), captured('issue', '回款慢'), captured('task', '公布开放时段')],
    ...changes,
  })
}
const html = (kind: PaperKind, from: DialogueSource): string => paperHtml(composePaper(kind, from, day).content)
const wordText = async (kind: PaperKind, from: DialogueSource): Promise<string> => {
  const { content, about } = composePaper(kind, from, day)
  if (content.form !== 'text') return expect.fail(content.form)
  return new TextDecoder().decode(unzipSync(await wordOf(content, about))['word/document.xml'])
}

const hearing = (changes?: Partial<DialogueSource>) =>
  held(
    'hearing',
    '企业用工政策',
    { noticeOn: '2026-12-01', presenters: '沈既白、市人社局、备案时限', representatives: '甲，某商会\n乙，某公司' },
    changes,
  )
const review = () => held('review', '备案系统专家论证会', { experts: '宋砚秋、劳动法\n荀以宁', opinions: '宋砚秋：可行，宜先试点。' })
const visit = () => held('research', '滨海产业园用工', { itinerary: '上午：砺衡公司', interviews: '砺衡公司：旺季缺工' })

describe('DP10 the papers of a kind', () => {
  it('DP10 each kind of meeting has its own, and no others', () => {
    expect(papersOf('symposium')).not.toContain('hearingRecord')
    expect(papersOf('hearing').slice(-4)).toEqual(['minutes', 'hearingRecord', 'hearingReport', 'archive'])
    expect(papersOf('review').slice(-3, -1)).toEqual(['expertOpinions', 'reviewReport'])
    expect(papersOf('research').slice(-2, -1)).toEqual(['visitReport'])
  })

  it('DP10 听证笔录 says who was heard on what, when it really began and ended, and has a line for each who signs', async () => {
    const record = html('hearingRecord', hearing())
    expect(composePaper('hearingRecord', hearing(), day).fileName).toBe('企业用工政策听证笔录')
    expect(record).toContain('2026年12月16日（星期三）14:03—14:41')
    expect(record).toContain('甲，某商会；乙，某公司')
    expect(record).toContain('备案时限宜放宽。')
    for (const name of ['顾闻溪', '林知远', '沈既白', '甲', '乙']) expect(record).toMatch(new RegExp(`<td[^>]*>(<p>)?${name}(</p>)?</td>`))
    expect(await wordText('hearingRecord', hearing())).toContain('备案时限宜放宽。')
  })

  it('DP10 听证报告 gives the views and what is proposed of them, signed by whoever held it', () => {
    const report = html('hearingReport', hearing())
    expect(report).toMatch(/听证公告于2026年12月1日发布.*用工备案.*备案时限宜放宽.*建立台账.*回款慢.*秘书处.*2026年12月20日/s)
  })

  it('DP10 专家论证意见 and 专家论证报告 hold the written opinions, what was said, and the conclusion', async () => {
    const opinions = html('expertOpinions', review())
    expect(composePaper('expertOpinions', review(), day).fileName).toBe('备案系统专家论证意见')
    expect(opinions).toMatch(/与会2位专家.*宜先试点.*备案时限宜放宽.*建立台账.*劳动法/s)
    expect(html('reviewReport', review())).toMatch(/宋砚秋（劳动法）、荀以宁.*宜先试点.*建立台账/s)
    expect(await wordText('reviewReport', review())).toContain('宜先试点')
  })

  it('DP10 调研报告 goes from what was seen to the problems and what is proposed; 纪要 of a visit is 调研纪要', () => {
    expect(html('visitReport', visit())).toMatch(/旺季缺工.*存在的主要问题.*回款慢（砺衡公司反映）.*意见建议.*建立台账.*公布开放时段/s)
    const notes = html('minutes', visit())
    expect(notes).toContain('秘书处调研纪要')
    expect(notes.replaceAll('<wbr>', '')).toContain('<h1>滨海产业园用工调研纪要')
    expect(notes).toContain('顾闻溪带队在三楼开展滨海产业园用工调研。')
  })

  it('DP10 of an empty meeting every one of them still says what it is, and a name that is protected stops it', () => {
    const { dialogue } = source()
    for (const [kind, paper] of [
      ['hearing', 'hearingRecord'],
      ['hearing', 'hearingReport'],
      ['review', 'expertOpinions'],
      ['review', 'reviewReport'],
      ['research', 'visitReport'],
    ] as const) {
      const bare = source({ dialogue: { ...dialogue, kind, venue: '', chair: '', organiser: '' }, attendees: [], items: [] })
      expect(html(paper, bare)).not.toMatch(/undefined|null|在召开|在开展/)
      const secret = held(kind, '用工', { representatives: '韩立岑，潮远公司', experts: '韩立岑', interviews: '韩立岑说' })
      expect(protectedNames(secret, composePaper(paper, secret, day))).toContain('韩立岑')
    }
  })

  it('DP10 they stand in the archive behind the minutes', () => {
    const { content } = composePaper('archive', hearing(), day)
    if (content.form !== 'text') return expect.fail(content.form)
    expect(content.sheets[1]?.parts.map(({ title }) => title)).toContain('六、听证笔录')
    expect(content.sheets[1]?.parts.map(({ title }) => title)).toContain('七、听证报告')
  })
})

describe('DP11 what a meeting is called', () => {
  it.each([
    ['hearing', '企业用工政策', '企业用工政策听证会'],
    ['hearing', '企业用工政策听证', '企业用工政策听证会'],
    ['hearing', '企业用工政策听证会（第二次）', '企业用工政策听证会（第二次）'],
    ['hearing', '企业用工政策（第二次）', '企业用工政策听证会（第二次）'],
    ['hearing', '民营经济条例（修订草案）', '民营经济条例（修订草案）听证会'],
    ['review', '示范条款（征求意见稿）', '示范条款（征求意见稿）论证会'],
    ['dialogue', '民企对话', '民企对话会'],
    ['dialogue', '秋季政企对话会', '秋季政企对话会'],
    ['symposium', '账款座谈', '账款座谈会'],
    ['symposium', '民营企业家沙龙', '民营企业家沙龙'],
    ['research', '产业园用工', '产业园用工调研'],
    ['research', '产业园走访', '产业园走访'],
  ] as const)('DP11 a %s of the title %s is held as %s', (kind, title, name) => {
    expect(meetingName({ kind, title })).toBe(name)
  })

  it('DP11 and so it is in the sentence of the minutes, and where nobody chairs it', () => {
    expect(html('minutes', hearing())).toContain('顾闻溪在三楼主持召开企业用工政策听证会。')
    const { dialogue } = hearing()
    expect(html('minutes', hearing({ dialogue: { ...dialogue, chair: '', venue: '' } }))).toContain('，召开企业用工政策听证会。')
  })
})

describe('DP12 the run sheet of a meeting that was run', () => {
  it('DP12 prints when each item really began and ended, and leaves a line where it was not held', () => {
    const sheet = html('runSheet', hearing())
    expect(sheet).toContain('实际起止：14:03—14:41，用时38分钟')
    expect(wallNow(new Date(instant('14:03')))).toBe('2026-12-16T14:03')
    const { dialogue } = hearing()
    expect(html('runSheet', hearing({ dialogue: { ...dialogue, run: null } }))).toContain('实际起止：____')
  })
})
