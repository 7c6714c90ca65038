import type { Page } from 'playwright-core'

/**
 * What cannot be read or reached on the page as it stands, one line a fault: what it is, where, and the words.
 *
 * - `cut`: letters beyond the edge of what hides them, unless they end in “…” and a title tells the whole
 * - `off`: letters or a control beyond the window, and nothing that scrolls leads there
 * - `crushed`: a word that stands one letter under the other
 * - `covered`: a control under another control or under something else
 * - `overlap`: letters over letters
 *
 * While something floats (a dialog, a menu) only the uppermost is looked at: the rest is out of reach then.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  // What tsx wraps round named functions is not known in the page.
  await page.evaluate('globalThis.__name ??= (named) => named')
  return page.evaluate(look)
}

/** Runs in the page. */
function look(): string[] {
  /** Letters and boxes lie on fractions of a pixel once they are zoomed. */
  const slack = 1.5
  type Box = { left: number; top: number; right: number; bottom: number }
  type Seen = { element: Element; box: Box; words: string }
  const faults = new Set<string>()
  const floats = [...document.querySelectorAll('.shade, .popover')].filter((one) => one.checkVisibility())
  const root = floats.at(-1) ?? document.body
  const view: Box = { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight }

  const step = (element: Element): string => {
    const names = [...element.classList].filter((name) => !name.startsWith('react-aria')).slice(0, 2)
    const role = element.getAttribute('role')
    return `${element.localName}${names.map((name) => `.${name}`).join('')}${names.length === 0 && role ? `[role=${role}]` : ''}`
  }
  const pathOf = (element: Element): string => {
    const steps: string[] = []
    for (let at: Element | null = element; at && at !== root && steps.length < 4; at = at.parentElement) steps.unshift(step(at))
    return steps.join(' > ')
  }
  const tell = (kind: string, element: Element, words: string): void => {
    faults.add(`${kind} ${pathOf(element)} “${words.replace(/\s+/g, ' ').trim().slice(0, 60)}”`)
  }
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true, contentVisibilityAuto: true }) &&
    element.closest('.spoken, [hidden], option, .textLayer') === null
  const within = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  })
  const isEmpty = ({ left, top, right, bottom }: Box): boolean => right - left < 1 || bottom - top < 1
  const insideOf = (element: Element): Box => {
    const { left, top } = element.getBoundingClientRect()
    // What is zoomed inside the page is measured outside it.
    const scale =
      element.clientWidth > 0 && element instanceof HTMLElement ? element.getBoundingClientRect().width / element.offsetWidth : 1
    const from = { left: left + element.clientLeft * scale, top: top + element.clientTop * scale }
    return { ...from, right: from.left + element.clientWidth * scale, bottom: from.top + element.clientHeight * scale }
  }
  const isTold = (element: Element): boolean => element.closest('[title], [data-tip]') !== null
  const scrolls = (how: string): boolean => how === 'auto' || how === 'scroll'

  /** Goes up through all that may hide it, itself included where its letters are meant; answers what is seen of it and what is wrong. */
  const hiddenBy = (element: Element, whole: Box, letters: boolean): { seen: Box; fault: 'cut' | 'off' | null } => {
    let box = whole
    let fault: 'cut' | null = null
    let position = letters ? 'static' : getComputedStyle(element).position
    for (let at: Element | null = letters ? element : element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (position === 'fixed') break
      const style = getComputedStyle(at)
      if (position === 'absolute' && style.position === 'static') continue
      position = style.position
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
      const inside = insideOf(at)
      // What is there for the ear only.
      if (inside.right - inside.left <= 1) return { seen: { ...inside, right: inside.left }, fault: null }
      const ellipsis = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
      const across = box.right > inside.right + slack || box.left < inside.left - slack
      const down = box.bottom > inside.bottom + slack || box.top < inside.top - slack
      const isCut = (across && !scrolls(style.overflowX)) || (down && !scrolls(style.overflowY))
      if (isCut && !(ellipsis && isTold(element))) fault = 'cut'
      box = within(box, inside)
      if (isEmpty(box)) return { seen: box, fault }
    }
    const seen = within(box, view)
    const isOff = box.right > view.right + slack || box.left < -slack || box.bottom > view.bottom + slack || box.top < -slack
    return { seen, fault: isOff ? 'off' : fault }
  }

  // A line's box is higher than its letters.
  const lean = ({ left, top, right, bottom }: Box): Box => ({
    left,
    right,
    top: top + (bottom - top) * 0.22,
    bottom: bottom - (bottom - top) * 0.22,
  })

  const texts: Seen[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const words = node.nodeValue ?? ''
    if (!element || words.trim() === '' || !isShown(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5)
    const size = parseFloat(getComputedStyle(element).fontSize)
    if (/[\u4e00-\u9fff]{4}/.test(words) && lines.length > 2 && lines.every(({ width }) => width < size * 1.6))
      tell('crushed', element, words)
    for (const line of lines) {
      const { seen, fault } = hiddenBy(element, lean(line), true)
      if (fault) tell(fault, element, words)
      if (!isEmpty(seen)) texts.push({ element, box: seen, words })
    }
  }

  const pen = document.createElement('canvas').getContext('2d')
  const controls: Seen[] = []
  const pressable = 'button, a[href], input:not([type=hidden]), select, textarea, [role=button], [role=tab], [role=menuitem], [role=option]'
  for (const element of root.querySelectorAll(pressable)) {
    if (!isShown(element) || element.closest('.ProseMirror') !== null) continue
    const box = element.getBoundingClientRect()
    const words = element.getAttribute('aria-label') ?? element.textContent
    if (box.width < 1 || box.height < 1) continue
    const { seen, fault } = hiddenBy(element, box, false)
    if (fault === 'off' || (fault === 'cut' && isEmpty(seen))) tell('off', element, words)
    if (!isEmpty(seen)) controls.push({ element, box: seen, words })
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      const style = getComputedStyle(element)
      const room = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      const isLine = element instanceof HTMLInputElement && ['text', 'search', 'number', 'tel'].includes(element.type)
      if (pen && isLine) {
        pen.font = style.font
        const shown = element.value || element.placeholder
        const titled = element.title !== ''
        if (pen.measureText(shown).width > room + slack && !titled) tell('cut', element, shown)
      }
    }
  }

  /** What stays in sight while the rest is scrolled away under it (heads of lists, acts of dialogs): that is reached by scrolling. */
  const pinned = (element: Element): Element | null => {
    for (let up: Element | null = element; up; up = up.parentElement) if (getComputedStyle(up).position === 'sticky') return up
    return null
  }
  const isPinnedOver = (over: Element, under: Element): boolean => {
    const pin = pinned(over)
    return pin !== null && !pin.contains(under) && getComputedStyle(pin).backgroundColor !== 'rgba(0, 0, 0, 0)'
  }

  for (const { element, box, words } of controls) {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    const top = document.elementFromPoint(x, y)
    if (!top || element.contains(top) || top.contains(element) || top.closest('label')?.contains(element)) continue
    if (top.closest('.toasts') || element.closest('.toasts') || isPinnedOver(top, element)) continue
    tell('covered', element, `${words} ← ${step(top)}`)
  }

  const inOrder = [...texts].sort((a, b) => a.box.top - b.box.top)
  for (const [at, one] of inOrder.entries())
    for (const other of inOrder.slice(at + 1)) {
      if (other.box.top >= one.box.bottom - 1) break
      const common = within(one.box, other.box)
      if (one.element === other.element || common.right - common.left < 3 || common.bottom - common.top < 2) continue
      if (one.element.closest('.toasts') !== other.element.closest('.toasts')) continue
      if (isPinnedOver(one.element, other.element) || isPinnedOver(other.element, one.element)) continue
      tell('overlap', one.element, `${one.words.slice(0, 20)} ∩ ${other.words.slice(0, 20)} (${step(other.element)})`)
    }
  return [...faults]
}
