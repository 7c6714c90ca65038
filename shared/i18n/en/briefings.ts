export const briefings = {}
