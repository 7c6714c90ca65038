import { Broken, type Figures, type Proof, type ProofOptions } from './proof.ts'

/** ED1 Whatever two to five people do to one memo at once, offline or not, all have one text in the end, and no word is lost that nobody took out. */
export const editing: Proof = {
  name: 'editing',
  promise: 'real editors over a real hub end with one valid text; no letter is lost that nobody took out, and no undo takes another’s',
  small: 50,
  full: 2_000,
  run,
}

/** What long runs have found, by the round that found it; each is gone through again first. */
const faults: Readonly<Record<string, number>> = {
  'a line that breaks in the middle of a handshake': 70_312,
  'a cut that begins or ends within a table, and a table that is selected whole with an empty row': 70_370,
  'a comment on words that an undo had put back before it came': 200_125,
  'pinyin composed in a table that is not whole': 300_078,
  'a copy that was suggested and taken back when its first had gone': 200_396,
  'a note among words that are made bold': 1_400_211,
  'two who each took out one of the two that a suggested move had left': 910_534,
  'a comment whose letters an undo had put back, and somebody took out again': 621_808_426,
  'a comment that ends in letters which only an undo of one window still holds': 1_600_334,
  'a comment moved to words that are gone, whose first letters an undo of one window had put back': 1_900_061,
  'a comment that came while somebody composed': 1_800_293,
  'cells pasted over a part of one that was joined over two rows': 3_000_548,
  'a letter that an undo puts back between two that stand the other way round': 4_100_933,
  'letters of two that an undo had put back side by side': 7_100_451,
}

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const { standOnPage } = await import('./page.ts')
  const leavePage = standOnPage()
  const errors = new Errors()
  try {
    // The editor looks for a page while it is loaded.
    const { editingHouse } = await import('./editingHouse.ts')
    const { editAtOnce } = await import('./editingRound.ts')
    const house = await editingHouse()
    const tally: Record<string, number> = { acts: 0, letters: 0, partitions: 0, restarts: 0, compositions: 0 }
    try {
      for (const [fault, found] of Object.entries(faults)) {
        await editAtOnce(house, found, tally)
        errors.check(found)
        log(fault)
      }
      for (let round = 0; round < count; round++) {
        await editAtOnce(house, seed + round, tally)
        errors.check(seed + round)
        if ((round + 1) % 50 === 0) log(`${String(round + 1)} of ${String(count)}`)
      }
    } finally {
      await house.close()
    }
    return { runs: count, ...tally, unequal: 0, invalid: 0, lost: 0, 'taken by undo': 0, errors: 0 }
  } finally {
    errors.leave()
    leavePage()
  }
}

/** What is thrown in the ear of an event, or while an update is taken in, is caught there and only said. */
class Errors {
  readonly #said: unknown[][] = []
  readonly #say = console.error

  constructor() {
    console.error = (...words: unknown[]) => void this.#said.push(words)
  }

  check(seed: number): void {
    const [first] = this.#said.splice(0)
    if (!first) return
    const reason = first.find((word) => word instanceof Error)
    throw new Broken(`an error was caught (seed ${String(seed)}): ${first.map(String).join(' ')}\n${reason?.stack ?? ''}`, {
      cause: reason,
    })
  }

  leave(): void {
    console.error = this.#say
  }
}
