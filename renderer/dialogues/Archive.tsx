import { useState } from 'react'
import type { Dialogue } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { saySaved } from '../ui/saySaved.ts'
import type { Attempt } from '../ui/useAttempt.ts'

/** What a dialogue that is over leaves behind: one paper of everything, or a folder with each of its papers. */
export function Archive({ dialogue, onAttempt }: { dialogue: Dialogue; onAttempt: Attempt }) {
  const t = useText()
  const { archive: words, papers } = t.dialogues
  const [writing, setWriting] = useState(false)
  const { id } = dialogue
  const saveFolder = (): void => {
    setWriting(true)
    onAttempt(
      ask('saveArchive', { id }).finally(() => setWriting(false)),
      saySaved({ saved: words.exported, show: papers.show }, onAttempt),
    )
  }
  return (
    <section className="archive-offer" aria-label={words.title}>
      <p>{dialogue.state === 'archived' ? words.archived : words.ended}</p>
      <span className="archive-acts">
        <Button onClick={() => onAttempt(ask('savePaper', { id, paper: 'archive', format: 'pdf' }), saySaved(papers, onAttempt))}>
          {words.pdf}
        </Button>
        <Button onClick={saveFolder} disabled={writing} title={words.folderHint}>
          {words.folder}
        </Button>
      </span>
    </section>
  )
}
