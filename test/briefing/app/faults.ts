import { cp, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as milliseconds } from 'node:timers/promises'
import { deserialize } from 'node:v8'
import { app, BrowserWindow, dialog, protocol, webContents } from 'electron'
import { z } from 'zod'
import { openPrinter, type Printer } from '../../../electron/briefing/briefing.ts'
import { bytesOf } from '../../../electron/briefings.ts'
import { Exports } from '../../../electron/exports.ts'
import { Saved } from '../../../electron/saved.ts'
import { wordApart } from '../../../electron/word/apart.ts'
import { schemePrivileges } from '../../../electron/scheme.ts'
import { exportStep } from '../../../shared/desktop.ts'
import { Refusal, type Failure } from '../../../shared/errors.ts'
import type { Paper } from '../../../shared/papers/paper.ts'
import { between, random, type Random } from '../../prove/proof.ts'
import { longLedger } from '../sample.ts'

/**
 * The real printer under faults that only the real one has: its page killed or hanging while it prints, each of its font files cut
 * short in turn, exports stopped at any moment. Writes what was refused, and whether the next paper was whole, into `answers.json`.
 */
const folder = process.env['PRINT_FOLDER'] ?? ''
const fonts = process.env['PRINT_FONTS'] ?? ''
const rounds = Number(process.env['PRINT_ROUNDS'] ?? 0)
const seed = Number(process.env['PRINT_SEED'] ?? 0)

protocol.registerSchemesAsPrivileged([schemePrivileges])
// It ends when it has said what it saw.
app.on('window-all-closed', () => undefined)
void app
  .whenReady()
  .then(run)
  .then(
    () => app.exit(0),
    (error: unknown) => {
      console.error(error)
      app.exit(1)
    },
  )

type Answer = { fault: string; failure: Failure | null; whole: boolean }

async function run(): Promise<void> {
  const [paper] = z.array(z.custom<Paper>()).parse(deserialize(await readFile(join(folder, 'jobs'))))
  if (!paper) throw new TypeError('no paper')
  const own = join(folder, 'fonts')
  await cp(fonts, own, { recursive: true })
  const printer = openPrinter({ fonts: own, out: folder })
  const before = await printer.print(paper)
  const answers: Answer[] = []
  const killed = refused(printer.print(paper))
  for (const one of webContents.getAllWebContents()) one.forcefullyCrashRenderer()
  answers.push({ fault: 'the printing page was killed', failure: await killed, whole: same(before, await printer.print(paper)) })
  answers.push(...(await putTogether(printer)))
  const stopped = await stopExports(printer, paper)
  printer.close()
  answers.push(...(await hang(own, paper, before)))
  for (const name of (await readdir(fonts)).filter((file) => file.endsWith('.common.ttf') || file === 'PageNumber.ttf')) {
    await truncate(join(own, name), 1000)
    const broken = openPrinter({ fonts: own, out: folder })
    const failure = await refused(broken.print(paper))
    broken.close()
    await cp(join(fonts, name), join(own, name))
    const mended = openPrinter({ fonts: own, out: folder })
    answers.push({ fault: `${name} was cut short`, failure, whole: same(before, await mended.print(paper)) })
    mended.close()
  }
  await writeFile(join(folder, 'answers.json'), JSON.stringify({ answers, stopped }))
}

/** What puts a long ledger together lies in a process of its own. */
async function putTogether(printer: Printer): Promise<Answer[]> {
  const before = await printer.print(longLedger)
  const killed = await refused(
    printer.print(longLedger, { step: (step) => step === 'finishing' && readers().forEach((pid) => process.kill(pid, 'SIGKILL')) }),
  )
  const after = await printer.print(longLedger)
  const stop = new AbortController()
  const cancelled = await refused(printer.print(longLedger, { signal: stop.signal, step: (step) => step === 'finishing' && stop.abort() }))
  while (readers().length > 0) await milliseconds(20)
  return [
    { fault: 'the process that puts a ledger together was killed', failure: killed, whole: same(before, after) },
    { fault: 'a ledger was closed by the wish to stop', failure: cancelled, whole: same(before, await printer.print(longLedger)) },
  ]
}

const readers = (): number[] => app.getAppMetrics().flatMap(({ name, pid }) => (name === 'Yice reader' ? [pid] : []))

/** A page that never answers again: the job has its end, and so has the printer. */
async function hang(own: string, paper: Paper, before: { pdf: Uint8Array }): Promise<Answer[]> {
  const printer = openPrinter({ fonts: own, out: folder, patience: 3_000 })
  await printer.ready()
  seize()
  const failure = await refused(printer.print(paper))
  const stuck = { fault: 'the printing page hung', failure, whole: same(before, await printer.print(paper)) }
  seize()
  const waiting = refused(printer.print(paper))
  const from = performance.now()
  printer.close()
  const closed = { fault: 'the printer was closed while its page hung', failure: await waiting, whole: performance.now() - from < 500 }
  return [stuck, closed]
}

function seize(): void {
  for (const one of webContents.getAllWebContents()) one.executeJavaScript('for (;;);').catch(() => undefined)
}

const word = wordApart(folder)
type Stopped = { round: number; at: string; failure: Failure | null; file: 'old' | 'new' | 'other'; left: string[] }

/** An old file, a new one in its place, and a wish to stop at any step, a moment after it. */
async function stopExports(printer: Printer, paper: Paper): Promise<Stopped[]> {
  const next = random(seed)
  const window = new BrowserWindow({ show: false })
  const place = join(folder, 'place')
  await mkdir(place)
  const whole = { pdf: (await printer.print(paper)).pdf, docx: await bytesOf(paper, 'docx', { print: printer.print, word }, quiet) }
  const answers: Stopped[] = []
  for (let round = 0; round < rounds; round++) answers.push(await stopOne(round, next, { printer, paper, window, place, whole }))
  window.destroy()
  return answers
}

const old = '%PDF-1.7 the issue before'
const quiet = { step: () => undefined, signal: new AbortController().signal }
type Stop = { printer: Printer; paper: Paper; window: BrowserWindow; place: string; whole: Record<'pdf' | 'docx', Uint8Array> }

async function stopOne(round: number, next: Random, { printer, paper, window, place, whole }: Stop): Promise<Stopped> {
  const format = next() < 0.8 ? 'pdf' : 'docx'
  const steps = format === 'pdf' ? exportStep.options : (['making', 'writing'] as const)
  const at = steps[between(next, 0, steps.length - 1)]
  const delay = next() < 0.4 ? 0 : between(next, 1, format === 'pdf' ? 60 : 600)
  const exports = new Exports((_, { job, at: told }) => {
    if (told?.step !== at) return
    if (delay === 0) exports.cancel(job, window)
    else setTimeout(() => exports.cancel(job, window), delay)
  })
  const name = `第${round}期.${format}`
  const path = join(place, name)
  await writeFile(path, old)
  dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
  const saved = new Saved(exports)
  const failure = await refused(
    saved.save(window, { title: '', type: '', fileName: name }, (job) => bytesOf(paper, format, { print: printer.print, word }, job)),
  )
  const written = await readFile(path)
  const file = written.toString('utf8') === old ? 'old' : Buffer.compare(written, whole[format]) === 0 ? 'new' : 'other'
  const left = (await readdir(place)).filter((one) => !/^第\d+期\./.test(one))
  return { round, at: `${at} + ${delay} ms`, failure, file, left }
}

const same = (one: { pdf: Uint8Array }, other: { pdf: Uint8Array }): boolean => Buffer.compare(one.pdf, other.pdf) === 0

async function refused(job: Promise<unknown>): Promise<Failure | null> {
  try {
    await job
    return null
  } catch (reason) {
    if (reason instanceof Refusal) return reason.failure
    throw reason
  }
}
