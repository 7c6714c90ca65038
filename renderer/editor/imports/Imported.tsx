import type { ImportedText } from '../../../shared/imports.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DialogFrame } from '../../ui/DialogFrame.tsx'

type Props = { imported: ImportedText; onClose: () => void }

/** What an imported document held that the memo does not, by name and number. */
export function Imported({ imported, onClose }: Props) {
  const t = useText().editor
  return (
    <DialogFrame title={t.importedTitle} onClose={onClose}>
      <ul>
        {imported.dropped.map(({ kind, count }) => (
          <li key={kind}>{t.droppedItem(t.dropped[kind], count)}</li>
        ))}
      </ul>
      <p className="soft">{t.importedHint}</p>
      <div className="form-acts">
        <Button look="primary" onClick={onClose}>
          {t.importedClose}
        </Button>
      </div>
    </DialogFrame>
  )
}
