import { Component, type ReactNode } from 'react'
import { SpeechContext } from '../text.ts'
import { Button } from './Button.tsx'

type Props = { children: ReactNode }

/** Where a surprise in rendering ends: the page is gone, the text is not. The window's log has the error. */
export class Mishap extends Component<Props, { met: boolean }> {
  static override contextType = SpeechContext
  declare context: React.ContextType<typeof SpeechContext>
  override state = { met: false }

  static getDerivedStateFromError(): { met: boolean } {
    return { met: true }
  }

  override render(): ReactNode {
    if (!this.state.met) return this.props.children
    const { mishap } = this.context.text.app
    return (
      <main className="page mishap" role="alert">
        <h1>{mishap.title}</h1>
        <p>{mishap.body}</p>
        <Button look="primary" onClick={() => window.location.reload()}>
          {mishap.reload}
        </Button>
      </main>
    )
  }
}
