import { describe, expect, it } from 'vitest'
import { listTable, newAttendee, readList } from '../../../shared/dialogues/attendees.ts'
import { zh } from '../../../shared/i18n/zh.ts'
import { en } from '../../../shared/i18n/en.ts'
import type { Attendee, AttendeeFields } from '../../../shared/register.ts'

const words = zh.attendees.list
const rows = (table: string[][], there = [newAttendee].slice(1)) => {
  const read = readList(table, words, there)
  return read.is === 'list' ? read.rows : expect.fail(read.is)
}
const problems = (table: string[][]) => rows(table).map(({ line, problem }) => [line, problem])

describe('DL4 a list from a file', () => {
  it('DL4 the head is found below a title, in any order, by the names that lists from elsewhere use', () => {
    const table = [['2026年座谈会参会名单', '', ''], [], ['手机号码', '企业名称', ' 姓 名 '], ['13800000000', '某公司', '甲']]
    expect(rows(table)).toEqual([
      { line: 4, problem: null, fields: { ...newAttendee, name: '甲', organisation: '某公司', phone: '13800000000' } },
    ])
  })

  it('DL4 a table without a name or a unit in its head is refused as a whole', () => {
    expect(
      readList(
        [
          ['甲', '乙'],
          ['丙', '丁'],
        ],
        words,
        [],
      ),
    ).toEqual({ is: 'noHead' })
    expect(readList([], words, [])).toEqual({ is: 'noHead' })
  })

  it('DL4 each row says what is wrong in it, by its number in the file; empty rows are passed over', () => {
    const table = [
      ['姓名', '单位', '身份', '回执', '资格审查'],
      ['甲', '某局', '政府', '参加'],
      ['', '', '企业', ''],
      ['', '', '', ''],
      ['乙', '某公司', '嘉宾', ''],
      ['丙', '某公司', '', '也许'],
      ['甲', '某局', '', ''],
      ['丁', '某公司', '', '', '好'],
      ['戊', '某公司', '', '', '不予邀请'],
    ]
    expect(problems(table)).toEqual([
      [2, null],
      [3, 'noName'],
      [5, 'side'],
      [6, 'reply'],
      [7, 'twiceInFile'],
      [8, 'vetting'],
      [9, null],
    ])
    expect(rows(table).at(-1)?.fields.vetting).toBe('unfit')
  })

  it('DL4 whoever is on the list already is not brought in again', () => {
    expect(
      rows(
        [
          ['姓名', '单位'],
          ['甲', '某局'],
        ],
        [{ ...newAttendee, name: '甲', organisation: '某局' }],
      )[0]?.problem,
    ).toBe('alreadyListed')
  })

  it('DL4 text that fits no field is named instead of cut', () => {
    expect(problems([['姓名'], ['长'.repeat(41)]])).toEqual([[2, 'tooLong']])
  })

  it('DL4 what was exported comes back the same, in either language', () => {
    const id = '11111111-1111-4111-8111-111111111111'
    const fields: AttendeeFields = {
      ...newAttendee,
      name: '甲',
      organisation: '某局',
      side: 'government',
      vetting: 'passed',
      reply: 'substitute',
      substitute: '乙',
      attendance: 'present',
      seat: '政府席3',
      note: '素食',
    }
    const invited = { by: id, at: '2026-11-24T02:00:00.000Z', way: 'phone' } as const
    const one: Attendee = { ...fields, id, dialogueId: id, order: 1, code: '', vetted: null, invited, reminders: [] }
    expect(listTable([one], zh.attendees.list)[1]?.at(-1)).toBe('2026-11-24 电话')
    for (const language of [zh, en]) {
      const read = readList(listTable([one], language.attendees.list), language.attendees.list, [])
      expect(read).toEqual({ is: 'list', rows: [{ line: 2, problem: null, fields }] })
    }
  })
})
