import type { Place } from '../place.ts'
import { useText } from '../text.ts'
import { Empty } from './Empty.tsx'
import { Page } from './Page.tsx'

/** A place whose record is not there: removed, or a wrong link. */
export function Missing({ up }: { up: { place: Place; label: string } }) {
  const { missing } = useText().app
  return (
    <Page title={missing.title} heading={<h1>{missing.title}</h1>} up={up}>
      <Empty text={missing.body} />
    </Page>
  )
}
