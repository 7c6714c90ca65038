import { useEffect, useState } from 'react'
import type { Link } from '../../shared/joined.ts'
import { onDesktop } from '../desktop.ts'

/** How the line to the host stands; `null` where the workspace is at home here. */
export function useLink(first: Link | null): Link | null {
  const [link, setLink] = useState(first)
  useEffect(() => (first === null ? undefined : onDesktop('linkChanged', setLink)), [first])
  return link
}
