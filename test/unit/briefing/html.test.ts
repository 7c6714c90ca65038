import { describe, expect, it } from 'vitest'
import { html } from '../../../electron/briefing/html.ts'
import { paperHtml } from '../../../electron/papers/html.ts'
import { compose } from '../../../shared/briefing/compose.ts'
import type { BriefingText } from '../../../shared/briefing/source.ts'
import type { Briefing } from '../../../shared/register.ts'
import { briefing, paragraph, run, sourceOf } from '../../briefing/sample.ts'

const body = (record: Briefing, texts: BriefingText[]): string => paperHtml(compose(sourceOf(record, texts)).content)

const attack = `"><script>alert(1)</script><img src=x onerror='alert(1)'>&amp;`

describe('BH the page that is printed', () => {
  it('BH1 whatever people typed is text, wherever they typed it', () => {
    const record = { ...briefing, masthead: attack, compiler: attack, secrecy: attack, report: attack, send: attack, distribute: attack }
    const memo = {
      title: attack,
      authors: [attack],
      blocks: [
        paragraph(attack),
        { type: 'heading' as const, level: 2 as const, runs: [run(attack, { bold: true })] },
        { type: 'recommendation' as const, id: attack, runs: [run(attack)], lead: attack, term: attack },
        { type: 'list' as const, ordered: true, items: [[paragraph(attack)]] },
        {
          type: 'table' as const,
          rows: [[{ header: true, colspan: 1, rowspan: 1, width: 80, blocks: [paragraph(attack)] }]],
        },
      ],
    }
    const page = html(body(record, [memo, memo]), 'app://yice/fonts/')
    expect(page).not.toMatch(/<script|<img|onerror='/)
    expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(15)
  })

  it('BH2 nothing is loaded but the fonts of the app', () => {
    const page = html(body(briefing, []), 'app://yice/fonts/')
    expect(Array.from(page.matchAll(/url\("([^"]*)"\)/g), ([, url]) => url).every((url) => url?.startsWith('app://yice/fonts/'))).toBe(true)
    expect(page).not.toMatch(/\ssrc=|\shref="[^#]|@import/)
  })

  it('BH3 a line that was broken by hand is broken in print', () => {
    const memo = { title: '题目', authors: [], blocks: [paragraph('甲\n乙')] }
    expect(body(briefing, [memo])).toContain('<p>甲<br>乙</p>')
  })
})
