import type { Handlers } from './act.ts'

export const memberCommands: Handlers<'addMember'> = {
  async addMember(request, { members, newId, at }) {
    const member = { ...request, id: newId(), since: at }
    await members.add(member)
    return {
      answer: { id: member.id },
      change: (draft) => draft.put('members', member),
      subject: member.id,
      title: member.name,
      undo: () => members.remove(member.id),
    }
  },
}
