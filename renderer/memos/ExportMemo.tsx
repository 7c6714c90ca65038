import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { ExportMenu } from '../ui/ExportMenu.tsx'
import type { Attempt } from '../ui/useAttempt.ts'

/** The memo as it stands, as a file where the person chooses. */
export function ExportMemo({ memoId, onAttempt }: { memoId: string; onAttempt: Attempt }) {
  const { export: words } = useText().memos
  return (
    <ExportMenu
      {...{ words, onAttempt }}
      label={words.act}
      look="quiet"
      formats={['pdf', 'docx', 'md']}
      names={words.formats}
      save={(format) => ask('saveMemo', { id: memoId, format })}
    />
  )
}
