import { useText } from '../text.ts'
import { Page } from '../ui/Page.tsx'
import { TourOffer } from '../guide/TourOffer.tsx'
import { useWorkspace } from '../hub/useHub.ts'
import { Changed } from './Changed.tsx'
import { Coming } from './Coming.tsx'
import { Drafts } from './Drafts.tsx'
import { FollowUp } from './FollowUp.tsx'
import { Latest } from './Latest.tsx'
import { Mentions } from './Mentions.tsx'
import { ToEndorse } from './ToEndorse.tsx'
import { Trail } from './Trail.tsx'
import './home.css'

/** What is next, what is mine, what went out last, what others did. */
export default function Home() {
  const t = useText()
  const workspace = useWorkspace()
  return (
    <Page title={t.app.home.title} heading={<h1>{workspace?.name ?? t.app.home.title}</h1>}>
      {workspace?.sample && <TourOffer />}
      <div className="home panel">
        <div className="home-column">
          <Mentions />
          <Changed />
          <Coming />
          <ToEndorse />
          <Drafts />
        </div>
        <div className="home-column">
          <FollowUp />
          <Latest />
          <Trail />
        </div>
      </div>
    </Page>
  )
}
