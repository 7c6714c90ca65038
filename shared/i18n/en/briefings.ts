import { print } from '../zh/print.ts'

export const briefings = { print }
