import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { perform } from './stage.ts'
import { story } from './story.ts'

/** `tour [--out DIR]`: the guided tour on the real app. Exit code 0 only if everything that was looked at held. */
const { values } = parseArgs({ options: { out: { type: 'string', default: 'out/tour' } } })
const out = resolve(values.out)
await perform(story, out, (line) => console.log(line))
console.log(out)
