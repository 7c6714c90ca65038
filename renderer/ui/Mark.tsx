/** A state: a word, and a shape that differs with it. `open` is under way, `done` is over, `set` stands in between; `missed` is late. */
export function Mark({ shape, children }: { shape: 'open' | 'set' | 'done' | 'missed'; children: string }) {
  return <span className={`mark ${shape}`}>{children}</span>
}
