import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fontkit from '@pdf-lib/fontkit'
import { describe, expect, it } from 'vitest'
import { cutFont } from '../../../electron/briefing/fonts/cut.ts'

const source = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf')

describe('letters out of a font', () => {
  it('CF1 the font that is left draws these letters as the whole one does, and is a hundredth of it', async () => {
    const file = await readFile(source)
    const whole = fontkit.create(file)
    const text = '已撤回（2026年9月20日），由民营经济简报第13期替代é〓'
    const bytes = cutFont(file, text, (code) => whole.glyphForCodePoint(code).id)
    const cut = fontkit.create(Buffer.from(bytes))
    expect(bytes.length).toBeLessThan(file.length / 100)
    for (const sign of text) {
      const code = sign.codePointAt(0) ?? 0
      const [before, after] = [whole.glyphForCodePoint(code), cut.glyphForCodePoint(code)]
      expect(after.id).toBeGreaterThan(0)
      expect([sign, after.advanceWidth, after.path.toSVG()]).toEqual([sign, before.advanceWidth, before.path.toSVG()])
    }
    expect(cut.hasGlyphForCodePoint(0x4e00)).toBe(false)
  })
})
