import { useEffect, useMemo, useRef, useState } from 'react'
import { drawChart } from '../../shared/documents/chart.ts'
import { figures, yearsOf, type Figure } from '../../shared/figures.ts'
import { ask } from '../desktop.ts'
import { today } from '../format.ts'
import { useRegister, useRegisterState } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { png, svg } from '../ui/drawing.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { ExportMenu } from '../ui/ExportMenu.tsx'
import { Page } from '../ui/Page.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { useAttempt, type Attempt } from '../ui/useAttempt.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { Views } from './Views.tsx'
import './figures.css'

/** What the annual report says of follow-up: counted, drawn, and taken along. */
export default function FiguresPage() {
  const t = useText()
  const { figures: words } = t
  const records = useRegister('recommendations')
  const { state } = useRegisterState()
  const { failure, attempt } = useAttempt()
  const [year, setYear] = useState<number | null>(null)
  const years = useMemo(() => yearsOf(records), [records])
  const shown = useMemo(() => figures(records, year, today(), words).filter(({ rows }) => rows.length > 0), [records, year, words])
  return (
    <Page
      title={words.title}
      heading={<h1>{t.recommendations.title}</h1>}
      beside={
        <span className="beside">
          <span className="soft numbers">{t.recommendations.count(records.length)}</span>
          <Views at="figures" />
        </span>
      }
      acts={records.length > 0 && <Export year={year} onAttempt={attempt} />}
    >
      {failure && <ErrorNotice failure={failure} />}
      {records.length === 0 ? (
        state.is === 'opening' ? (
          <Waiting />
        ) : (
          <Empty text={words.empty} />
        )
      ) : (
        <>
          <div className="filters">
            <Choice
              label={words.year}
              inline
              value={year === null ? '' : String(year)}
              onChange={(chosen) => setYear(chosen === '' ? null : Number(chosen))}
              options={[{ value: '', label: words.everyYear }, ...years.map((one) => ({ value: String(one), label: words.ofYear(one) }))]}
            />
          </div>
          {shown.length === 0 && <Empty text={words.none} />}
          <div className="drawn-figures">
            {shown.map((figure) => (
              <Drawn key={figure.kind} figure={figure} onAttempt={attempt} />
            ))}
          </div>
        </>
      )}
    </Page>
  )
}

function Export({ year, onAttempt }: { year: number | null; onAttempt: Attempt }) {
  const { figures: words } = useText()
  return (
    <ExportMenu
      {...{ words, onAttempt }}
      label={words.export}
      formats={['pdf', 'xlsx']}
      names={words.formats}
      save={(format) => ask('saveFigures', { year, format })}
    />
  )
}

function Drawn({ figure, onAttempt }: { figure: Figure; onAttempt: Attempt }) {
  const { figures: words } = useText()
  const { kind, chart, head, rows, data } = figure
  const title = words.titles[kind]
  const place = useRef<HTMLDivElement>(null)
  const shapes = useMemo(() => drawChart(chart, data), [chart, data])
  useEffect(() => place.current?.replaceChildren(svg(shapes, title)), [shapes, title])
  const save = (): void => {
    void png(shapes, title).then((bytes) => onAttempt(ask('savePicture', { name: title, bytes }), saySaved(words, onAttempt)))
  }
  return (
    <section className="drawn-figure" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Button look="quiet" aria-label={words.pictureOf(title)} onClick={save}>
          {words.picture}
        </Button>
      </header>
      <div className="drawn" ref={place} />
      <p className="soft">{words.hints[kind]}</p>
      <table>
        <thead>
          <tr>
            {head.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, at) => (
                <td key={at} className="numbers">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
