import { crc32, deflateSync } from 'node:zlib'

type Png = { width: number; height: number; /** What its head says, where that is a lie. */ claims?: { width: number; height: number } }

/** A PNG in true colour, drawn as slanting stripes, so that it is worth looking at and compresses as drawings do. */
export function png({ width, height, claims = { width, height } }: Png): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(claims.width, 0)
  head.writeUInt32BE(claims.height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * (1 + width * 3) + 1 + x * 3
      const stripe = Math.floor((x + y) / 40) % 3
      rows.set(stripe === 0 ? [190, 40, 40] : stripe === 1 ? [245, 240, 225] : [40, 70, 120], at)
    }
  const parts = [
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat(parts))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
