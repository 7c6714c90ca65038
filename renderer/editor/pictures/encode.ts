import { pictureHead, pictureLimits, type PictureHead } from '../../../shared/documents/pictures.ts'
import { ok, refuse, type Result } from '../../../shared/errors.ts'

export type Encoded = { hash: string; bytes: Uint8Array<ArrayBuffer> }
/** A part of a picture, its edges as shares of the sides, from 0 to 1. */
export type Crop = { left: number; top: number; right: number; bottom: number }
export const wholePicture: Crop = { left: 0, top: 0, right: 1, bottom: 1 }

/** A PNG above this becomes a JPEG, in bytes: a photograph that somebody saved so. */
const largePng = 700_000
const quality = 0.88
const smallest = 64

/**
 * Draws a picture anew (PC1), as large as print can show. Of an animation the first frame stays. What its head says is read before
 * anything is decoded (PC2).
 */
export async function encodePicture(bytes: Uint8Array<ArrayBuffer>, fileName: string, crop = wholePicture): Promise<Result<Encoded>> {
  if (bytes.byteLength > pictureLimits.file) return refuse({ kind: 'pictureTooLarge', fileName })
  const head = pictureHead(bytes)
  if (!head) return refuse({ kind: 'pictureUnreadable', fileName })
  if (head.width * head.height > pictureLimits.area) return refuse({ kind: 'pictureTooLarge', fileName })
  const drawing = await decoded(bytes, head)
  if (!drawing) return refuse({ kind: 'pictureUnreadable', fileName })
  try {
    const drawn = await drawnWithin(drawing, head, crop)
    return drawn ? ok({ hash: await sha256(drawn), bytes: drawn }) : refuse({ kind: 'pictureTooLarge', fileName })
  } finally {
    drawing.close()
  }
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** `null` for what begins like a picture and is none. */
async function decoded(bytes: Uint8Array<ArrayBuffer>, { type }: PictureHead): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(new Blob([bytes], { type: `image/${type}` }))
  } catch (reason) {
    if (reason instanceof DOMException) return null
    throw reason
  }
}

async function drawnWithin(drawing: ImageBitmap, { type, alpha }: PictureHead, crop: Crop): Promise<Uint8Array<ArrayBuffer> | null> {
  const width = Math.max(1, Math.round(drawing.width * (crop.right - crop.left)))
  const height = Math.max(1, Math.round(drawing.height * (crop.bottom - crop.top)))
  const from = { x: drawing.width * crop.left, y: drawing.height * crop.top }
  for (let side: number = pictureLimits.side; side >= smallest; side = Math.floor(side * 0.75)) {
    const scale = Math.min(1, side / Math.max(width, height))
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
    const pen = canvas.getContext('2d')
    if (!pen) return null
    const draw = (): void => pen.drawImage(drawing, from.x, from.y, width, height, 0, 0, canvas.width, canvas.height)
    if (type !== 'jpeg') {
      draw()
      const png = await written(canvas, 'image/png')
      if (png.byteLength <= (alpha ? pictureLimits.kept : largePng)) return png
    }
    // What could be seen through is white on paper.
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    draw()
    const jpeg = await written(canvas, 'image/jpeg')
    if (jpeg.byteLength <= pictureLimits.kept) return jpeg
  }
  return null
}

const written = async (canvas: OffscreenCanvas, type: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer())
