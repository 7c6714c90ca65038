import { ask } from '../desktop.ts'
import { usePrint } from '../print/usePrint.tsx'
import { useText } from '../text.ts'
import { ExportMenu } from '../ui/ExportMenu.tsx'
import { saySaved } from '../ui/saySaved.ts'
import type { Attempt } from '../ui/useAttempt.ts'

/** The memo as it stands, as a file where the person chooses. */
export function ExportMemo({ memoId, onAttempt }: { memoId: string; onAttempt: Attempt }) {
  const t = useText()
  const { export: words } = t.memos
  const { print, dialog } = usePrint(onAttempt)
  const save = (format: 'pdf' | 'docx' | 'md') => ask('saveMemo', { id: memoId, format })
  const printIt = (): void => print({ of: 'memo', id: memoId }, () => onAttempt(save('pdf'), saySaved(words, onAttempt)))
  return (
    <>
      <ExportMenu
        {...{ words, onAttempt }}
        label={words.act}
        look="quiet"
        formats={['pdf', 'docx', 'md']}
        names={words.formats}
        save={save}
        others={[{ label: t.app.printing.act, run: printIt }]}
      />
      {dialog}
    </>
  )
}
