import { useMe, useRegister } from '../hub/useHub.ts'
import { shapeOf } from '../memos/stages.ts'
import { toHash } from '../place.ts'
import { useText } from '../text.ts'
import { Mark } from '../ui/Mark.tsx'
import { Section } from './Section.tsx'

/** Memos I draft or began that have not gone out. */
export function Drafts() {
  const t = useText()
  const me = useMe()
  const memos = useRegister('memos')
  const mine = memos
    .filter((memo) => memo.stage !== 'submitted' && (memo.createdBy === me.id || memo.drafters.includes(me.id)))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, 6)
  return (
    <Section title={t.app.home.drafts} more={{ place: { page: 'memos' }, label: t.app.home.openMemos }}>
      {mine.length === 0 && <p className="soft">{t.app.home.noDrafts}</p>}
      <ul className="rows">
        {mine.map(({ id, title, stage }) => (
          <li key={id}>
            <a href={toHash({ page: 'memo', id })}>
              <span className="cut" title={title}>
                {title}
              </span>
              <Mark shape={shapeOf(stage)}>{t.memos.stages[stage]}</Mark>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}
