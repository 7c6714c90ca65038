import { z } from 'zod'
import type { OutwardSource } from '../shared/briefing/source.ts'
import type { AdoptionSource } from '../shared/papers/adoption.ts'
import type { MemoSource } from '../shared/papers/memo.ts'
import type { RegisterSource } from '../shared/papers/register.ts'
import type { DialogueSource } from '../shared/papers/source.ts'
import type { Seat } from './openWorkspace.ts'

/** The hub has made it with the functions that main would use, so only the outline is checked. */
const outlined = <T>(part: string) => z.custom<T>((value) => typeof value === 'object' && value !== null && part in value)
const outward = outlined<OutwardSource>('briefing')
const memo = outlined<MemoSource>('content')
const adoption = outlined<AdoptionSource>('rows')
const dialogue = outlined<DialogueSource>('dialogue')
const file = z.instanceof(Uint8Array).nullable()
const register = outlined<RegisterSource>('records')

/** What papers are composed of, as the member who sits here may read it. Every question @throws Refusal of the hub, `hubDown` */
export class Sources {
  readonly #seat: () => Seat

  constructor(seat: () => Seat) {
    this.#seat = seat
  }

  async briefing(briefingId: string): Promise<OutwardSource> {
    const { hub, memberId } = this.#seat()
    return outward.parse(await hub.ask({ type: 'briefingSource', memberId, briefingId }))
  }

  async memo(memoId: string): Promise<MemoSource> {
    const { hub, memberId } = this.#seat()
    return memo.parse(await hub.ask({ type: 'memoSource', memberId, memoId }))
  }

  /** The bytes of an attachment of a reply; `null` where they have not come. */
  async reply(id: string, hash: string): Promise<Uint8Array | null> {
    const { hub, memberId } = this.#seat()
    return file.parse(await hub.ask({ type: 'replyFile', memberId, id, hash }))
  }

  async adoption(memoId: string): Promise<AdoptionSource> {
    const { hub, memberId } = this.#seat()
    return adoption.parse(await hub.ask({ type: 'adoptionSource', memberId, memoId }))
  }

  async dialogue(dialogueId: string): Promise<DialogueSource> {
    const { hub, memberId } = this.#seat()
    return dialogue.parse(await hub.ask({ type: 'dialogueSource', memberId, dialogueId }))
  }

  async register(): Promise<RegisterSource> {
    const { hub, memberId } = this.#seat()
    return register.parse(await hub.ask({ type: 'registerSource', memberId }))
  }
}
