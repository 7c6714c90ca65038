import { describe, expect, it, test } from 'vitest'
import { boundsFor, cascaded, smallest, type Rectangle } from '../../../electron/bounds.ts'

const primary: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 }
const left: Rectangle = { x: -1600, y: 100, width: 1600, height: 860 }
const inTheMiddle = { x: 320, y: 100, width: 1280, height: 840 }

describe('DT5 where a window opens', () => {
  it('DT5 the first time in the middle of the primary display', () => {
    expect(boundsFor(null, [primary, left])).toEqual(inTheMiddle)
  })

  it('DT5 where it was, on whichever display that is', () => {
    const there = { x: -1500, y: 150, width: 1300, height: 760 }
    expect(boundsFor(there, [primary, left])).toEqual(there)
  })

  test.each<[string, Rectangle]>([
    ['the display was unplugged', { x: -1500, y: 150, width: 1300, height: 800 }],
    ['it stood below the screen', { x: 100, y: 5000, width: 1300, height: 800 }],
    ['only its edge is left', { x: 1900, y: 10, width: 1300, height: 800 }],
    ['its title bar is above the screen', { x: 100, y: -700, width: 1300, height: 800 }],
  ])('DT5 in the middle again when %s', (_, saved) => {
    expect(boundsFor(saved, [primary])).toEqual(inTheMiddle)
  })

  it('DT5 never smaller than the pages need, never larger than the display', () => {
    expect(boundsFor({ x: 10, y: 10, width: 5, height: 5 }, [primary])).toEqual(inTheMiddle)
    expect(boundsFor({ x: 10, y: 10, width: 400, height: 300 }, [primary])).toMatchObject(smallest)
    expect(boundsFor({ x: 0, y: 0, width: 4000, height: 3000 }, [primary])).toMatchObject({ width: 1920, height: 1040 })
  })

  it('DT5 on a display smaller than the least size the display counts', () => {
    const small: Rectangle = { x: 0, y: 0, width: 800, height: 600 }
    expect(boundsFor(null, [small])).toEqual(small)
    expect(boundsFor({ x: 0, y: 0, width: 1024, height: 700 }, [small])).toEqual(small)
  })

  it('DT5 a second window a step beside the first', () => {
    expect(cascaded(inTheMiddle)).toEqual({ ...inTheMiddle, x: 352, y: 132 })
  })
})
