import { ArrowDown, ArrowLeftRight, ArrowUp, ChevronLeft } from 'lucide-react'
import { useMemo, useRef, useState, type RefObject } from 'react'
import { compareContents, type Compared, type ComparedRow, type Comparison, type Piece } from '../../shared/documents/compare.ts'
import type { MemoContent } from '../../shared/documents/memo.ts'
import type { Memo } from '../../shared/register.ts'
import { since } from '../format.ts'
import { useMemberNames, useRegister } from '../hub/useHub.ts'
import { toHash, type Compared as Texts } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { go } from '../usePlace.ts'
import { useContentNow, useVersion, type Loaded } from './texts.ts'
import { versionsOf } from './Versions.tsx'
import './compare.css'

type Props = { memo: Memo; compare: Texts }

/** Two texts of a memo as one sheet: what came, what went, what moved. */
export function Compare({ memo, compare }: Props) {
  const { versions: t } = useText()
  const from = useTextAt(memo, compare.from)
  const to = useTextAt(memo, compare.to)
  const found = useMemo(() => (from.is === 'here' && to.is === 'here' ? compareContents(from.value, to.value) : null), [from, to])
  const body = useRef<HTMLDivElement>(null)
  const back = toHash({ page: 'memo', id: memo.id })
  return (
    <div className="comparing">
      <div className="compare-bar">
        <a className="button quiet" href={back}>
          <ChevronLeft size={16} aria-hidden />
          <span>{t.compare.back}</span>
        </a>
        <TextChoice memo={memo} label={t.compare.from} value={compare.from} onChoose={(id) => show(memo, { ...compare, from: id })} />
        <IconButton label={t.compare.swap} onClick={() => show(memo, { from: compare.to, to: compare.from })}>
          <ArrowLeftRight size={16} aria-hidden />
        </IconButton>
        <TextChoice memo={memo} label={t.compare.to} value={compare.to} onChoose={(id) => show(memo, { ...compare, to: id })} />
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
              <Block key={at} block={block} />
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

function useTextAt(memo: Memo, id: string): Loaded<MemoContent> {
  const now = useContentNow(memo)
  const kept = useVersion(id === 'now' ? null : id)
  return useMemo(() => {
    if (id === 'now') return now ? { is: 'here', value: now } : { is: 'opening' }
    return kept.is === 'here' ? { is: 'here', value: kept.value.content } : kept
  }, [id, now, kept])
}

type ChoiceProps = { memo: Memo; label: string; value: string; onChoose: (id: string) => void }

function TextChoice({ memo, label, value, onChoose }: ChoiceProps) {
  const { versions: t } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const versions = versionsOf(useRegister('versions'), memo.id)
  const options = [
    { value: 'now', label: t.now },
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
  const count = found.blocks.filter(({ is }) => is !== 'same').length
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

function Block({ block }: { block: Compared }) {
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
      <Pieces pieces={block.pieces} />
    </Tag>
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
