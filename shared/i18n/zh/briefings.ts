import { print } from './print.ts'

export const briefings = { print }
