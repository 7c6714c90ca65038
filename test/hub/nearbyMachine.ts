import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hosting } from '../../electron/hub/listen/hosting.ts'
import { nearbyHosts } from '../../electron/hub/listen/nearby.ts'
import { house } from './house.ts'

/** One of the machines of nearby.sh: `host` listens until it is killed, `search N` prints what it has found after N tries at most. */
const [, , part, tries] = process.argv
if (part === 'host') {
  const folder = await mkdtemp(join(tmpdir(), 'yice-near-'))
  const { hub } = await house()
  const hosting = new Hosting({ hub, folder, tell: () => undefined, changed: () => undefined, report: (reason) => console.error(reason) })
  await hosting.start(4410)
} else {
  let found = await nearbyHosts()
  for (let left = Number(tries) - 1; left > 0 && found.length === 0; left--) found = await nearbyHosts()
  console.log(JSON.stringify(found))
}
