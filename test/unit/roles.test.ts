import { expect, it } from 'vitest'
import { memo } from '../../shared/records/memo.ts'
import { readsEverything, rightOn, role, type Access } from '../../shared/roles.ts'

const either = [false, true]
/** Every state that a document can be in, for the table of rights. */
const states: { [K in Access['kind']]: readonly Extract<Access, { kind: K }>[] } = {
  register: [{ kind: 'register' }],
  agenda: either.map((frozen) => ({ kind: 'agenda', frozen })),
  minutes: either.flatMap((locked) => either.map((recorder) => ({ kind: 'minutes' as const, locked, recorder }))),
  memo: memo.shape.stage.options.flatMap((stage) => either.map((drafter) => ({ kind: 'memo' as const, stage, drafter }))),
  talk: either.map((closed) => ({ kind: 'talk', closed })),
  authors: [{ kind: 'authors' }],
  reply: [{ kind: 'reply' }],
}

it('RT1 who is said to read everything has the right to read every document in whatever state, and only they', () => {
  for (const who of role.options) {
    const rights = Object.values(states)
      .flat()
      .map((access) => rightOn(access, who))
    expect(!rights.includes('none')).toBe(readsEverything(who))
  }
})
