import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { newItem } from '../../shared/briefing/templates.ts'
import type { Briefing, BriefingFields } from '../../shared/register.ts'
import { instantDay } from '../format.ts'
import { useMemberNames, useRegister } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { DayField } from '../ui/MomentField.tsx'

type Props = { briefing: Briefing; editable: boolean; onEdit: (changes: Partial<BriefingFields>) => void }

/** What a briefing says of itself; each field is kept when it is left, and the preview follows. */
export function BriefingForm({ briefing, editable, onEdit }: Props) {
  const t = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const { page } = t.briefings
  const hints: Readonly<Record<string, string>> = page.hints
  const text = (field: 'masthead' | 'compiler' | 'secrecy' | 'report' | 'send' | 'distribute', filled = false) => (
    <Framed label={page.fields[field]} hint={hints[field] ?? ''}>
      <EditableText
        label={page.fields[field]}
        value={briefing[field]}
        maxLength={field === 'masthead' ? 20 : 200}
        filled={filled}
        framed
        wrap={field === 'report' || field === 'send' || field === 'distribute'}
        disabled={!editable}
        onCommit={(value) => onEdit({ [field]: value })}
      />
    </Framed>
  )
  return (
    <aside className="briefing-form">
      <Memos briefing={briefing} editable={editable} onEdit={onEdit} />
      {text('masthead', true)}
      {text('compiler', true)}
      <DayField label={page.fields.date} value={briefing.date} disabled={!editable} onChange={(date) => onEdit({ date })} />
      {text('secrecy')}
      {text('report')}
      {text('send')}
      {text('distribute')}
      <Framed label={page.fields.copies} hint={page.hints.copies}>
        <EditableText
          label={page.fields.copies}
          value={String(briefing.copies)}
          maxLength={4}
          filled
          framed
          disabled={!editable}
          onCommit={(copies) => onEdit({ copies: Number(copies) })}
        />
      </Framed>
      {briefing.issuedBy !== null && briefing.issuedAt !== null && (
        <p className="soft">{page.frozenBy(nameOf(briefing.issuedBy), instantDay(briefing.issuedAt, locale))}</p>
      )}
    </aside>
  )
}

function Framed({ label, hint, children }: { label: string; hint: string; children: ReactNode }) {
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        {label}
        {hint && <span className="soft"> · {hint}</span>}
      </span>
      {children}
    </div>
  )
}

function Memos({ briefing, editable, onEdit }: Props) {
  const t = useText()
  const { page } = t.briefings
  const memos = useRegister('memos')
  const { items } = briefing
  const titleOf = (id: string): string => memos.find((memo) => memo.id === id)?.title ?? t.app.unnamed
  const swap = (at: number, to: number): void => {
    const next = [...items]
    const [moved] = next.splice(at, 1)
    if (moved === undefined) return
    next.splice(to, 0, moved)
    onEdit({ items: next })
  }
  const others = memos.filter(({ id, stage }) => stage !== 'submitted' && !items.some((item) => item.id === id))
  return (
    <section className="briefing-memos" aria-label={page.memos}>
      <h2 className="field-label">{page.memos}</h2>
      <ol>
        {items.map(({ id }, at) => (
          <li key={id}>
            <span className="numbers soft">{at + 1}</span>
            <span>{titleOf(id)}</span>
            {editable && (
              <span className="row-acts">
                <IconButton label={page.moveUp(titleOf(id))} disabled={at === 0} onClick={() => swap(at, at - 1)}>
                  <ArrowUp size={14} aria-hidden />
                </IconButton>
                <IconButton label={page.moveDown(titleOf(id))} disabled={at === items.length - 1} onClick={() => swap(at, at + 1)}>
                  <ArrowDown size={14} aria-hidden />
                </IconButton>
                <IconButton label={page.takeOut(titleOf(id))} onClick={() => onEdit({ items: items.filter((one) => one.id !== id) })}>
                  <X size={14} aria-hidden />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ol>
      {editable && others.length > 0 && (
        <Choice
          label={page.addMemo}
          value=""
          inline
          options={[{ value: '', label: page.addMemo }, ...others.map(({ id, title }) => ({ value: id, label: title }))]}
          onChange={(id) => onEdit({ items: [...items, { of: 'memo', id, ...newItem }] })}
        />
      )}
    </section>
  )
}
