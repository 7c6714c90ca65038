import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { useLocale } from '../text.ts'

/** The words that React Aria says itself, in our language. Round what uses it, so that the first picture does not need it. */
export function Aria({ children }: { children: ReactNode }) {
  return <I18nProvider locale={useLocale()}>{children}</I18nProvider>
}
