/** Points of the screen. */
export type Rectangle = { x: number; y: number; width: number; height: number }

/** What the pages are made for at least (ui.md, *Density*), and what they open with. */
export const smallest = { width: 1024, height: 700 }
const usual = { width: 1280, height: 840 }
/** How much of a window must be on a display for a person to get hold of it. */
const grip = { width: 160, height: 48 }
const cascadeStep = 32

const overlap = (a: Rectangle, b: Rectangle): { width: number; height: number } => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
})

/** Whether a title bar that reaches onto the display can be seen and dragged. */
const isWithinReach = (bounds: Rectangle, display: Rectangle): boolean => {
  const titleBar = { ...bounds, height: grip.height }
  const { width, height } = overlap(titleBar, display)
  return width >= grip.width && height >= grip.height / 2
}

/**
 * Where a window opens: where it was, if that is still on a display (one may have been unplugged), cut to the size of that
 * display; otherwise in the middle of the first. `displays` are work areas, the primary one first; never empty.
 */
export function boundsFor(saved: Rectangle | null, displays: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const display = saved && displays.find((candidate) => isWithinReach(saved, candidate))
  if (!saved || !display) return centred(displays[0])
  const width = fit(saved.width, smallest.width, display.width)
  const height = fit(saved.height, smallest.height, display.height)
  return { x: saved.x, y: Math.max(saved.y, display.y), width, height }
}

/** A second window stands a step down and right of the first. */
export const cascaded = (bounds: Rectangle): Rectangle => ({ ...bounds, x: bounds.x + cascadeStep, y: bounds.y + cascadeStep })

function centred(display: Rectangle): Rectangle {
  const width = Math.min(usual.width, display.width)
  const height = Math.min(usual.height, display.height)
  return {
    x: display.x + Math.round((display.width - width) / 2),
    y: display.y + Math.round((display.height - height) / 2),
    width,
    height,
  }
}

/** On a display that is smaller than the least size, the display counts. */
const fit = (wanted: number, least: number, most: number): number => Math.min(Math.max(wanted, Math.min(least, most)), most)
