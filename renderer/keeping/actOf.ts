import type { Text } from '../../shared/i18n/zh.ts'

/** What a line of the trail says was done; a command of a newer version by its name. */
export const actOf = (command: string, { app }: Text): string => (isKnown(command, app.trail) ? app.trail[command] : command)
const isKnown = (command: string, trail: Text['app']['trail']): command is keyof Text['app']['trail'] => Object.hasOwn(trail, command)
