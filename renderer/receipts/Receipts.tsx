import { MonitorCheck, MonitorX } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import type { Holder } from '../../shared/commands.ts'
import type { BriefingItem } from '../../shared/register.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import type { Text } from '../../shared/i18n/zh.ts'
import { since } from '../format.ts'
import { useMemberNames } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { useHolders } from './useHolders.ts'
import './receipts.css'

/** Which machines hold this text as it stands; nothing while no member has a machine elsewhere. */
export function Receipts({ document }: { document: DocumentName }) {
  const { receipts } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const holders = useHolders(useMemo(() => [document], [document]))
  if (holders.length === 0) return null
  const { have, lack } = sentences(receipts, holders, nameOf)
  const short = receipts.short(holders.length + 1 - holders.filter(({ same }) => !same).length, holders.length + 1)
  const Icon = lack === null ? MonitorCheck : MonitorX
  const word = ({ same, at }: Holder): string => {
    if (at === null) return receipts.never
    return same ? receipts.since(since(at, locale)) : receipts.older(since(at, locale))
  }
  return (
    <Aria>
      <DialogTrigger>
        <Button className="choice-button inline-button receipts" aria-label={`${receipts.label}: ${short}`}>
          <Icon size={16} aria-hidden />
          <span className="numbers">{short}</span>
        </Button>
        <Popover className="popover" offset={4}>
          <Dialog className="receipts-list" aria-label={receipts.label}>
            <p>{receipts.have(have.count, have.names)}</p>
            <ul>
              {holders.map((holder) => (
                <li key={holder.memberId}>
                  {nameOf(holder.memberId)} <span className="soft">{word(holder)}</span>
                </li>
              ))}
            </ul>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </Aria>
  )
}

/** The same in words, where texts are about to be frozen; `texts` must be stable. */
export function ReceiptsOfTexts({ texts }: { texts: readonly Pick<BriefingItem, 'of' | 'id'>[] }) {
  const { receipts } = useText()
  const nameOf = useMemberNames()
  const holders = useHolders(useMemo(() => texts.map(({ of, id }) => documentName(of, id)), [texts]))
  if (holders.length === 0) return null
  const { have, lack } = sentences(receipts, holders, nameOf)
  return (
    <p className="soft" role="status">
      {[
        texts.length === 1 ? receipts.have(have.count, have.names) : receipts.haveAll(have.count, have.names),
        ...(lack === null ? [] : [receipts.lack(lack)]),
      ].join('；')}
    </p>
  )
}

type Sentences = { have: { count: number; names: string }; lack: string | null }

function sentences(receipts: Text['receipts'], holders: readonly Holder[], nameOf: (id: string) => string): Sentences {
  const namesOf = (some: readonly Holder[]): string[] => some.map(({ memberId }) => nameOf(memberId))
  const have = [receipts.host, ...namesOf(holders.filter(({ same }) => same))]
  const lack = namesOf(holders.filter(({ same }) => !same))
  return { have: { count: have.length, names: receipts.names(have) }, lack: lack.length > 0 ? receipts.names(lack) : null }
}
