import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync, type Unzipped } from 'fflate'
import mammoth from 'mammoth'
import { Marked, type Token, type TokenizerAndRendererExtension, type Tokens } from 'marked'
import type { Dropped, DroppedKind, ImportedText } from '../../shared/imports.ts'
import { dataUrl, pictureHead, pictureLimits } from '../../shared/documents/pictures.ts'
import { typedLevel, wordHeading } from '../../shared/documents/typedHeadings.ts'

/** Bytes of the file, of its text and of its pictures when unpacked, pictures, levels of nesting: a 500-page report lies far below. */
const importLimits = { bytes: 20 * 2 ** 20, text: 24 * 2 ** 20, media: 24 * 2 ** 20, pictures: 60, depth: 200 } as const

/** What a reader of documents throws: told to the person as what it is. */
export class Unreadable extends Error {
  constructor(readonly kind: 'importTooLarge' | 'importUnreadable') {
    super(kind)
  }
}

/**
 * The text of a .docx, .md or .txt as HTML, with what was left out.
 *
 * IM1 Of a .docx only the parts with text and the pictures are unpacked, to no more than their limits, and put together anew without
 *     anything that points outside: no linked file is read, nothing is fetched, no entity is resolved.
 * IM5 Pictures are passed on as they lie in the file, once their heads say that they may be decoded: who puts them into a memo draws them
 *     anew (PC1).
 */
export async function readDocument(path: string): Promise<ImportedText> {
  if ((await stat(path)).size > importLimits.bytes) throw new Unreadable('importTooLarge')
  const bytes = await readFile(path)
  const kind = extname(path).toLowerCase()
  if (kind === '.docx') return readWord(bytes)
  return kind === '.txt' ? readPlain(decode(bytes)) : readMarkdown(decode(bytes))
}

/** Each line is a paragraph, as people write them in plain text, and no letter of it is a sign. */
export function readPlain(text: string): ImportedText {
  if (text.length > importLimits.text) throw new Unreadable('importTooLarge')
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim())
  return {
    html: lines
      .filter(Boolean)
      .map((line) => `<p>${escaped(line)}</p>`)
      .join(''),
    dropped: [],
  }
}

const textParts =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|footnotes|endnotes)\.xml|word\/_rels\/\w+\.xml\.rels)$/

const mediaPart = /^word\/media\/[\w.-]+\.(?:png|jpe?g|gif|webp)$/i

export async function readWord(bytes: Uint8Array): Promise<ImportedText> {
  const { names, parts } = unpacked(bytes)
  const body = parts['word/document.xml']
  if (!body) throw new Unreadable('importUnreadable')
  const texts = Object.entries(parts).filter(([name]) => !mediaPart.test(name))
  for (const [, part] of texts) refuseTraps(strFromU8(part))
  const relations = texts.filter(([name]) => name.endsWith('.rels'))
  const links = relations.reduce((sum, [, xml]) => sum + count(strFromU8(xml), /TargetMode="External"/g), 0)
  const clean = {
    ...parts,
    ...Object.fromEntries(
      texts.map(([name, xml]) => [
        name,
        strToU8(name.endsWith('.rels') ? withinOnly(strFromU8(xml)) : textOnly(strFromU8(xml), picturesFor(name, parts))),
      ]),
    ),
  }
  let kept = 0
  const convertImage = mammoth.images.imgElement(async (image) => {
    const src = kept < importLimits.pictures ? admitted(await image.readAsBuffer()) : ''
    if (src !== '') kept++
    return { src }
  })
  const { value } = await mammoth
    .convertToHtml({ buffer: Buffer.from(zipSync(clean, { level: 0 })) }, { styleMap: styles, externalFileAccess: false, convertImage })
    .catch((reason: unknown) => {
      throw Object.assign(new Unreadable('importUnreadable'), { cause: reason })
    })
  return { html: value, dropped: [...droppedOf(strFromU8(body), names, kept), ...listed('links', links)] }
}

/** What mammoth does not take over by itself: Chinese names of headings, underlining, the quotes of our own files. */
const styles = [
  ...([1, 2, 3, 4] as const).flatMap((level) => wordHeading(level).map((name) => `p[style-name='${name}'] => h${level}:fresh`)),
  'u => u',
  'p.OfficialQuote => blockquote > p:fresh',
]

/** Sizes are read before anything is unpacked; what says less than it is fails in the unpacking. */
function unpacked(bytes: Uint8Array): { names: string[]; parts: Unzipped } {
  const names: string[] = []
  let sum = 0
  let media = 0
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name)
        if (mediaPart.test(name)) {
          media += originalSize
          return originalSize <= pictureLimits.file && media <= importLimits.media
        }
        if (!textParts.test(name)) return false
        sum += originalSize
        if (sum > importLimits.text) throw new Unreadable('importTooLarge')
        return true
      },
    })
    return { names, parts }
  } catch (reason) {
    if (reason instanceof Unreadable) throw reason
    throw Object.assign(new Unreadable('importUnreadable'), { cause: reason })
  }
}

/** No document type, and so no entities; no nesting that a parser would overflow on. */
function refuseTraps(xml: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new Unreadable('importUnreadable')
  let depth = 0
  for (const [tag] of xml.matchAll(/<[^>]*>/g)) {
    if (tag.startsWith('</')) depth--
    else if (!tag.endsWith('/>') && !tag.startsWith('<?')) depth++
    if (depth > importLimits.depth) throw new Unreadable('importUnreadable')
  }
}

const withinOnly = (xml: string): string => xml.replace(/<Relationship\b[^>]*TargetMode="External"[^>]*>/g, '')

/** The address of a picture that may be decoded, or nothing. */
function admitted(bytes: Uint8Array): string {
  const head = bytes.byteLength <= pictureLimits.file ? pictureHead(bytes) : null
  return head && head.width * head.height <= pictureLimits.area ? dataUrl(bytes, Buffer.from(bytes).toString('base64')) : ''
}

const spaces =
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** The ids by which a part names pictures that have been unpacked. */
function picturesFor(name: string, parts: Unzipped): ReadonlySet<string> {
  const relations = parts[name.replace('word/', 'word/_rels/').concat('.rels')]
  const tags = relations ? [...withinOnly(strFromU8(relations)).matchAll(/<Relationship\b[^>]*>/g)] : []
  const attribute = (tag: string, key: string): string => new RegExp(`\\s${key}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return new Set(tags.flatMap(([tag]) => (Object.hasOwn(parts, `word/${attribute(tag, 'Target')}`) ? [attribute(tag, 'Id')] : [])))
}

/** Of a drawing only the pictures that lie in the file, each by itself, with what is said of them. */
function picturesOnly(xml: string, known: ReadonlySet<string>, most: number): string[] {
  if (most === 0) return []
  const [, said = ''] = /<wp:docPr\b[^>]*?\sdescr="([^"<]*)"/.exec(xml) ?? []
  return [...xml.matchAll(/<a:blip\b[^>]*?\sr:embed="([\w.-]+)"|<v:imagedata\b[^>]*?\sr:id="([\w.-]+)"/g)]
    .map(([, embedded, older]) => embedded ?? older ?? '')
    .filter((id) => known.has(id))
    .slice(0, most)
    .map(
      (id) =>
        `<w:drawing><wp:inline ${spaces}><wp:docPr id="1" name="" descr="${said}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`,
    )
}

/** A row that says it is no head: for mammoth every row that has the word is one. */
const noHeadRow = /<w:tblHeader\s+w:val="(?:0|false|off)"\s*\/>/g

/** Without what points outside: of drawings and objects the pictures stay that lie in the file, links leave their words. */
function textOnly(xml: string, known: ReadonlySet<string>): string {
  let out = ''
  let depth = 0
  let from = 0
  let start = 0
  let left: number = importLimits.pictures
  for (const { 0: tag, 1: end = '', index } of xml.matchAll(/<(\/?)w:(?:drawing|pict|object)\b[^>]*>/g)) {
    if (tag.endsWith('/>')) continue
    if (end === '' && depth++ === 0) {
      out += xml.slice(from, index)
      start = index
    }
    if (end !== '' && depth > 0 && --depth === 0) {
      from = index + tag.length
      const pictures = picturesOnly(xml.slice(start, from), known, left)
      left -= pictures.length
      out += pictures.join('')
    }
  }
  return (out + (depth === 0 ? xml.slice(from) : '')).replace(/<\/?w:hyperlink\b[^>]*>/g, '').replace(noHeadRow, '')
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
const listed = (kind: DroppedKind, found: number): Dropped => (found > 0 ? [{ kind, count: found }] : [])

function droppedOf(xml: string, names: readonly string[], kept: number): Dropped {
  const files = (pattern: RegExp): number => names.filter((name) => pattern.test(name)).length
  const charts = count(xml, /<c:chart\b/g)
  return [
    ...listed('pictures', count(xml, /<(?:pic:pic|v:imagedata)\b/g) - kept),
    ...listed('charts', charts),
    ...listed('textBoxes', count(xml, /<w:txbxContent\b/g)),
    ...listed('equations', count(xml, /<m:oMath\b/g)),
    ...listed('objects', count(xml, /<o:OLEObject\b/g)),
    ...listed('headers', files(/^word\/(?:header|footer)\d*\.xml$/)),
    ...listed('comments', files(/^word\/comments\.xml$/)),
    ...listed('revisions', count(xml, /<w:(?:ins|del)\s/g)),
    ...listed('macros', files(/^word\/vbaProject\.bin$/)),
  ]
}

/** HTML within Markdown stays out: it is text that somebody else has written as markup. Only what our own files hold comes in, breaks and underlining. */
export function readMarkdown(text: string): ImportedText {
  if (text.length > importLimits.text) throw new Unreadable('importTooLarge')
  refuseNesting(text)
  let html = 0
  let pictures = 0
  let links = 0
  let struck = 0
  const parser = new Marked({
    gfm: true,
    renderer: {
      html: ({ text: tag }) => (ownTag.test(tag.trim()) ? tag.trim().toLowerCase() : (html++, '')),
      del: () => (struck++, ''),
      text(token) {
        token.text = joined(token.text)
        return false
      },
      image({ text: alt, href }) {
        const [, base64 = ''] = /^data:image\/(?:png|jpeg|gif|webp);base64,([\w+/=]+)$/.exec(href) ?? []
        const src = base64 === '' ? '' : admitted(Buffer.from(base64, 'base64'))
        return src === '' ? (pictures++, escaped(alt)) : `<img src="${src}" alt="${escaped(alt)}">`
      },
      link({ href, tokens }) {
        links++
        const inner = this.parser.parseInline(tokens)
        return inner.includes(href) ? inner : `${inner}（${escaped(href)}）`
      },
    },
  })
  const notes = notesIn()
  parser.use({ extensions: notes.extensions })
  const out = parser.parser(belowTitle(parser.lexer(text))) + notes.list()
  return {
    html: out,
    dropped: [...listed('pictures', pictures), ...listed('revisions', struck), ...listed('html', html), ...listed('links', links)],
  }
}

/** Lines that an editor has broken: between Chinese letters no blank stands for the break. */
const joined = (text: string): string =>
  text.replace(/(?<=[\u3000-\u9fff\uff00-\uffef])[^\S\n]*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])/gu, '')

const ownTag = /^(?:<br\s*\/?>|<\/?u>)$/i

/** Where all headings stand below one at the beginning, that one is the title: it becomes a line, and they the levels that a memo counts. */
function belowTitle(tokens: Token[]): Token[] {
  const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading'
  const [title, ...others] = tokens.filter(isHeading)
  const begins = tokens.find(({ type }) => type !== 'space')
  if (!title || title !== begins || title.depth !== 1 || typedLevel(title.text) !== null) return tokens
  if (others.length === 0 || others.some(({ depth }) => depth === 1)) return tokens
  return tokens.map((token) => {
    if (token === title) return { ...title, type: 'paragraph' }
    return isHeading(token) ? { ...token, depth: token.depth - 1 } : token
  })
}

const noteText = /^\[\^([^\]\s]{1,64})\]:[ \t]*([^\n]*(?:\n(?!\[\^)[^\S\n]*\S[^\n]*)*)(?:\n+|$)/
const noteMark = /^\[\^([^\]\s]{1,64})\](?!:)/

/** Notes as most editors write them, `[^1]` in the line and `[^1]: …` below, given as mammoth gives those of Word. What no line asks for stays a line. */
function notesIn(): { extensions: TokenizerAndRendererExtension[]; list: () => string } {
  const known = new Map<string, string>()
  const asked = new Set<string>()
  const listed: string[] = []
  const text: TokenizerAndRendererExtension = {
    name: 'noteText',
    level: 'block',
    // Asked for each paragraph, with all that is left of the text.
    start: (src) => /\n\[\^[^\]\s]{1,64}\]:/.exec(src.slice(0, 10_000))?.index,
    tokenizer(src) {
      const [raw, name, words = ''] = noteText.exec(src) ?? []
      if (raw === undefined || name === undefined) return undefined
      if (!known.has(name)) known.set(name, raw)
      return { type: 'noteText', raw, tokens: this.lexer.inline(joined(words).replace(/\s*\n\s*/g, ' ')) }
    },
    renderer({ raw, tokens = [] }) {
      const [, name = ''] = noteText.exec(raw) ?? []
      const words = this.parser.parseInline(tokens)
      if (known.get(name) !== raw || !asked.has(name)) return `<p>${words}</p>`
      listed.push(`<li id="footnote-${encodeURIComponent(name)}">${words}</li>`)
      return ''
    },
  }
  const mark: TokenizerAndRendererExtension = {
    name: 'noteMark',
    level: 'inline',
    start: (src) => src.indexOf('[^'),
    tokenizer(src) {
      const [raw, name = ''] = noteMark.exec(src) ?? []
      if (raw === undefined || !known.has(name)) return undefined
      asked.add(name)
      return { type: 'noteMark', raw }
    },
    renderer: ({ raw }) => `<sup><a href="#footnote-${encodeURIComponent(noteMark.exec(raw)?.[1] ?? '')}">${escaped(raw)}</a></sup>`,
  }
  return { extensions: [text, mark], list: () => (listed.length === 0 ? '' : `<ol>${listed.join('')}</ol>`) }
}

/** Quotes and lists within each other: a parser calls itself for each. */
function refuseNesting(text: string): void {
  if (/^[ \t]*(?:>[ \t]*){100}/m.test(text) || /^[ \t]*(?:[-*+][ \t]+){100}/m.test(text) || /^[ \t]{1000}/m.test(text))
    throw new Unreadable('importUnreadable')
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)

/** UTF-8 where it is that throughout, else what Chinese editors write. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (reason) {
    if (reason instanceof TypeError) return new TextDecoder('gb18030').decode(bytes)
    throw reason
  }
}
