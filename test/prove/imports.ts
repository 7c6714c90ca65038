import { strToU8, zipSync, type Zippable } from 'fflate'
import { readMarkdown, readWord, Unreadable } from '../../electron/imports/read.ts'
import { pictureHead, pictureLimits } from '../../shared/documents/pictures.ts'
import type { ImportedText } from '../../shared/imports.ts'
import { png } from '../helpers/png.ts'
import { Broken, between, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

/** A second and 200 MB: what opening a document from elsewhere may cost, whatever is in it. */
const most = { ms: 1_000, bytes: 200 * 2 ** 20 }

/** IM1 and IM5 over documents and pictures made to harm. */
export const imports: Proof = {
  name: 'imports',
  promise: `A hostile document is refused or cleaned within ${most.ms} ms and 200 MB, and nothing outside of it is read`,
  small: 24,
  full: 300,
  run,
}

/** Made before the clock runs: only the reading counts. */
type Trap = { name: string; refused: boolean; /** So many pictures come through, each of which may be decoded. */ pictures?: number } & (
  { word: () => Uint8Array } | { markdown: () => string }
)

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  let slowest = 0
  let widest = 0
  let refused = 0
  await readWord(docx(paragraph('先暖一遍'))).catch(() => undefined)
  const traps = trapsOf(next)
  for (let round = 0; round < count; round++) {
    const trap = traps[round % traps.length]
    if (!trap) continue
    const read = readerOf(trap)
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    let { text, ms } = await timed(trap.name, read)
    // A machine that is busy with something else is given a second try.
    if (ms > most.ms) ({ text, ms } = await timed(trap.name, read))
    slowest = Math.max(slowest, ms)
    widest = Math.max(widest, process.memoryUsage().rss - before)
    if (text === null) refused++
    if (trap.refused !== (text === null)) throw new Broken(`${trap.name}: ${trap.refused ? 'was let in' : 'was refused'}`)
    if (text && /root:|SECRET|<script|(?:href|src)="(?!#|"|data:image\/(?:png|jpeg|gif|webp);base64,)/i.test(text.html))
      throw new Broken(`${trap.name}: ${text.html.slice(0, 200)}`)
    if (text && trap.pictures !== undefined && picturesIn(text.html) !== trap.pictures)
      throw new Broken(`${trap.name}: ${String(picturesIn(text.html))} pictures came through`)
    if (ms > most.ms) throw new Broken(`${trap.name} took ${Math.round(ms)} ms`)
    if (widest > most.bytes) throw new Broken(`${trap.name} took ${Math.round(widest / 2 ** 20)} MB`)
  }
  log(`${refused} of ${count} refused, the others cleaned`)
  return { documents: count, refused, 'slowest ms': Math.round(slowest), 'most MB': Math.round(widest / 2 ** 20) }
}

function readerOf(trap: Trap): () => Promise<ImportedText> {
  if ('word' in trap) {
    const bytes = trap.word()
    return () => readWord(bytes)
  }
  const text = trap.markdown()
  return () => Promise.resolve().then(() => readMarkdown(text))
}

async function timed(name: string, read: () => Promise<ImportedText>): Promise<{ text: ImportedText | null; ms: number }> {
  const from = performance.now()
  const text = await taken(name, read)
  return { text, ms: performance.now() - from }
}

async function taken(name: string, read: () => Promise<ImportedText>): Promise<ImportedText | null> {
  try {
    return await read()
  } catch (reason) {
    if (reason instanceof Unreadable) return null
    throw new Broken(`${name} threw ${String(reason)}`)
  }
}

function trapsOf(next: Random): Trap[] {
  const deep = between(next, 2_000, 10_000)
  const noise = Uint8Array.from({ length: between(next, 1, 5_000) }, () => between(next, 0, 255))
  const whole = docx(paragraph('正文'))
  return [
    { name: 'zip bomb', refused: true, word: () => docx(' '.repeat(between(next, 30, 60) * 2 ** 20)) },
    { name: 'bomb that lies about its size', refused: true, word: () => lying(docx('甲'.repeat(2_000_000))) },
    {
      name: 'external entity',
      refused: true,
      word: () => docx(paragraph('&x;'), '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    },
    {
      name: 'billion laughs',
      refused: true,
      word: () => docx(paragraph('&b;'), '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'),
    },
    { name: 'nesting', refused: true, word: () => docx('<w:p>'.repeat(deep) + '</w:p>'.repeat(deep)) },
    { name: 'linked file', refused: false, word: () => docx(linked('rId9'), '', relation('rId9', 'file:///etc/passwd')) },
    { name: 'remote image', refused: false, word: () => docx(linked('rId9'), '', relation('rId9', 'http://remote.invalid/x.png')) },
    { name: 'script in the text', refused: false, word: () => docx(paragraph('&lt;img src=x onerror=alert(1)&gt;')) },
    { name: 'no zip', refused: true, word: () => noise },
    { name: 'a zip cut off', refused: true, word: () => whole.slice(0, between(next, 10, whole.length - 30)) },
    { name: 'no document in it', refused: true, word: () => zipSync({ 'a.txt': strToU8('SECRET') }) },
    {
      name: 'markdown with markup',
      refused: false,
      markdown: () => '<script>alert(1)</script>\n\n[链](javascript:alert(1)) ![图](http://remote.invalid/x)\n\n正文',
    },
    ...pictureTraps(next),
    { name: 'markdown nesting', refused: true, markdown: () => `${'>'.repeat(deep)} 深` },
  ]
}

/** Pictures that are too large, are none, lie elsewhere, or are damaged; beside one that is good. */
function pictureTraps(next: Random): Trap[] {
  const good = png({ width: 20, height: 20 })
  const huge = png({ width: 20, height: 20, claims: { width: 30_000, height: 30_000 } })
  const svg = strToU8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>SECRET</script></svg>')
  const spoilt = good.map((byte) => (next() < 0.2 ? between(next, 0, 255) : byte)).slice(0, between(next, 0, good.length))
  const around = (bytes: Uint8Array): Uint8Array =>
    docx(embedded('rId8') + embedded('rId9'), '', within('rId8', 'good.png') + within('rId9', 'other.png'), {
      'good.png': good,
      'other.png': bytes,
    })
  const data = (type: string, bytes: Uint8Array): string => `![图](data:image/${type};base64,${Buffer.from(bytes).toString('base64')})`
  return [
    { name: 'two good pictures', refused: false, pictures: 2, word: () => around(good) },
    { name: 'a picture of 900 megapixels', refused: false, pictures: 1, word: () => around(huge) },
    { name: 'a drawing with a script', refused: false, pictures: 1, word: () => around(svg) },
    { name: 'a picture damaged by chance', refused: false, pictures: mayDecode(spoilt) ? 2 : 1, word: () => around(spoilt) },
    { name: 'a picture that unpacks to 300 MB', refused: false, pictures: 1, word: () => around(new Uint8Array(300 * 2 ** 20)) },
    {
      name: 'a picture that is not there',
      refused: false,
      pictures: 0,
      word: () => docx(embedded('rId9'), '', within('rId9', 'none.png')),
    },
    {
      name: 'a picture that lies elsewhere',
      refused: false,
      pictures: 0,
      word: () => docx(embedded('rId9'), '', relation('rId9', 'http://remote.invalid/x.png')),
    },
    {
      name: 'a picture by a way out of the file',
      refused: false,
      pictures: 0,
      word: () => docx(embedded('rId9'), '', within('rId9', '../../../../etc/passwd')),
    },
    {
      name: 'five hundred pictures',
      refused: false,
      pictures: 60,
      word: () => docx(embedded('rId8').repeat(500), '', within('rId8', 'good.png'), { 'good.png': good }),
    },
    {
      name: 'markdown with pictures',
      refused: false,
      pictures: 1,
      markdown: () => [data('png', good), data('png', huge), data('svg+xml', svg), data('png', svg)].join('\n\n'),
    },
  ]
}

const picturesIn = (html: string): number => html.match(/<img\b[^>]*src="data:image/g)?.length ?? 0

function mayDecode(bytes: Uint8Array): boolean {
  const head = pictureHead(bytes)
  return head !== null && head.width * head.height <= pictureLimits.area
}

const embedded = (id: string): string =>
  `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="图"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
const within = (id: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/${target}"/>`

const space =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const linked = (id: string): string =>
  `${paragraph('图')}<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
const relation = (id: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${target}" TargetMode="External"/>`

function docx(body: string, prolog = '', relations = '', media: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const package_ = 'http://schemas.openxmlformats.org/package/2006'
  const files: Zippable = {
    '[Content_Types].xml': strToU8(
      `<Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': strToU8(`<?xml version="1.0"?>${prolog}<w:document ${space}><w:body>${body}</w:body></w:document>`),
    'word/_rels/document.xml.rels': strToU8(`<Relationships xmlns="${package_}/relationships">${relations}</Relationships>`),
    ...Object.fromEntries(Object.entries(media).map(([name, bytes]) => [`word/media/${name}`, bytes])),
  }
  return zipSync(files)
}

/** The sizes in the central directory say 100 bytes where there are millions. */
function lying(zip: Uint8Array): Uint8Array {
  const bytes = zip.slice()
  const view = new DataView(bytes.buffer)
  for (let at = 0; at + 46 < bytes.length; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true)
  return bytes
}
