import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../../electron/papers/calendar.ts'
import { paperHtml } from '../../../electron/papers/html.ts'
import { titleLines, wordOf } from '../../../electron/word/sheets.ts'
import { composePaper, protectedNames } from '../../../shared/papers/compose.ts'
import { paperKind, type PaperKind } from '../../../shared/papers/paper.ts'
import { captured, dialogueId as id, guest, item, source, topic } from './source.ts'

const html = (kind: PaperKind, from = source()): string => paperHtml(composePaper(kind, from, '2026-11-24').content)

describe('DP the papers of a dialogue', () => {
  it('DP2 the agenda has the times that follow from the durations, past midnight too', () => {
    expect(html('agenda')).toContain('2026年12月16日（星期三）23:30—00:20')
    expect(html('agenda')).toContain('23:50—00:20')
  })

  it('DP13 承办单位, 协办单位, 主题 and 密级 stand on the papers where a meeting has them, and nothing where it has none', () => {
    const base = source()
    const more = { undertaker: '市工商联', coOrganiser: '市人社局', theme: '用工保障', secrecy: '内部资料' }
    const full = source({ dialogue: { ...base.dialogue, ...more } })
    for (const text of Object.values(more)) expect(html('agenda', full)).toContain(text)
    for (const kind of ['runSheet', 'minutes'] as const) expect(html(kind, full)).toContain('内部资料')
    for (const text of Object.values(more)) expect(html('archive', full)).toContain(text)
    expect(html('agenda')).not.toMatch(/承办单位|协办单位|主题：|corner/)
  })

  it('DP15 the minutes have their 文号 on the head and 印发范围 at the foot, and each issue its number, helpers and person', () => {
    const base = source()
    const issues = [captured('issue', '回款慢', { no: '2026-007', supports: '市国资委', person: '武长庚' })]
    const dialogue = { ...base.dialogue, minutesNumber: '青民智纪要〔2026〕3号', distribution: '各参会单位' }
    const from = source({ dialogue, issues })
    const paper = html('minutes', from)
    expect(paper).toContain('青民智纪要〔2026〕3号')
    expect(paper.split('<footer')[1]).toContain('各参会单位')
    expect(paper).toMatch(/2026-\u200b007.*回款慢.*市财政局.*配合：市国资委.*责任人：武长庚/s)
    expect(html('minutes', source({ issues }))).not.toContain('imprint-row')
    for (const text of ['青民智纪要〔2026〕3号', '各参会单位', '配合：市国资委']) expect(html('archive', from)).toContain(text)
  })

  it('DP16 who has a 座位 sits in its order before who has none, 2 before 10, and the plan says which', () => {
    const seated = (name: string, seat: string) => guest(name, '某局', { side: 'government', seat })
    const left = html('seating', source({ attendees: [seated('丙', ''), seated('乙', '政10'), seated('甲', '政2')] }))
    expect(left).toMatch(/>甲<.*政2.*>乙<.*政10.*>丙</s)
  })

  it('DP17 a letter asks for the reply by the day that was set', () => {
    const base = source()
    const set = source({ dialogue: { ...base.dialogue, plan: { ...base.dialogue.plan, replyBy: '2026-12-08' } } })
    expect(html('letters', set)).toContain('请于2026年12月8日（星期二）前')
  })

  it('DP18 the archive tells topics by number, category and priority, and to whom one was handed on', () => {
    const topics = [topic('用工', { no: '2026-003', category: '用工', priority: 'high', state: 'transferred', reason: '市人社局' })]
    expect(html('archive', source({ topics }))).toMatch(/2026-\u200b003.*用工，优先级高.*转办.*市人社局/s)
  })

  it('DP20 who answers stands in the agenda where somebody does, and the chair calls on them after the speaker', () => {
    const answered = { ...item('用工', '砺衡公司', 10), responder: '市人社局' }
    const from = source({ items: [item('开场', '顾闻溪', 5), answered, { ...item('回应', '市人社局', 10), responder: '市人社局' }] })
    expect(html('agenda', from)).toMatch(/发言人.*用工.*砺衡公司.*回应：.*市人社局/s)
    expect(html('agenda', from).match(/回应：/g)).toHaveLength(1)
    expect(html('agenda')).not.toContain('回应：')
    expect(html('runSheet', from).match(/发言后请市人社局现场回应。/g)).toHaveLength(1)
    expect(html('hearingRecord', source({ items: [answered], notes: { [id]: ['陈述'] } }))).toContain('回应单位：市人社局')
  })

  it('DP21 issues have a column of their 类别 where one has one, in the minutes; the archive tells it too', () => {
    const issues = [captured('issue', '回款慢', { category: '账款' })]
    expect(html('minutes', source({ issues }))).toMatch(/类别.*回款慢.*账款/s)
    expect(html('minutes', source({ issues: [captured('issue', '回款慢')] }))).not.toContain('类别')
    expect(html('archive', source({ issues }))).toContain('账款')
  })

  it('DP22 whoever is not to be invited gets no letter, no card and no seat', () => {
    const attendees = [guest('甲', '某公司', { vetting: 'passed' }), guest('乙', '另一公司', { vetting: 'unfit' })]
    for (const kind of ['letters', 'cards', 'seating'] as const) {
      expect(html(kind, source({ attendees }))).toContain('甲')
      expect(html(kind, source({ attendees }))).not.toContain('乙')
    }
    expect(html('archive', source({ attendees }))).toContain('不予邀请')
  })

  it('DP14 the chair asks the speakers to speak, and not the chair nor whoever is not known yet', () => {
    const said = html(
      'runSheet',
      source({
        items: [item('开场', '顾闻溪', 5), item('发言', '砺衡公司韩立岑', 10), item('交流', '待定', 5), item('小结', '主持人', 5)],
      }),
    )
    expect(said).toContain('请砺衡公司韩立岑发言，时间10分钟以内。')
    expect(said.match(/这一项由我来说，时间5分钟以内。/g)).toHaveLength(2)
    expect(said).not.toMatch(/请(顾闻溪|主持人|待定)发言/)
  })

  it('DP3 each who has not declined gets a letter of their own, asked to reply three days ahead', () => {
    const letters = html('letters')
    expect(letters.match(/<article/g)).toHaveLength(4)
    expect(letters).toContain('砺衡公司陆明川：')
    expect(letters).toContain('市司法局：')
    expect(letters).toContain('请于2026年12月13日（星期日）前')
    expect(letters).not.toContain('丁若谷')
  })

  it('DP4 cards and seats are for whoever comes, in whose place it may be; the chair sits at the head', () => {
    expect(html('cards')).toContain('荀以宁')
    expect(html('cards')).not.toMatch(/陆明川|丁若谷/)
    expect(html('seating').split('head-seats')[1]?.split('</ul>')[0]).toContain('顾闻溪')
  })

  it('DP5 whatever people typed is text in every paper', () => {
    const attack = '<script>alert(1)</script>'
    const base = source()
    const from = source({
      dialogue: { ...base.dialogue, title: attack, venue: attack, chair: attack, organiser: attack },
      attendees: [guest(attack, attack)],
      items: [item(attack, attack, 5)],
    })
    for (const kind of paperKind.options) expect(html(kind, from)).not.toContain('<script')
  })

  it('DP1 a protected name in an outward paper is found, by person and by enterprise', () => {
    const found = (content: string) =>
      protectedNames(
        source({ items: [item(content, '', 5)] }),
        composePaper('agenda', source({ items: [item(content, '', 5)] }), '2026-11-24'),
      )
    expect(found('企业A介绍用工')).toEqual([])
    expect(found('潮远公司韩立岑介绍用工')).toEqual(['韩立岑', '潮远公司'])
  })

  it('DP6 Word holds the same text, in fonts that the office knows by their Chinese names', async () => {
    const { content, about } = composePaper('letters', source(), '2026-11-24')
    if (content.form !== 'text') return expect.fail(content.form)
    const files = unzipSync(await wordOf(content, about))
    const text = (path: string) => new TextDecoder().decode(files[path])
    expect(text('word/document.xml')).toContain('关于邀请参加用工座谈会的函')
    expect(text('word/styles.xml')).toContain('w:eastAsia="仿宋_GB2312"')
    expect(text('word/styles.xml')).toContain('w:line="579"')
  })

  it('DP6 the first page of a letter in Word has the red rule at its foot, and no other paper has one', async () => {
    const feet = async (kind: PaperKind): Promise<string> => {
      const { content, about } = composePaper(kind, source(), '2026-11-24')
      if (content.form !== 'text') return expect.fail(content.form)
      const files = Object.entries(unzipSync(await wordOf(content, about)))
      return files.map(([path, bytes]) => (/footer\d/.test(path) ? new TextDecoder().decode(bytes) : '')).join('')
    }
    expect(await feet('letters')).toContain('thinThickSmallGap')
    expect(await feet('minutes')).not.toContain('thinThick')
  })

  it('DP19 a title in Word has as few lines as hold it, none of them a word by itself, and no word is torn', () => {
    const title = '关于邀请参加中小企业账款支付保障政企对话会的函'
    const lines = titleLines(title)
    expect(lines.join('')).toBe(title)
    expect(lines).toHaveLength(2)
    expect(Math.min(...lines.map((line) => line.length))).toBeGreaterThan(8)
    expect(titleLines('用工座谈会纪要')).toEqual(['用工座谈会纪要'])
  })

  it("DP7 a calendar file floats at the place's own time, in lines of 75 octets at most", () => {
    const long = source({ items: [item('内容'.repeat(200), '', 50)] })
    const text = calendarOf(long, new Date('2026-11-24T06:00:00Z'))
    expect(text).toContain('DTSTART:20261216T233000')
    expect(text).toContain('DTEND:20261217T002000')
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n ', '')).toContain('内容'.repeat(200))
  })
  it('DP8 the minutes are made of what was written, settled and open, and of who was there; whoever is anonymous by code', () => {
    const from = source({
      attendees: [
        guest('宋砚秋', '某大学', { attendance: 'present' }),
        guest('韩立岑', '潮远公司', { attendance: 'present', anonymous: true, code: 'A' }),
        guest('孟知行', '工商联', { attendance: 'excused' }),
      ],
      notes: { [id]: ['企业介绍了情况。'] },
      issues: [captured('decision', '建立台账'), captured('issue', '回款慢')],
    })
    const paper = html('minutes', from)
    expect(paper).toContain('秘书处会议纪要')
    expect(paper).toContain('<p>企业介绍了情况。</p>')
    expect(paper).toContain('1.建立台账（责任单位：市财政局，完成时限：2027年3月31日）')
    expect(paper).toContain('回款慢')
    expect(paper).toContain('某大学宋砚秋、企业A代表')
    expect(paper).not.toMatch(/韩立岑|潮远公司/)
    expect(paper).toContain('请假：')
  })

  it('DL9 what earlier dialogues left open stands in the agenda and in the minutes, without who raised it, and names nobody hidden', () => {
    const earlier = { ...source().dialogue, title: '账款座谈会' }
    const issue = { ...captured('issue', '回款慢'), enterprise: '潮远公司' }
    const from = source({ carried: [{ issue, from: earlier }] })
    for (const kind of ['agenda', 'minutes'] as const) {
      expect(html(kind, from)).toMatch(/以往会议未办结问题清单.*回款慢.*账款座谈会.*市财政局/s)
      expect(html(kind, from)).not.toContain('潮远公司')
    }
    const hidden = guest('连海升', '听涛公司', { anonymous: true, code: 'B' })
    const said = { ...issue, text: '听涛公司回款慢' }
    const named = source({ carried: [{ issue: said, from: earlier }], carriedHidden: [hidden] })
    expect(protectedNames(named, composePaper('agenda', named, '2026-11-24'))).toEqual(['听涛公司'])
  })
})
