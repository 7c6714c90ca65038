import { parseArgs } from 'node:util'
import { print } from './measure.ts'
import { editor } from './editor.ts'
import { history } from './history.ts'
import { hub } from './hub.ts'
import { ledger } from './ledger.ts'
import { pages } from './pages.ts'
import { print as prints } from './print.ts'
import { search } from './search.ts'
import { register } from './register.ts'
import { stalled } from './stalled.ts'
import { start } from './start.ts'
import { windows } from './windows.ts'

/**
 * `bench NAME [--rounds N]`: something of ours side by side with its floor, in one interleaved run, as median (min–max) and
 * ratio. Machines differ and are noisy: only the ratios travel. Exits 0 whatever it shows: a bench is not a test.
 */
const benches = [start, windows, hub, stalled, history, pages, search, register, ledger, prints, editor]

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string' } } })
const bench = benches.find(({ name }) => name === positionals[0])

if (!bench) {
  console.log('bench NAME [--rounds N]\n')
  for (const { name, question, rounds } of benches) console.log(`  ${name.padEnd(10)} ${question} (${rounds} rounds)`)
  process.exitCode = positionals.length ? 2 : 0
} else {
  console.log(`${bench.name}: ${bench.question}`)
  const groups = await bench.run({ rounds: Number(values.rounds ?? bench.rounds), log: (line) => console.log(`  ${line}`) })
  for (const group of groups) print(group)
}
