import { domainToUnicode } from 'node:url'

/** An address outside the app that may be offered to a person: as it will be opened, and the place that it names. */
export type OutsideLink = { url: string; where: string }

const longest = 2048
const mailbox = /^[\w.+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i

/**
 * https and mailto only, written anew from their parts, so that the system gets nothing that was hidden in the text
 * (reliability.md §1.1 item 15). `null` for everything else. Of a mailto only address and subject remain: `attach` names files.
 */
export function outsideLink(text: string): OutsideLink | null {
  if (text.length > longest || !URL.canParse(text)) return null
  const url = new URL(text)
  switch (url.protocol) {
    case 'https:':
      if (url.username !== '' || url.password !== '') return null
      return { url: url.href, where: shownHost(url) }
    case 'mailto:':
      return mailLink(url)
    default:
      return null
  }
}

/** Both spellings where they differ: a name of look-alike letters shows itself by its xn-- form. */
function shownHost({ host, hostname }: URL): string {
  const unicode = domainToUnicode(hostname)
  return unicode === hostname ? host : `${unicode} (${host})`
}

function mailLink(url: URL): OutsideLink | null {
  if (!mailbox.test(url.pathname)) return null
  const subject = url.searchParams.get('subject')
  // A line break in a subject would begin another header.
  const query = subject === null ? '' : `?subject=${encodeURIComponent(subject.replace(/[\r\n]+/g, ' '))}`
  return { url: `mailto:${url.pathname}${query}`, where: url.pathname }
}

/** What opening needs of the system. */
export type Outside = { confirm: (link: OutsideLink) => Promise<boolean>; open: (url: string) => Promise<void> }

/** Opens an address only after the person has agreed; one question at a time, so that a page cannot heap them up. */
export function externalLinks({ confirm, open }: Outside): (text: string) => Promise<void> {
  let asking = false
  return async (text) => {
    const link = outsideLink(text)
    if (link === null || asking) return
    asking = true
    try {
      if (await confirm(link)) await open(link.url)
    } finally {
      asking = false
    }
  }
}
