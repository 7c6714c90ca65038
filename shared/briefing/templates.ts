import { print } from '../i18n/zh/print.ts'
import type { BriefingFields, BriefingTemplate, Workspace } from '../register.ts'
import { hasField, type BriefingKind } from './kinds.ts'

/** What a kind starts from: as the workspace has set it, else as the app proposes. */
export function templateOf(kind: BriefingKind, workspace: Pick<Workspace, 'name' | 'templates'> | null): BriefingTemplate {
  return workspace?.templates?.[kind] ?? proposed(kind, workspace?.name ?? '')
}

const proposed = (kind: BriefingKind, compiler: string): BriefingTemplate => ({
  // A letter carries the name of the house; so does a 公文, which a body without the right to it does not write.
  masthead:
    kind === 'letter' || kind === 'document' ? Array.from(compiler).slice(0, 20).join('') || print.mastheads[kind] : print.mastheads[kind],
  mark: '',
  compiler: compiler || print.compiler,
  secrecy: hasField(kind, 'report') ? print.internal : '',
  copyNumber: false,
  urgency: 'none',
  ...{ signers: '', to: '', copyTo: '', report: '', send: '', distribute: '', editor: '', reviewer: '', approver: '', note: '' },
  copies: 0,
})

/** A briefing of a kind as it is begun. */
export const newBriefing = (kind: BriefingKind, workspace: Parameters<typeof templateOf>[1], date: string): BriefingFields => ({
  ...templateOf(kind, workspace),
  ...{ kind, date, supplement: false, items: [], annexes: [] },
})

export const newItem = { extent: 'whole', lead: '', editorNote: '' } as const
