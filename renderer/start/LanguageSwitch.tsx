import { use } from 'react'
import { SpeechContext } from '../text.ts'
import { Button } from '../ui/Button.tsx'

/** Named in the language it leads to. */
export function LanguageSwitch() {
  const { text, language, prefer } = use(SpeechContext)
  return (
    <Button look="quiet" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => prefer({ language: language === 'zh' ? 'en' : 'zh' })}>
      {text.app.person.language}
    </Button>
  )
}
