import { dialogueParts, toHash, type DialoguePart } from '../place.ts'
import { useText } from '../text.ts'

/** The parts of a dialogue, each a place of its own, so that back and a second window find it. */
export function Parts({ id, part }: { id: string; part: DialoguePart }) {
  const { parts } = useText().dialogues
  return (
    <nav className="parts" aria-label={parts.label}>
      {dialogueParts.map((one) => (
        <a
          key={one}
          href={toHash({ page: 'dialogue', id, ...(one !== 'agenda' && { part: one }) })}
          aria-current={one === part ? 'page' : undefined}
        >
          {parts[one]}
        </a>
      ))}
    </nav>
  )
}
