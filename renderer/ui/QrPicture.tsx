import qrcode from 'qrcode-generator'
import { useMemo } from 'react'

/** The white margin that readers need, in modules. */
const margin = 4

/** A QR picture, dark on white by night too: many readers know no other. Drawn as one path, so the page needs no `data:` picture. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => draw(text), [text])
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <path className="qr-ground" d={`M0 0h${size}v${size}H0z`} />
      <path className="qr-ink" d={path} />
    </svg>
  )
}

function draw(text: string): { size: number; path: string } {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  let path = ''
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++) if (code.isDark(row, column)) path += `M${column + margin} ${row + margin}h1v1h-1z`
  return { size: count + 2 * margin, path }
}
