import { parseName } from '../../../shared/documentName.ts'
import type { Follower } from './follower.ts'

/** So many texts are asked of the host at the same time, and one memo's pictures. So long may one keep the next waiting, in ms. */
const abreast = { texts: 16, pictures: 1 }
const longest = { texts: 2_000, pictures: 15_000 }

type Kind = keyof typeof abreast

type Parts = {
  /** Whether the host lets documents be opened at the moment. */
  isOpen: () => boolean
  /** Resolves when a document is said to be here, or after so long. */
  told: (follower: Follower, patience: number) => Promise<void>
}

/** Who is to be entered on a link. The host cuts off whoever lets too much pile up: a few at a time, and pictures behind all texts. */
export class Entries {
  readonly #parts: Parts
  readonly #queues = { texts: new Set<Follower>(), pictures: new Set<Follower>() }
  readonly #entering = { texts: 0, pictures: 0 }

  constructor(parts: Parts) {
    this.#parts = parts
  }

  add(followers: Iterable<Follower>): void {
    for (const one of followers) if (!one.isEntered) this.#queues[kindOf(one)].add(one)
    this.#pump()
  }

  /** Somebody waits for it: it does not wait for the others. */
  hurry(follower: Follower): void {
    if (this.#queues[kindOf(follower)].has(follower)) this.#enter(follower)
  }

  clear(): void {
    for (const queue of Object.values(this.#queues)) queue.clear()
  }

  #pump(): void {
    const { texts, pictures } = this.#queues
    for (const one of texts) if (this.#entering.texts < abreast.texts) this.#enter(one)
    if (this.#entering.texts > 0) return
    for (const one of pictures) if (this.#entering.pictures < abreast.pictures) this.#enter(one)
  }

  #enter(follower: Follower): void {
    const kind = kindOf(follower)
    this.#queues[kind].delete(follower)
    if (!this.#parts.isOpen() || follower.isEntered) return
    this.#entering[kind] += 1
    void this.#parts.told(follower, longest[kind]).then(() => {
      this.#entering[kind] -= 1
      this.#pump()
    })
    follower.enter()
  }
}

/** Files of replies are as heavy as pictures, and wait as they do. */
function kindOf({ name }: Follower): Kind {
  const kind = parseName(name)?.kind
  return kind === 'pictures' || kind === 'reply' ? 'pictures' : 'texts'
}
