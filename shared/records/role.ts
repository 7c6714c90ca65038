import { z } from 'zod'

/** 秘书处 · 专家 · 列席 */
export const role = z.enum(['secretariat', 'expert', 'observer'])
export type Role = z.infer<typeof role>
