import { ArrowDown, ArrowLeftRight, ArrowUp, ChevronLeft } from 'lucide-react'
import { useCallback, useMemo, useRef, useState, type RefObject } from 'react'
import { documentName } from '../../shared/documentName.ts'
import { compareContents, placesIn, type Compared, type ComparedRow, type Comparison, type Piece } from '../../shared/documents/compare.ts'
import type { MemoContent } from '../../shared/documents/memo.ts'
import { pictureHead, readPicture, type Pictures } from '../../shared/documents/pictures.ts'
import type { Memo } from '../../shared/register.ts'
import { instantTime, since } from '../format.ts'
import { useDocument, useMemberNames, useRegister } from '../hub/useHub.ts'
import { toHash, type Compared as Texts } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { go } from '../usePlace.ts'
import type { Left } from './left.ts'
import { useContentNow, useVersion, type Loaded } from './texts.ts'
import { versionsOf } from './Versions.tsx'
import './compare.css'

type Props = { memo: Memo; compare: Texts; left: Left | null }

/** Two texts of a memo as one sheet: what came, what went, what moved. */
export function Compare({ memo, compare, left }: Props) {
  const { editor, versions: t } = useText()
  const from = useTextAt(memo, compare.from, left)
  const to = useTextAt(memo, compare.to, left)
  const found = useMemo(() => {
    if (from.is !== 'here' || to.is !== 'here') return null
    const { chartAs, noteAs } = t.compare
    return compareContents(from.value.content, to.value.content, { chart: (kind) => chartAs(editor.chartKinds[kind]), note: noteAs })
  }, [from, to, editor, t])
  const beside = useDocument(documentName('pictures', memo.id)).state
  const shelf = beside.is === 'open' ? beside.doc : null
  const pictureOf = useCallback(
    (hash: string): Uint8Array | null => {
      const kept = [to, from].flatMap((text) => (text.is === 'here' ? (text.value.pictures[hash] ?? []) : []))
      return kept[0] ?? (shelf && readPicture(shelf, hash))
    },
    [from, to, shelf],
  )
  const body = useRef<HTMLDivElement>(null)
  const back = toHash({ page: 'memo', id: memo.id })
  return (
    <div className="comparing">
      <div className="compare-bar">
        <a className="button quiet" href={back}>
          <ChevronLeft size={16} aria-hidden />
          <span>{t.compare.back}</span>
        </a>
        <TextChoice
          {...{ memo, left }}
          label={t.compare.from}
          value={compare.from}
          onChoose={(id) => show(memo, { ...compare, from: id })}
        />
        <IconButton label={t.compare.swap} onClick={() => show(memo, { from: compare.to, to: compare.from })}>
          <ArrowLeftRight size={16} aria-hidden />
        </IconButton>
        <TextChoice {...{ memo, left }} label={t.compare.to} value={compare.to} onChoose={(id) => show(memo, { ...compare, to: id })} />
        {found && <Walk key={`${compare.from}/${compare.to}`} found={found} body={body} />}
      </div>
      {from.is === 'missing' || to.is === 'missing' ? (
        <p className="notice" role="status">
          {t.compare.missing}
        </p>
      ) : found ? (
        <div className="desk" ref={body} tabIndex={0} aria-label={t.compare.title} role="region">
          <div className="sheet compared">
            {found.blocks.map((block, at) => (
              <Block key={at} {...{ block, pictureOf }} />
            ))}
          </div>
        </div>
      ) : (
        <Waiting />
      )}
    </div>
  )
}

const show = (memo: Memo, compare: Texts): void => go({ page: 'memo', id: memo.id, compare })

type TextAt = { content: MemoContent; pictures: Pictures }

function useTextAt(memo: Memo, id: string, left: Left | null): Loaded<TextAt> {
  const now = useContentNow(memo)
  const kept = useVersion(id === 'now' || id === 'left' ? null : id)
  return useMemo(() => {
    if (id === 'left') return left ? { is: 'here', value: left.text() } : { is: 'opening' }
    if (id === 'now') return now ? { is: 'here', value: { content: now, pictures: {} } } : { is: 'opening' }
    return kept
  }, [id, now, kept, left])
}

type ChoiceProps = { memo: Memo; left: Left | null; label: string; value: string; onChoose: (id: string) => void }

function TextChoice({ memo, left, label, value, onChoose }: ChoiceProps) {
  const { versions: t } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const versions = versionsOf(useRegister('versions'), memo.id)
  const options = [
    { value: 'now', label: t.now },
    ...(left ? [{ value: 'left', label: t.since.text, hint: instantTime(left.at, locale) }] : []),
    ...versions.map(({ id, name, by, at, characters }) => ({
      value: id,
      label: name,
      hint: t.about(nameOf(by), since(at, locale), characters.toLocaleString(locale)),
    })),
  ]
  return <Choice inline label={label} value={value} options={options} onChange={onChoose} />
}

/** What a change is, for walking from one to the next. */
const changed = '[data-change]'

function Walk({ found, body }: { found: Comparison; body: RefObject<HTMLDivElement | null> }) {
  const { versions: t } = useText()
  const [at, setAt] = useState(-1)
  const count = placesIn(found)
  if (count === 0) return <span className="soft">{t.compare.none}</span>
  const step = (by: 1 | -1): void => {
    const places = [...(body.current?.querySelectorAll<HTMLElement>(changed) ?? [])]
    const next = (at + by + places.length) % places.length
    for (const place of places) place.classList.remove('walked')
    places[next]?.classList.add('walked')
    places[next]?.scrollIntoView({ block: 'center' })
    setAt(next)
  }
  return (
    <>
      <span className="soft numbers compare-summary">{t.compare.summary(found.added, found.removed, found.moved)}</span>
      <span className="numbers" role="status">
        {at < 0 ? t.compare.count(count) : t.compare.place(at + 1, count)}
      </span>
      <IconButton label={t.compare.previous} onClick={() => step(-1)}>
        <ArrowUp size={16} aria-hidden />
      </IconButton>
      <IconButton label={t.compare.next} onClick={() => step(1)}>
        <ArrowDown size={16} aria-hidden />
      </IconButton>
    </>
  )
}

const tags = { 1: 'h2', 2: 'h3', 3: 'h4', 4: 'h5' } as const
const isLevel = (level: number): level is keyof typeof tags => level in tags

type PictureOf = (hash: string) => Uint8Array | null

function Block({ block, pictureOf }: { block: Compared; pictureOf: PictureOf }) {
  const { versions: t } = useText()
  const { is, look, level, label, rows } = block
  const mark = is === 'same' ? null : t.compare[is]
  const about = { ...(mark !== null && { 'data-change': is, 'data-mark': mark }) }
  const className = `compared-block ${look} ${is}`
  if (look === 'table')
    return (
      <div className={className} {...about}>
        <table>
          <tbody>
            {rows.map((row, at) => (
              <Row key={at} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    )
  const Tag = look === 'title' ? 'h1' : look === 'heading' && isLevel(level) ? tags[level] : 'p'
  return (
    <Tag className={`${className} level-${String(level)}`} {...about}>
      {label !== '' && <span className="compared-label">{label}</span>}
      {block.picture && <PicturesOf picture={block.picture} is={is} pictureOf={pictureOf} />}
      <Pieces pieces={block.pieces} />
    </Tag>
  )
}

/** Small: that it is another one is to be seen, not what is in it. */
function PicturesOf({
  picture: { was, now },
  is,
  pictureOf,
}: {
  picture: NonNullable<Compared['picture']>
  is: Compared['is']
  pictureOf: PictureOf
}) {
  const { versions: t } = useText()
  const isOther = was !== null && now !== null && was !== now
  return (
    <span className="compared-pictures">
      {was !== null && (isOther || now === null) && (
        <del>
          <Small hash={was} name={isOther ? t.compare.oldPicture : t.compare.picture} pictureOf={pictureOf} />
        </del>
      )}
      {now !== null &&
        (isOther || is === 'added' ? (
          <ins>
            <Small hash={now} name={isOther ? t.compare.newPicture : t.compare.picture} pictureOf={pictureOf} />
          </ins>
        ) : (
          <Small hash={now} name={t.compare.picture} pictureOf={pictureOf} />
        ))}
    </span>
  )
}

function Small({ hash, name, pictureOf }: { hash: string; name: string; pictureOf: PictureOf }) {
  const bytes = useMemo(() => pictureOf(hash), [hash, pictureOf])
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image || !bytes) return
      const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: `image/${pictureHead(bytes)?.type ?? 'png'}` }))
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [bytes],
  )
  return (
    <span className="compared-picture">
      {bytes ? <img ref={show} alt={name} /> : <span>{`〔${name} ${hash.slice(0, 8)}〕`}</span>}
      {bytes && <small aria-hidden>{name}</small>}
    </span>
  )
}

function Row({ row }: { row: ComparedRow }) {
  return (
    <tr className={row.is}>
      {row.cells.map(({ header, pieces }, at) => {
        const Cell = header ? 'th' : 'td'
        return (
          <Cell key={at}>
            <Pieces pieces={pieces} />
          </Cell>
        )
      })}
    </tr>
  )
}

const Pieces = ({ pieces }: { pieces: readonly Piece[] }) => pieces.map((piece, at) => <One key={at} piece={piece} />)

function One({ piece: { text, is, bold, italic, underline } }: { piece: Piece }) {
  const looks = [...(bold ? ['bold'] : []), ...(italic ? ['italic'] : []), ...(underline ? ['underline'] : [])].join(' ')
  const shown = looks === '' ? text : <span className={looks}>{text}</span>
  if (is === 'added') return <ins>{shown}</ins>
  if (is === 'removed') return <del>{shown}</del>
  return is === 'restyled' ? <span className="restyled">{shown}</span> : shown
}
