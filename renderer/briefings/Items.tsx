import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, X } from 'lucide-react'
import { useState } from 'react'
import { annex, itemExtent, type Annex } from '../../shared/briefing/kinds.ts'
import { newItem } from '../../shared/briefing/templates.ts'
import type { Briefing, BriefingFields, BriefingItem } from '../../shared/register.ts'
import { useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { keyOf, useSources, useTitleOf } from './sources.ts'

type Props = { briefing: Briefing; editable: boolean; onEdit: (changes: Partial<BriefingFields>) => void }

/** What a briefing is made of, in its order; each can be abridged, and annexes follow. */
export function Items({ briefing, editable, onEdit }: Props) {
  const { page } = useText().briefings
  const titleOf = useTitleOf()
  const sources = useSources()
  const { items } = briefing
  const keys = items.map(keyOf)
  const move = (at: number, to: number): void => {
    const next = items.filter((_, index) => index !== at)
    const moved = items[at]
    if (moved) onEdit({ items: [...next.slice(0, to), moved, ...next.slice(to)] })
  }
  const edit = (at: number, changes: Partial<BriefingItem>): void =>
    onEdit({ items: items.map((item, index) => (index === at ? { ...item, ...changes } : item)) })
  const others = sources.filter((source) => !keys.includes(keyOf(source)))
  return (
    <section className="briefing-memos" aria-label={page.items}>
      <h2 className="field-label">{page.items}</h2>
      <ol>
        {items.map((item, at) => (
          <Item
            key={keyOf(item)}
            {...{ item, at, editable }}
            title={titleOf(item)}
            last={at === items.length - 1}
            onMove={(to) => move(at, to)}
            onTakeOut={() => onEdit({ items: items.filter((one) => one !== item) })}
            onEdit={(changes) => edit(at, changes)}
          />
        ))}
      </ol>
      {editable && others.length > 0 && (
        <Choice
          label={page.addItem}
          value=""
          inline
          options={[
            { value: '', label: page.addItem },
            ...others.map((source) => ({
              value: keyOf(source),
              label: source.title,
              hint: `${page.sources[source.of]} · ${source.standing}`,
            })),
          ]}
          onChange={(key) => {
            const found = others.find((source) => keyOf(source) === key)
            if (found) onEdit({ items: [...items, { of: found.of, id: found.id, ...newItem }] })
          }}
        />
      )}
      <Annexes chosen={briefing.annexes} editable={editable} onEdit={onEdit} />
    </section>
  )
}

type ItemProps = {
  item: BriefingItem
  title: string
  at: number
  last: boolean
  editable: boolean
  onMove: (to: number) => void
  onTakeOut: () => void
  onEdit: (changes: Partial<BriefingItem>) => void
}

function Item({ item, title, at, last, editable, onMove, onTakeOut, onEdit }: ItemProps) {
  const { page } = useText().briefings
  const [open, setOpen] = useState(false)
  const abridged = item.extent !== 'whole' || item.lead !== '' || item.editorNote !== ''
  return (
    <li>
      <span className="numbers soft">{at + 1}</span>
      <span>
        {title}
        <small className="soft item-kind"> {page.sources[item.of]}</small>
        <button type="button" className="item-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <ChevronDown size={12} aria-hidden /> : <ChevronRight size={12} aria-hidden />}
          {abridged ? page.abridged : page.abridge}
        </button>
      </span>
      {editable && (
        <span className="row-acts">
          <IconButton label={page.moveUp(title)} disabled={at === 0} onClick={() => onMove(at - 1)}>
            <ArrowUp size={14} aria-hidden />
          </IconButton>
          <IconButton label={page.moveDown(title)} disabled={last} onClick={() => onMove(at + 1)}>
            <ArrowDown size={14} aria-hidden />
          </IconButton>
          <IconButton label={page.takeOut(title)} onClick={onTakeOut}>
            <X size={14} aria-hidden />
          </IconButton>
        </span>
      )}
      {open && (
        <div className="item-abridge">
          <Choice
            label={page.extent}
            value={item.extent}
            disabled={!editable}
            options={itemExtent.options
              .filter((one) => item.of === 'memo' || one !== 'measures')
              .map((value) => ({ value, label: page.extents[value] }))}
            onChange={(extent) => onEdit({ extent })}
          />
          <Long label={page.editorNote} value={item.editorNote} editable={editable} onCommit={(editorNote) => onEdit({ editorNote })} />
          <Long label={page.lead} value={item.lead} editable={editable} onCommit={(lead) => onEdit({ lead })} />
        </div>
      )}
    </li>
  )
}

function Long({
  label,
  value,
  editable,
  onCommit,
}: {
  label: string
  value: string
  editable: boolean
  onCommit: (value: string) => void
}) {
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        {label}
      </span>
      <EditableText label={label} value={value} maxLength={4000} framed lines disabled={!editable} onCommit={onCommit} />
    </div>
  )
}

function Annexes({ chosen, editable, onEdit }: { chosen: readonly Annex[]; editable: boolean; onEdit: Props['onEdit'] }) {
  const { page } = useText().briefings
  const toggle = (one: Annex): void =>
    onEdit({ annexes: annex.options.filter((each) => (each === one ? !chosen.includes(one) : chosen.includes(each))) })
  return (
    <fieldset className="annex-choice">
      <legend className="field-label">{page.annexes}</legend>
      {annex.options.map((one) => (
        <label className="check" key={one}>
          <input type="checkbox" checked={chosen.includes(one)} disabled={!editable} onChange={() => toggle(one)} />
          {page.annexNames[one]}
        </label>
      ))}
    </fieldset>
  )
}
