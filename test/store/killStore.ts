import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as milliseconds } from 'node:timers/promises'
import { between, Broken, type Random } from '../prove/proof.ts'
import { freshName } from './harness.ts'

/** What became of one process: what it found, what it acknowledged before it was killed, how long it took to open. */
export type Life = { opened: number | null; found: Map<string, number>; saved: Map<string, number> }

export type Death = { after: 'start' | 'open'; ms: number }

/** Starts `program`, kills it, and reads what it said until then. */
export async function killed(program: string[], death: Death): Promise<Life> {
  const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] })
  const life: Life = { opened: null, found: new Map(), saved: new Map() }
  const ended = once(child, 'close')
  const kill = (): void => void milliseconds(death.ms).then(() => child.kill('SIGKILL'))
  if (death.after === 'start') kill()
  for await (const line of createInterface(child.stdout)) {
    const [what, name = '', number = ''] = line.split(' ')
    if (what === 'saved') life.saved.set(name, Number(number))
    if (what === 'found') life.found.set(name, Number(number))
    if (what !== 'open') continue
    life.opened = Number(name)
    if (death.after === 'open') kill()
  }
  await ended
  if (child.exitCode !== null) throw new Broken(`the process ended by itself: ${child.exitCode}`)
  return life
}

/** Kills `program` (typist.process.ts) over one store again and again. Throws `Broken` when something acknowledged is not there. */
export async function killRepeatedly(program: string[], folder: string, rounds: number, next: Random): Promise<Deaths> {
  const names = [freshName(), freshName()]
  const acknowledged = new Map<string, number>(names.map((name) => [name, 0]))
  const deaths: Deaths = { kills: 0, acknowledged: 0, slowestOpen: 0 }
  for (let round = 0; round <= rounds; round++) {
    const death: Death = { after: next() < 0.2 && round < rounds ? 'start' : 'open', ms: between(next, 0, 80) }
    const life = await killed([...program, folder, ...names], death)
    for (const [name, found] of life.found) {
      const least = acknowledged.get(name) ?? 0
      if (!(found >= least)) throw new Broken(`round ${round}: ${name} acknowledged up to ${least}, found ${found}`)
    }
    for (const [name, saved] of life.saved) acknowledged.set(name, saved)
    deaths.kills++
    deaths.slowestOpen = Math.max(deaths.slowestOpen, life.opened ?? 0)
  }
  deaths.acknowledged = [...acknowledged.values()].reduce((sum, count) => sum + count, 0)
  return deaths
}
export type Deaths = { kills: number; acknowledged: number; slowestOpen: number }
