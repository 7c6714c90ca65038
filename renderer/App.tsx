import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import type { Preferences, Session } from '../shared/desktop.ts'
import type { Text } from '../shared/i18n/zh.ts'
import { ask, onDesktop } from './desktop.ts'
import { useInviteOpened } from './joined/useInviteOpened.ts'
import { Shell } from './shell/Shell.tsx'
import { loadText, locales, SpeechContext, type Language, type Speech } from './text.ts'
import { Mishap } from './ui/Mishap.tsx'
import { Waiting } from './ui/Waiting.tsx'

const Start = lazy(() => import('./start/Start.tsx'))
const Join = lazy(() => import('./joined/Join.tsx'))

type Props = { first: Session; firstText: Text; firstLanguage: Language }

/** What is there depends on the session alone: no workspace open, the choice of one; else the desk. */
export function App({ first, firstText, firstLanguage }: Props) {
  const [session, setSession] = useState(first)
  const [{ text, language }, setSpeech] = useState({ text: firstText, language: firstLanguage })
  useEffect(() => onDesktop('sessionChanged', setSession), [])
  const { preferences } = session
  useEffect(() => {
    if (preferences.language !== language) void speakFrom(preferences.language).then(setSpeech)
  }, [preferences.language, language])
  const speech = useMemo<Speech>(() => {
    const prefer = (changes: Partial<Preferences>): void => void ask('prefer', { ...preferences, ...changes })
    return { text, language, preferences, prefer }
  }, [text, language, preferences])
  const { open, person, screenReader } = session
  useEffect(() => {
    document.documentElement.toggleAttribute('data-screen-reader', screenReader)
  }, [screenReader])
  const { invite, layAside } = useInviteOpened()
  return (
    <SpeechContext value={speech}>
      <Mishap>
        {open && person ? (
          <Shell key={`${open.workspace.id}/${open.memberId}`} session={session} open={open} person={person} />
        ) : (
          <Suspense fallback={<Waiting />}>
            <Start session={session} onSession={setSession} invited={invite !== null} />
          </Suspense>
        )}
        {invite !== null && person && (
          <Suspense>
            <Join key={invite} person={person} opened={invite} onSession={setSession} onClose={layAside} />
          </Suspense>
        )}
      </Mishap>
    </SpeechContext>
  )
}

async function speakFrom(language: Language): Promise<{ text: Text; language: Language }> {
  document.documentElement.lang = locales[language]
  return { text: await loadText(language), language }
}
