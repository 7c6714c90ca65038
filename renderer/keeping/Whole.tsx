import { useState } from 'react'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { useAttempt } from '../ui/useAttempt.ts'

/** The readable archive: the whole workspace as files that any office program opens. */
export function Whole() {
  const { whole: words } = useText().keeping
  const { failure, attempt } = useAttempt()
  const [writing, setWriting] = useState(false)
  const save = (): void => {
    setWriting(true)
    attempt(
      ask('saveWhole', {}).finally(() => setWriting(false)),
      saySaved(words, attempt),
    )
  }
  return (
    <section className="backups panel" aria-labelledby="whole-title">
      <header>
        <h2 id="whole-title">{words.title}</h2>
        <Button onClick={save} disabled={writing}>
          {words.act}
        </Button>
      </header>
      {failure && <ErrorNotice failure={failure} />}
      <p className="soft">{words.body}</p>
    </section>
  )
}
