import './jitless.ts'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { ask } from './desktop.ts'
import { parsePlace } from './place.ts'
import { fetchPage } from './shell/pages.tsx'
import { loadText, locales } from './text.ts'
import './ui/tokens.css'
import './ui/fonts.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/dialog.css'
import './ui/notices.css'
import './ui/marks.css'
import './ui/records.css'
import './ui/toasts.css'
import './shell/shell.css'

const place = document.getElementById('root')
if (!place) throw new TypeError('No place to render')
const page = fetchPage(parsePlace(window.location.hash))
const [session] = await Promise.all([ask('session', {}), page])
if (!session.ok) throw new TypeError(`No session: ${session.failure.kind}`)
const { language } = session.value.preferences
document.documentElement.lang = locales[language]
const text = await loadText(language)
createRoot(place).render(<App first={session.value} firstText={text} firstLanguage={language} />)
