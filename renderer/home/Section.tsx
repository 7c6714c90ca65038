import type { ReactNode } from 'react'
import { toHash, type Place } from '../place.ts'

type Props = { title: string; more?: { place: Place; label: string }; children: ReactNode }

export function Section({ title, more, children }: Props) {
  return (
    <section className="home-section">
      <header>
        <h2>{title}</h2>
        {more && (
          <a className="link soft" href={toHash(more.place)}>
            {more.label}
          </a>
        )}
      </header>
      {children}
    </section>
  )
}
