export const dialogues = {}
