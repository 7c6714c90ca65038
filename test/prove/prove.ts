import { parseArgs } from 'node:util'
import type { Figures } from './proof.ts'
import { proofs } from './proofs.ts'

/** `prove NAME [--count N] [--seed S]`. Exit 0 held, 1 broken, 2 asked wrongly. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, seed: { type: 'string' } },
})

const wholeNumber = (text: string | undefined, otherwise: number): number => {
  const number = text === undefined ? otherwise : Number(text)
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`not a whole number: ${String(text)}`)
  return number
}

const line = (figures: Figures): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(' · ')

function list(): void {
  console.log('prove NAME [--count N] [--seed S]\n')
  for (const proof of proofs) console.log(`  ${proof.name.padEnd(10)} ${proof.promise} (${String(proof.full)} rounds)`)
}

const [name] = positionals
const proof = proofs.find((candidate) => candidate.name === name)
const missing = proof?.missing?.() ?? null
if (proof === undefined) {
  list()
  process.exitCode = name === undefined ? 0 : 2
} else if (missing !== null) {
  console.log(`${proof.name} cannot be proved here. ${missing}`)
  process.exitCode = 2
} else {
  const count = wholeNumber(values.count, proof.full)
  const seed = wholeNumber(values.seed, Date.now() % 0x1_0000_0000)
  console.log(`${proof.name}: ${proof.promise}`)
  console.log(`count ${String(count)}, seed ${String(seed)}`)
  const started = performance.now()
  try {
    const figures = await proof.run({ count, seed, log: (text) => console.log(`  ${text}`) })
    console.log(`held · ${line({ ...figures, seconds: ((performance.now() - started) / 1000).toFixed(1) })}`)
  } catch (reason) {
    console.error(reason)
    console.log(`BROKEN · ${proof.name} · count ${String(count)} · seed ${String(seed)}`)
    process.exitCode = 1
  }
  // Processes that a broken round has left running would keep this one.
  process.exit()
}
