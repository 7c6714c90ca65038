import { useState } from 'react'
import { standingOf } from '../../shared/endorsements.ts'
import type { Memo } from '../../shared/register.ts'
import { since } from '../format.ts'
import { useCommand, useRegister } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { hashOf, readVersion, useContentNow } from './texts.ts'

type Found = { is: 'same' | 'sameUnkept' | 'other'; frozen: string; at: string }

/**
 * This machine computes the hash of the text as it stands here and of the kept copy, and compares both with the one that the
 * endorsements name. It takes nobody's word for it, the hub's included.
 */
export function Verify({ memo }: { memo: Memo }) {
  const { endorsements: t } = useText()
  const locale = useLocale()
  const command = useCommand()
  const content = useContentNow(memo)
  const endorsements = useRegister('endorsements')
  const [found, setFound] = useState<Found | 'busy' | null>(null)
  const { frozen } = memo
  if (!frozen) return <p className="soft">{t.verifiedOpen}</p>
  const verify = async (): Promise<void> => {
    if (!content) return
    setFound('busy')
    const now = await hashOf(content)
    const kept = await readVersion(command, frozen.versionId)
    const isSame = now === frozen.hash && (kept === null || (await hashOf(kept.content)) === frozen.hash)
    setFound({ is: !isSame ? 'other' : kept ? 'same' : 'sameUnkept', frozen: frozen.hash, at: new Date().toISOString() })
  }
  const result = found !== null && found !== 'busy' && found.frozen === frozen.hash ? found : null
  const sentence = result && { same: t.verified(standingOf(memo, endorsements).length), sameUnkept: t.verifyUnkept, other: t.verifyFailed }
  return (
    <>
      <Button disabled={!content || found === 'busy'} onClick={() => void verify()}>
        {found === 'busy' ? t.verifying : t.verify}
      </Button>
      {result && sentence && (
        <p className={result.is === 'other' ? 'verified failed' : 'verified'} role="status">
          {sentence[result.is]}
          <small className="soft">{t.verifiedAt(since(result.at, locale))}</small>
        </p>
      )}
    </>
  )
}
