import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { archiveFiles } from '../../../electron/papers/archive.ts'
import { workbookBytes } from '../../../electron/lists/workbook.ts'
import { writeFolder, type FolderFile } from '../../../electron/papers/folder.ts'
import { wordOf } from '../../../electron/word/sheets.ts'
import { composePaper, protectedNames } from '../../../shared/papers/compose.ts'
import { paperKind, type Paper } from '../../../shared/papers/paper.ts'
import type { DialogueSource } from '../../../shared/papers/source.ts'
import type { DialogueRun } from '../../../shared/register.ts'
import { dialogueId, guest, item, source, captured, topic } from './source.ts'

const day = '2026-12-20'
const now = new Date('2026-12-20T01:00:00Z')
const print = (paper: Paper) =>
  Promise.resolve({ pdf: new TextEncoder().encode(JSON.stringify(paper.content)), pages: 1, fileName: paper.fileName, pageOf: {} })
const filesOf = (from: DialogueSource): FolderFile[] => archiveFiles(from, { day, now, print, word: wordOf, book: workbookBytes })
const file = (name: string, text = name): FolderFile => ({ name, bytes: () => Promise.resolve(new TextEncoder().encode(text)) })

/** Its own name and unit are written nowhere but on the list; what it raised names it by its unit. */
const secret = guest('韩立岑', '潮远公司', {
  anonymous: true,
  code: 'A',
  attendance: 'present',
  substitute: '谷怀瑾',
  phone: '13800000000',
})
const full = (changes: Partial<DialogueSource> = {}): DialogueSource =>
  source({
    attendees: [secret, guest('宋砚秋', '某大学', { side: 'expert', attendance: 'present' })],
    notes: { [item('', '', 0).id]: ['企业介绍了情况。'] },
    issues: [captured('issue', '回款慢', { enterprise: '潮远公司' }), captured('decision', '建立台账')],
    topics: [topic('用工难', { source: '潮远 公司' })],
    dialogue: {
      ...source().dialogue,
      state: 'ended',
      minutes: { openedAt: '2026-12-16T06:00:00.000Z', approved: { by: dialogueId, at: '2026-12-17T06:00:00.000Z', note: '' } },
    },
    memos: [{ title: '关于用工的建议', stage: 'drafting' }],
    ...changes,
  })

describe('DA4 what the clock of the meeting saw', () => {
  const at = (minute: number): string => new Date(Date.UTC(2026, 11, 16, 6, minute)).toISOString()
  const speech = { itemId: dialogueId, attendeeId: dialogueId, side: 'enterprise' } as const
  const run: DialogueRun = {
    items: [{ itemId: dialogueId, from: at(0), to: at(25) }],
    speeches: [
      { ...speech, name: '韩立岑', from: at(0), to: at(8) },
      { ...speech, name: '韩立岑', from: at(10), to: at(12) },
    ],
  }

  it('DA4 stands in the volume: items as planned and held, who spoke how often and how long, the sides; by code', () => {
    const from = full({ attendees: [secret], items: [item('用工', '', 20)] })
    const said = JSON.stringify(composePaper('archive', { ...from, dialogue: { ...from.dialogue, run } }, day))
    expect(said).toMatch(/会议用时.*用工.*"25".*发言用时.*企业A代表.*企业.*"2".*"10".*合计：企业10分钟。/s)
    expect(said).not.toContain('韩立岑')
    expect(JSON.stringify(composePaper('archive', from, day))).not.toContain('会议用时')
  })
})

describe('DP1 whoever is 匿名 is named by no paper', () => {
  it.each(paperKind.options)('%s says the code in place of person, unit, substitute and telephone', (kind) => {
    const paper = composePaper(kind, full(), day)
    expect(protectedNames(full(), paper)).toEqual([])
    const text = JSON.stringify(paper)
    const own = kind === 'letters' ? text.replace('潮远公司韩立岑：', '') : text
    expect(own).not.toMatch(/韩立岑|潮远|谷怀瑾|13800000000/)
    if (kind !== 'agenda' && kind !== 'expertOpinions') expect(text).toContain(kind === 'letters' ? '潮远公司韩立岑：' : '企业A')
  })

  const places: [string, Partial<DialogueSource>][] = [
    ['the name of the dialogue', { dialogue: { ...full().dialogue, title: '走访潮远公司座谈会' } }],
    ['an item of the agenda', { items: [item('潮远公司介绍用工', '', 10)] }],
    ['a speaker', { items: [item('用工', '韩立岑', 10)] }],
    ['the minutes', { notes: { [item('', '', 0).id]: ['潮　远公司表示，'] } }],
    ['an issue', { issues: [captured('issue', '潮远公司回款慢')] }],
    ['a topic', { topics: [topic('潮远公司的用工')] }],
    ['the title of a memo', { memos: [{ title: '潮远公司调研', stage: 'drafting' }] }],
    ['a colleague from the same unit', { attendees: [secret, guest('某人', '潮远公司')] }],
  ]
  it.each(places)('while a name is left in %s, no archive is made', (_, changes) => {
    expect(() => filesOf(full(changes))).toThrow('protectedNames')
  })

  it('one unit in bold or broken into runs is found too', () => {
    const paper = composePaper('minutes', full(), day)
    if (paper.content.form !== 'text') return expect.fail(paper.content.form)
    const [sheet] = paper.content.sheets
    const run = (text: string, bold: boolean) => ({ text, bold, italic: false, underline: false })
    sheet?.parts[0]?.blocks.push({ type: 'paragraph', runs: [run('潮', true), run('远公司', false)] })
    expect(protectedNames(full(), paper)).toEqual(['潮远公司'])
  })
})

describe('DA the archive of a dialogue', () => {
  it('DA1 is one paper of every part, behind a cover that names the state of the content', () => {
    const { content } = composePaper('archive', full(), day)
    if (content.form !== 'text') return expect.fail(content.form)
    const [cover, volume] = content.sheets
    expect(cover).toMatchObject({ form: 'cover', parts: [{ title: '用工座谈会' }] })
    expect(JSON.stringify(cover)).toContain('ffffffffffffffff')
    expect(volume?.parts.map(({ title }) => title)).toEqual([
      '一、会议概况与审批',
      '二、议题征集',
      '三、议程',
      '四、参会人员',
      '五、纪要',
      '六、议定事项与问题清单',
      '七、主持词',
      '八、会议材料与建议稿',
    ])
    expect(volume?.contents.entries.map(({ text, anchor }) => [text, anchor])).toEqual(
      volume?.parts.map(({ title, anchor }) => [title, anchor]),
    )
  })

  it('DA3 the folder holds every paper and list, and an index that names each with its digest', async () => {
    const names: string[] = []
    let index = ''
    for (const one of filesOf(full())) {
      const bytes = await one.bytes(new AbortController().signal)
      names.push(one.name)
      if (one.name.endsWith('.xlsx'))
        expect(
          Object.values(unzipSync(bytes))
            .map((part) => new TextDecoder().decode(part))
            .join(),
        ).not.toContain('潮远')
      if (one.name.endsWith('.txt')) index = new TextDecoder().decode(bytes)
    }
    expect(names).toContain('01 归档卷.pdf')
    expect(names).toContain('07 纪要.docx')
    expect(names.at(-1)).toBe('00 卷内目录.txt')
    for (const name of names.slice(0, -1)) expect(index).toMatch(new RegExp(`${name.replace('.', '\\.')}\\t\\d+\\t[0-9a-f]{64}`))
    expect(index).toContain('f'.repeat(64))
  })
})

describe('DP9 the minutes of a kind', () => {
  it.each([
    ['hearing', { representatives: '甲，某商会\n乙，某公司', noticeOn: '2026-12-01' }, '听证代表'],
    ['review', { opinions: '专家甲：可行' }, '书面意见'],
    ['research', { interviews: '某企业：用工难' }, '访谈记录'],
  ] as const)('DP9 of a %s say who was heard and what they said', (kind, plan, heading) => {
    const from = full({ dialogue: { ...full().dialogue, kind, plan: { ...full().dialogue.plan, ...plan } } })
    const text = JSON.stringify(composePaper('minutes', from, day).content)
    expect(text).toContain(heading)
    for (const said of Object.values(plan).flatMap((one) => one.split('\n'))) expect(text.includes(said)).toBe(said !== '2026-12-01')
  })
})

describe('DA2 a folder is there whole or not at all', () => {
  let parent: string
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'yice-folder-'))
  })
  afterEach(() => rm(parent, { recursive: true, force: true }))
  const write = (files: readonly FolderFile[], stop = new AbortController(), seen: number[] = []): Promise<string> =>
    writeFolder(parent, '归档', files, { signal: stop.signal, progress: ({ done }) => seen.push(done) })

  it('it has every file, and tells of each before it is made', async () => {
    const seen: number[] = []
    const path = await write([file('一'), file('二')], undefined, seen)
    expect((await readdir(path)).sort()).toEqual(['一', '二'].sort())
    expect(await readFile(join(path, '二'), 'utf8')).toBe('二')
    expect(seen).toEqual([0, 1])
    expect(await readdir(parent)).toEqual(['归档'])
  })

  it('called off half-way, nothing is left', async () => {
    const stop = new AbortController()
    const late = { name: '二', bytes: () => (stop.abort(), file('二').bytes(stop.signal)) }
    await expect(write([file('一'), late, file('三')], stop)).rejects.toMatchObject({ failure: { kind: 'cancelled' } })
    expect(await readdir(parent)).toEqual([])
  })

  it('where a file cannot be made, nothing is left', async () => {
    await expect(write([file('一'), { name: '二', bytes: () => Promise.reject(new TypeError('broken')) }])).rejects.toThrow('broken')
    expect(await readdir(parent)).toEqual([])
  })

  it('what a fall left behind goes with the next export, and a folder that is there stays as it is', async () => {
    await mkdir(join(parent, '.归档.part-abc'))
    await mkdir(join(parent, '归档'))
    expect(await write([file('一')])).toBe(join(parent, '归档（2）'))
    expect((await readdir(parent)).sort()).toEqual(['归档', '归档（2）'].sort())
    expect(await readdir(join(parent, '归档'))).toEqual([])
  })

  it('says where it could not be written', async () => {
    await expect(
      writeFolder(join(parent, '没有'), '归档', [], { signal: new AbortController().signal, progress: () => undefined }),
    ).rejects.toMatchObject({
      failure: { kind: 'folderGone' },
    })
  })
})
