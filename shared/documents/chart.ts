import { scaleBand, scaleLinear, scalePoint } from 'd3-scale'
import { arc, line, pie } from 'd3-shape'
import { assertNever } from '../errors.ts'
import { blockTexts, type Cell, type ChartKind } from './memo.ts'

/** The numbers of a table: its first column names, every other column is a series under its head. */
export type ChartData = { labels: string[]; series: { name: string; values: number[] }[] }

/** A drawing as data: the window makes elements of it, the print a string. No script, no style, nothing that people typed but text. */
export type Shape = { tag: 'rect' | 'path' | 'line' | 'circle' | 'text'; attributes: Record<string, string | number>; text?: string }
export const chartSize = { width: 600, height: 320 } as const

const most = { rows: 60, series: 6 } as const

/** `null` where there is nothing to draw: joined cells, no numbers, no names. Columns without a number are left out. */
export function chartData(rows: readonly (readonly Cell[])[]): ChartData | null {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => blockTexts(cell.blocks).join('').trim()))
  const whole = body.slice(0, most.rows).filter((row) => row.length === head.length)
  const columns = head.map((name, at) => ({ name, values: whole.map((row) => numberIn(row[at] ?? '')) })).slice(1)
  const series = columns.filter(({ values }) => values.some(Number.isFinite)).slice(0, most.series)
  const filled = whole.map((_, at) => series.some(({ values }) => Number.isFinite(values[at])))
  const kept = <T>(values: readonly T[]): T[] => values.filter((_, at) => filled[at])
  if (series.length === 0) return null
  return {
    labels: kept(whole).map(([label = '']) => label),
    series: series.map(({ name, values }) => ({ name, values: kept(values).map((value) => (Number.isFinite(value) ? value : 0)) })),
  }
}

/** 1,280.5万元 as 1280.5; the unit is the head's to tell. */
function numberIn(text: string): number {
  const found = /^[^\d+-]*([+-]?\d[\d,]*(?:\.\d+)?)/u.exec(text.normalize('NFKC'))
  return found ? Number(found[1]?.replaceAll(',', '')) : NaN
}

export function drawChart(kind: ChartKind, data: ChartData): Shape[] {
  switch (kind) {
    case 'bar':
      return [...frame(data), ...bars(data), ...legend(data)]
    case 'line':
      return [...frame(data), ...lines(data), ...legend(data)]
    case 'pie':
      return slices(data)
    default:
      return assertNever(kind)
  }
}

/** Told apart in grey as well: office printers know no colour. */
export const chartInks = ['#a8201a', '#4a6072', '#c79a3c', '#1f2329', '#8fa3a0', '#b9b4a6'] as const
const ink = (at: number): string => chartInks[at % chartInks.length] ?? chartInks[0]
const pen = { text: '#333333', grid: '#d9d5cb', axis: '#555555' } as const
const letters = 14
const plot = { left: 56, right: chartSize.width - 12, top: 40, bottom: chartSize.height - 34 } as const

const text = (x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end' = 'middle'): Shape => ({
  tag: 'text',
  attributes: { x: round(x), y: round(y), 'text-anchor': anchor, 'font-size': letters, fill: pen.text },
  text: words,
})
const round = (value: number): number => Math.round(value * 100) / 100
const short = (words: string, most: number): string => (words.length > most ? `${words.slice(0, most - 1)}…` : words)
const figure = (value: number): string => String(round(value))

function upright({ series }: ChartData) {
  const values = series.flatMap((one) => one.values)
  return scaleLinear([Math.min(0, ...values), Math.max(0, ...values) || 1], [plot.bottom, plot.top]).nice(5)
}
const across = ({ labels }: ChartData) =>
  scaleBand(
    labels.map((_, at) => at),
    [plot.left, plot.right],
  ).padding(0.28)

function frame(data: ChartData): Shape[] {
  const y = upright(data)
  const x = across(data)
  // What is counted comes in whole numbers.
  const counted = data.series.every(({ values }) => values.every(Number.isInteger))
  const ticks = y.ticks(5).filter((tick) => !counted || Number.isInteger(tick))
  const every = Math.ceil(data.labels.length / 12)
  const room = Math.max(2, Math.floor((x.step() * every) / letters))
  return [
    ...ticks.flatMap((tick): Shape[] => [
      {
        tag: 'line',
        attributes: {
          x1: plot.left,
          x2: plot.right,
          y1: round(y(tick)),
          y2: round(y(tick)),
          stroke: tick === 0 ? pen.axis : pen.grid,
          'stroke-width': 1,
        },
      },
      text(plot.left - 8, y(tick) + 5, figure(tick), 'end'),
    ]),
    ...data.labels.flatMap((label, at) =>
      at % every === 0 ? [text((x(at) ?? 0) + x.bandwidth() / 2, plot.bottom + 22, short(label, room))] : [],
    ),
  ]
}

function bars(data: ChartData): Shape[] {
  const y = upright(data)
  const x = across(data)
  const width = x.bandwidth() / data.series.length
  const told = data.labels.length * data.series.length <= 12
  return data.series.flatMap(({ values }, series) =>
    values.flatMap((value, at): Shape[] => {
      const left = (x(at) ?? 0) + series * width
      const top = Math.min(y(value), y(0))
      return [
        {
          tag: 'rect',
          attributes: {
            x: round(left),
            y: round(top),
            width: round(width * 0.92),
            height: round(Math.abs(y(value) - y(0))),
            fill: ink(series),
          },
        },
        ...(told ? [text(left + width * 0.46, top - 6, figure(value))] : []),
      ]
    }),
  )
}

function lines(data: ChartData): Shape[] {
  const y = upright(data)
  const bands = across(data)
  const x = scalePoint(bands.domain(), [plot.left + bands.step() / 2, plot.right - bands.step() / 2])
  return data.series.flatMap(({ values }, series): Shape[] => {
    const points = values.map((value, at): [number, number] => [round(x(at) ?? 0), round(y(value))])
    const told = data.series.length === 1 && values.length <= 12
    return [
      { tag: 'path', attributes: { d: line()(points) ?? '', fill: 'none', stroke: ink(series), 'stroke-width': 2.5 } },
      ...points.map(([cx, cy]): Shape => ({ tag: 'circle', attributes: { cx, cy, r: 3.5, fill: ink(series) } })),
      ...(told ? points.map(([px, py], at) => text(px, py - 9, figure(values[at] ?? 0))) : []),
    ]
  })
}

function legend({ series }: ChartData): Shape[] {
  if (series.length < 2) return []
  const room = (plot.right - plot.left) / series.length
  return series.flatMap(({ name }, at): Shape[] => [
    { tag: 'rect', attributes: { x: round(plot.left + at * room), y: 10, width: 12, height: 12, fill: ink(at) } },
    text(plot.left + at * room + 18, 21, short(name, Math.max(2, Math.floor((room - 24) / letters))), 'start'),
  ])
}

/** The first series in parts of its sum, the names beside the parts. */
function slices({ labels, series: [first] }: ChartData): Shape[] {
  const values = (first?.values ?? []).map((value) => Math.max(0, value))
  const sum = values.reduce((all, value) => all + value, 0)
  if (sum === 0) return []
  const radius = 118
  const [cx, cy] = [chartSize.width / 2, chartSize.height / 2]
  const part = arc<{ startAngle: number; endAngle: number }>().innerRadius(0).outerRadius(radius)
  const beside = arc<{ startAngle: number; endAngle: number }>()
    .innerRadius(radius + 20)
    .outerRadius(radius + 20)
  return pie()
    .sort(null)(values)
    .flatMap((slice, at): Shape[] => {
      const [x, y] = beside.centroid(slice)
      const share = `${Math.round((slice.value / sum) * 1000) / 10}%`
      return [
        {
          tag: 'path',
          attributes: { d: part(slice) ?? '', transform: `translate(${cx} ${cy})`, fill: ink(at), stroke: '#ffffff', 'stroke-width': 1.5 },
        },
        ...(slice.value > 0 ? [text(cx + x, cy + y + 5, `${short(labels[at] ?? '', 10)} ${share}`, x < 0 ? 'end' : 'start')] : []),
      ]
    })
}
