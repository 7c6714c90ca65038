import type { Me } from '../hub/people.ts'
import { useText } from '../text.ts'

/** The given name's last character, as colleagues tell each other apart; initials for names in letters. */
const initials = (name: string): string =>
  /^[\u0000-\u024f]+$/.test(name)
    ? name
        .split(/\s+/)
        .map((word) => word.slice(0, 1))
        .join('')
        .slice(0, 2)
        .toUpperCase()
    : Array.from(name).slice(-2).join('')

export function Person({ person, small = false }: { person: Me; small?: boolean }) {
  return (
    <span className={small ? 'person small' : 'person'} title={person.name} style={{ backgroundColor: person.color }} aria-hidden>
      {initials(person.name)}
    </span>
  )
}

const most = 6

/** A row of initials: who is here. */
export function People({ people }: { people: readonly Me[] }) {
  const t = useText()
  return (
    <div className="people" role="img" aria-label={t.app.presence.here(people.map(({ name }) => name))}>
      {people.slice(0, most).map((person) => (
        <Person key={person.id} person={person} small />
      ))}
      {people.length > most && <span className="soft numbers">+{people.length - most}</span>}
    </div>
  )
}
