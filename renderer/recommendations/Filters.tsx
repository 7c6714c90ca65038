import { memo, useMemo, useState, type Dispatch, type SetStateAction } from 'react'
import type { Recommendation } from '../../shared/register.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { dropFilter, everything, filters, keepFilter, leadsOf, savedFilters, type Asked } from './filters.ts'
import type { AskedRecords } from './useAsked.ts'

type Props = Pick<AskedRecords, 'asked' | 'onAsk' | 'counts'> & { records: readonly Recommendation[] }

/** The views of the list with how many each holds, words, the department, and what was asked for often. */
export function Filters({ records, asked, onAsk, counts }: Props) {
  const t = useText()
  const locale = useLocale()
  const words = t.recommendations.filters
  const { lead, text } = asked
  const leads = useMemo(() => leadsOf(records, locale), [records, locale])
  return (
    <div className="filters" role="group" aria-label={words.label}>
      {filters.map((one) => (
        <button
          key={one}
          type="button"
          className="filter"
          aria-pressed={one === asked.filter}
          onClick={() => onAsk({ ...asked, filter: one })}
        >
          {words[one]}
          <span className="numbers">{counts[one]}</span>
        </button>
      ))}
      <span className="filters-more">
        <input
          className="input"
          type="search"
          aria-label={words.text}
          placeholder={words.text}
          value={text}
          onChange={({ target }) => onAsk({ ...asked, text: target.value })}
        />
        <Leads leads={leads} lead={lead} onAsk={onAsk} />
        <Saved asked={asked} onAsk={onAsk} />
      </span>
    </div>
  )
}

type LeadsProps = { leads: readonly string[]; lead: string; onAsk: Dispatch<SetStateAction<Asked>> }

/** 牵头单位 to choose from: not drawn again with every key beside it. */
const Leads = memo(function Leads({ leads, lead, onAsk }: LeadsProps) {
  const words = useText().recommendations.filters
  return (
    <Choice
      label={words.leads}
      inline
      value={lead}
      onChange={(chosen) => onAsk((asked) => ({ ...asked, lead: chosen }))}
      options={[{ value: '', label: words.everyLead }, ...leads.map((value) => ({ value, label: value }))]}
    />
  )
})

const same = (a: Asked, b: Asked): boolean => a.filter === b.filter && a.lead === b.lead && a.text === b.text

/** Filters with a name: asked for again with one press, made of what is asked for now. */
function Saved({ asked, onAsk }: Pick<Props, 'asked' | 'onAsk'>) {
  const { saved: words } = useText().recommendations
  const [all, setAll] = useState(savedFilters)
  const [naming, setNaming] = useState(false)
  const current = all.find((one) => same(one, asked))
  return (
    <>
      {all.length > 0 && (
        <Choice
          label={words.label}
          inline
          value={current?.name ?? ''}
          onChange={(name) => {
            const { filter, lead, text } = all.find((one) => one.name === name) ?? everything
            onAsk({ filter, lead, text })
          }}
          options={[{ value: '', label: words.label }, ...all.map(({ name }) => ({ value: name, label: name }))]}
        />
      )}
      {current ? (
        <Button look="quiet" onClick={() => setAll(dropFilter(all, current.name))}>
          {words.drop}
        </Button>
      ) : (
        !same(asked, everything) && (
          <Button look="quiet" onClick={() => setNaming(true)}>
            {words.keep}
          </Button>
        )
      )}
      {naming && <Naming onName={(name) => setAll(keepFilter(all, { ...asked, name }))} onClose={() => setNaming(false)} />}
    </>
  )
}

function Naming({ onName, onClose }: { onName: (name: string) => void; onClose: () => void }) {
  const { saved: words } = useText().recommendations
  const [name, setName] = useState('')
  const submit = () => {
    onName(name.trim())
    return Promise.resolve(null)
  }
  return (
    <FormDialog title={words.title} act={words.act} ready={name.trim() !== ''} onSubmit={submit} onClose={onClose}>
      <Field label={words.name} hint={words.hint} value={name} onChange={setName} maxLength={40} required autoFocus />
    </FormDialog>
  )
}
