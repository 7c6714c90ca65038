import { useEffect, useRef, useState } from 'react'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { usePlace } from '../usePlace.ts'
import { show, type Explained } from './asked.ts'
import { explained, stagesOf, useStageHere } from './stages.ts'
import './guide.css'

/** Each stage of a kind, with the one that the record on the page is at. `of: null`: the kind the page is about. */
export default function HelpDialog({ of, onClose }: { of: Explained | null; onClose: () => void }) {
  const t = useText()
  const { help } = t
  const here = useStageHere(usePlace())
  const [chosen, setChosen] = useState(of ?? here.of)
  const list = useRef<HTMLDivElement>(null)
  const at = chosen === here.of ? here.at : null
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <DialogFrame title={help.title} wide onClose={onClose}>
      <nav className="parts" aria-label={help.about}>
        {explained.map((one) => (
          <button key={one} type="button" aria-current={one === chosen ? 'true' : undefined} onClick={() => setChosen(one)}>
            {help.topics[one]}
          </button>
        ))}
      </nav>
      <div className="stage-help" ref={list} tabIndex={0} role="group" aria-label={help.topics[chosen]} key={chosen}>
        {stagesOf(chosen, t).map(({ id, name, help: { means, who, next, basis } }) => (
          <section key={id} aria-current={id === at ? 'step' : undefined}>
            <h3>
              {name}
              {id === at && <span className="stage-here">{help.here}</span>}
            </h3>
            <p>{means}</p>
            <dl>
              <dt>{help.rows.who}</dt>
              <dd>{who}</dd>
              <dt>{help.rows.next}</dt>
              <dd>{next}</dd>
              {basis !== undefined && (
                <>
                  <dt>{help.rows.basis}</dt>
                  <dd>{basis}</dd>
                </>
              )}
            </dl>
          </section>
        ))}
      </div>
      <p className="soft stage-note">{help.note}</p>
      <div className="dialog-acts">
        <Button look="quiet" onClick={() => show({ guide: 'tour' })}>
          {t.app.person.tour}
        </Button>
        <Button look="quiet" onClick={() => show({ guide: 'keys' })}>
          {t.app.person.keys}
        </Button>
        <Button onClick={onClose}>{t.app.close}</Button>
      </div>
    </DialogFrame>
  )
}
