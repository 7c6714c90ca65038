import { afterEach, describe, expect, it, vi } from 'vitest'

const asked: string[] = []
vi.mock('../../../renderer/desktop.ts', () => ({
  ask: (kind: string) => {
    asked.push(kind)
    return Promise.resolve({ ok: true, value: { pdf: new Uint8Array(), pages: 2, fileName: '', title: '简报', sides: true } })
  },
}))
const drawn = (pageNumber: number, promise: () => Promise<void>) => ({
  pageNumber,
  getViewport: () => ({ width: 100, height: 140 }),
  render: () => ({ promise: promise() }),
})
let second = (): Promise<void> => Promise.resolve()
let closed = 0
vi.mock('../../../renderer/briefings/pdf.ts', () => ({
  readPdf: () => Promise.resolve({ pages: [drawn(1, () => Promise.resolve()), drawn(2, () => second())], close: () => (closed += 1) }),
}))

const picture = (blob: Blob | null): void => {
  vi.stubGlobal('document', { createElement: () => ({ toBlob: (done: (made: Blob | null) => void) => done(blob) }) })
}

const sent = async () => {
  const { printPaper } = await import('../../../renderer/print/printPaper.ts')
  return printPaper({ of: 'memo', id: '5f0f2f5c-9a39-4c52-8f4b-0c1f2a3b4c5d' }, null, {
    signal: new AbortController().signal,
    progress: () => undefined,
  })
}

describe('打印', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    asked.length = 0
    closed = 0
    second = () => Promise.resolve()
  })

  it('PR5 a page that cannot be drawn is named, and nothing goes to the printer', async () => {
    const reported = vi.fn()
    vi.stubGlobal('reportError', reported)
    picture(new Blob(['x']))
    second = () => Promise.reject(new Error('no memory'))
    expect(await sent()).toEqual({ ok: false, failure: { kind: 'pageNotDrawn', page: 2 } })
    expect([asked, closed, reported.mock.calls.length]).toEqual([['pagesToPrint'], 1, 1])
  })

  it('PR5 so is one for which there is no room in memory', async () => {
    picture(null)
    expect(await sent()).toEqual({ ok: false, failure: { kind: 'pageNotDrawn', page: 1 } })
    expect(asked).toEqual(['pagesToPrint'])
  })

  it('PR5 drawn pages all go', async () => {
    picture(new Blob(['x']))
    expect(await sent()).toEqual({ ok: true, value: {} })
    expect(asked).toEqual(['pagesToPrint', 'printPages'])
  })
})
