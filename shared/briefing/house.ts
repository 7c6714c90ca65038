import { z } from 'zod'

/** Where a house departs from GB/T 9704-2012, or chooses what the standard leaves open. */
export const houseStyle = z.object({
  /** Of mastheads and rules, `#e60012`. */
  red: z.string().regex(/^#[0-9a-f]{6}$/),
  /** Even pages have their binding margin on the right, for sheets printed on both sides. */
  mirrored: z.boolean(),
  /** 三级标题 in bold, a widespread custom. */
  boldThird: z.boolean(),
  /** 正文 in 三号, §5.2.2, or in 小三 as some offices ask of 专报; the grid stays. */
  bodySize: z.enum(['third', 'smallThird']),
})
export type HouseStyle = z.infer<typeof houseStyle>

/** By the standard. §6.2 asks for Y80 M80 in print; on screen and office printers this is that red. */
export const standardStyle: HouseStyle = { red: '#e60012', mirrored: false, boldThird: false, bodySize: 'third' }
