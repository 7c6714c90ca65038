/** Whole and nothing else; what it says is read by `parseInviteLink`. */
const inviteLink = /^yice:\/\/join\/[A-Za-z0-9_-]{1,4000}$/

/** SE9 A link that the system opens the app with is kept until a page asks for it. Joining takes a person's word. */
export class OpenedInvite {
  #text: string | null = null
  /** Told of one that comes while the app runs. */
  tell: (text: string) => void = () => undefined

  /** The first link of ours in what the system said. */
  open(words: readonly string[]): void {
    const text = words.find((word) => inviteLink.test(word))
    if (text === undefined) return
    this.#text = text
    this.tell(text)
  }

  /** Once. */
  take(): string | null {
    const text = this.#text
    this.#text = null
    return text
  }
}
