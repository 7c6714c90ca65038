import { describe, expect, it } from 'vitest'
import { isKept, pictureHead, pictureLimits } from '../../../shared/documents/pictures.ts'
import { png } from '../../helpers/png.ts'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (sign) => sign.charCodeAt(0)) : part)))
const little = (value: number, length: number): number[] => Array.from({ length }, (_, at) => (value >>> (8 * at)) & 255)

describe('what the head of a picture says', () => {
  it('PC2 is read from each kind without decoding anything', () => {
    expect(pictureHead(png({ width: 7, height: 5 }))).toEqual({ type: 'png', width: 7, height: 5, alpha: false })
    expect(pictureHead(bytes('GIF89a', little(300, 2), little(200, 2), [0, 0, 0]))).toMatchObject({ type: 'gif', width: 300, height: 200 })
    const app = [0xff, 0xe0, 0, 4, 0, 0]
    const frame = [0xff, 0xc2, 0, 11, 8, 0x0a, 0x00, 0x0b, 0x00, 3]
    expect(pictureHead(bytes([0xff, 0xd8], app, frame))).toMatchObject({ type: 'jpeg', width: 0x0b00, height: 0x0a00 })
    const riff = (kind: string, rest: number[]): Uint8Array => bytes('RIFF', [0, 0, 0, 0], 'WEBP', kind, [0, 0, 0, 0], rest)
    expect(pictureHead(riff('VP8X', [16, 0, 0, 0, ...little(1919, 3), ...little(1079, 3)]))).toEqual({
      ...{ type: 'webp', width: 1920, height: 1080, alpha: true },
    })
    expect(pictureHead(riff('VP8L', [0x2f, ...little(99 | (49 << 14), 4)]))).toMatchObject({ type: 'webp', width: 100, height: 50 })
    expect(pictureHead(riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(640, 2), ...little(480, 2)]))).toMatchObject({ width: 640 })
  })

  it('PC2 is nothing for an SVG, for words, and wherever it ends in the middle', () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', '', 'GIF', 'RIFF', '文'])
      expect(pictureHead(bytes(text))).toBeNull()
    const whole = png({ width: 7, height: 5 })
    for (let length = 0; length < 25; length++) expect(pictureHead(whole.slice(0, length))).toBeNull()
    expect(pictureHead(bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0]))).toBeNull()
  })

  it('PC1 only a small PNG or JPEG may be kept', () => {
    expect(isKept(png({ width: 20, height: 20 }))).toBe(true)
    expect(isKept(png({ width: 2, height: 2, claims: { width: 30_000, height: 30_000 } }))).toBe(false)
    expect(isKept(bytes('GIF89a', little(3, 2), little(2, 2), [0, 0, 0]))).toBe(false)
    expect(isKept(new Uint8Array([...png({ width: 2, height: 2 }), ...new Uint8Array(pictureLimits.kept)]))).toBe(false)
  })
})
