import type { Me } from '../hub/people.ts'
import { useText } from '../text.ts'

/** The given name's last character, as colleagues tell each other apart; initials for names in letters. */
const initials = (name: string, letters: number): string =>
  /^[\u0000-\u024f]+$/.test(name)
    ? name
        .split(/\s+/)
        .map((word) => word.slice(0, 1))
        .join('')
        .slice(0, letters)
        .toUpperCase()
    : Array.from(name).slice(-letters).join('')

type PersonProps = { person: Me; small?: boolean; letters?: 1 | 2 }

export function Person({ person, small = false, letters = 2 }: PersonProps) {
  return (
    <span className={small ? 'person small' : 'person'} title={person.name} style={{ backgroundColor: person.color }} aria-hidden>
      {initials(person.name, letters)}
    </span>
  )
}

const most = 6

/** A row of initials: who is here. */
export function People({ people, letters = 2 }: { people: readonly Me[]; letters?: 1 | 2 }) {
  const t = useText()
  return (
    <div className="people" role="img" aria-label={t.app.presence.here(people.map(({ name }) => name))}>
      {people.slice(0, most).map((person) => (
        <Person key={person.id} person={person} small letters={letters} />
      ))}
      {people.length > most && <span className="soft numbers">+{people.length - most}</span>}
    </div>
  )
}
