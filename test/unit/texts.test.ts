import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { en } from '../../shared/i18n/en.ts'
import { zh } from '../../shared/i18n/zh.ts'

type Leaf = { path: string; zh: unknown; en: unknown }

/** Every text of both catalogues, side by side; a list counts by its places. */
function* leaves(one: unknown, other: unknown, path: string): Generator<Leaf> {
  if (typeof one !== 'object' || one === null) {
    yield { path, zh: one, en: other }
    return
  }
  const keys = new Set([...Object.keys(one), ...(typeof other === 'object' && other !== null ? Object.keys(other) : [])])
  for (const key of keys) yield* leaves(inside(one, key), inside(other, key), `${path}.${key}`)
}
const inside = (of: unknown, key: string): unknown =>
  typeof of === 'object' && of !== null ? new Map<string, unknown>(Object.entries(of)).get(key) : undefined

/** What is printed and filed is Chinese whatever the window speaks, and so are its skeletons and marks. */
const printed =
  /^\.(?:papers|briefings\.print|desktop\.papers\.trail|desktop\.ledger\.fileName|memos\.templates\.\w+\.hint|editor\.headingMark)\b/
/** What tells how Chinese texts are written quotes them: hints, rules, what a new memo is called. */
const quotes =
  /^\.(?:briefings\.page\.(?:hints|house\.numberings)|check\.rules|editor\.(?:placeholder|noHeadings|sourceHints|sourceText)|memos\.about)\b/
/** A language is called by its own name; names of the law and marks of dates are as they are. */
const chineseByIntent = new Set(['.app.person.language', '.desk.preferences.languages.zh'])
const chinese = /[\u4e00-\u9fff]/
/** Names that Chinese writes in letters. */
const knownInChinese = new Set(
  'Alt Ctrl Shift Enter Esc qingdao Home End PDF OFD PNG JPEG SVG CSV JSON HTML SHA KiB MiB Word WPS Excel Markdown docx xlsx csv txt ics yice English join'.split(
    ' ',
  ),
)
/** What each language has as many of as it needs: marks of dates, the names that heads of lists go by. */
const own = /^\.app\.dateMarks\.|\.aliases\./
const all = [...leaves(zh, en, '')].filter(({ path }) => !own.test(path))

/** The letters a leaf can show: a text itself, of a function what stands between its quotes. */
function said(leaf: unknown): string {
  if (typeof leaf === 'string') return leaf
  if (typeof leaf !== 'function') return ''
  const parts: string[] = []
  const visit = (node: ts.Node): void => {
    // What is only compared is shown to nobody.
    if (ts.isCaseClause(node)) {
      node.statements.forEach(visit)
      return
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken) return
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) parts.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(parsed(leaf.toString()))
  return parts.join(' ')
}

/** Which of its parameters a function reads, by their places. */
function shownBy(source: string): number[] {
  const names: string[] = []
  const read = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isParameter(node)) names.push(node.name.getText())
    else if (ts.isIdentifier(node)) read.add(node.text)
    if (!ts.isParameter(node)) ts.forEachChild(node, visit)
  }
  const whole = parsed(source)
  visit(whole)
  return names.flatMap((name, place) => (read.has(name) || name.startsWith('{') ? [place] : []))
}
const parsed = (source: string): ts.SourceFile => ts.createSourceFile('text.ts', `(${source})`, ts.ScriptTarget.ESNext, true)

describe('both languages', () => {
  it('TX1 every key is there in both, as the same kind of thing, and none is empty', () => {
    const differing = all.filter((leaf) => typeof leaf.zh !== typeof leaf.en || leaf.en === undefined || leaf.zh === undefined)
    expect(differing.map(({ path }) => path)).toEqual([])
    expect(all.filter((leaf) => (leaf.zh === '') !== (leaf.en === '')).map(({ path }) => path)).toEqual([])
    expect(all.length).toBeGreaterThan(1_000)
  })

  it('TX2 in English there is no Chinese, but for what is printed, filed or called by its own name', () => {
    const left = all.filter(
      ({ path, en: there }) => !printed.test(path) && !quotes.test(path) && !chineseByIntent.has(path) && chinese.test(said(there)),
    )
    expect(left.map(({ path }) => path)).toEqual([])
  })

  it('TX5 in Chinese there is no English, but for the names of formats, keys and standards', () => {
    const words = all.flatMap(({ path, zh: here }) =>
      (said(here).match(/[A-Za-z]{3,}/g) ?? []).filter((word) => !knownInChinese.has(word)).map((word) => `${path} ${word}`),
    )
    expect(words).toEqual([])
  })

  it('TX3 what a text takes and shows in one language it shows in the other', () => {
    const differing = all.filter(
      ({ zh: here, en: there }) =>
        typeof here === 'function' && typeof there === 'function' && shownBy(here.toString()).join() !== shownBy(there.toString()).join(),
    )
    expect(differing.map(({ path }) => path)).toEqual([])
  })
})
