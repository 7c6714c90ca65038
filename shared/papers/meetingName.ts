import { dialogues } from '../i18n/zh/dialogues.ts'
import type { Dialogue } from '../register.ts'

type Named = Pick<Dialogue, 'kind' | 'title'>

/**
 * What papers call a meeting: its title, with the word of its kind behind it where the title does not say what it is, so that
 * 企业用工政策 is held as 企业用工政策听证会 and 民企对话 as 民企对话会. What stands in brackets at the end stays there.
 */
export function meetingName({ kind, title }: Named): string {
  const word = dialogues.kinds[kind]
  const [, said = '', tail = ''] = isDraft.test(title) ? [title, title] : (/^(.*?)(（[^（）]*）)?$/su.exec(title) ?? [])
  if (said === '' || said.includes(word) || saysSo.test(said)) return title
  const stem = word.replace(/会$/u, '')
  return `${said}${said.endsWith(stem.slice(-2)) ? word.slice(stem.length) : word}${tail}`
}
/** 条例（修订草案）: what stands in the brackets belongs to what is talked about. */
const isDraft = /（[^（）]*(草案|稿|试行|暂行)）$/u
const saysSo = /(会|会议|论坛|沙龙|调研|走访|考察)$/u

/** A paper that has the word of the kind in its own name: 企业用工政策听证会 has an 企业用工政策听证笔录. */
export function namedBy(meeting: Named, paper: string): string {
  const name = meetingName(meeting)
  const matter = name.replace(new RegExp(`(专家)?${dialogues.kinds[meeting.kind]}$`, 'u'), '')
  return `${matter}${paper}`
}
