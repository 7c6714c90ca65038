import { useEffect, useState, type ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Aria } from './Aria.tsx'

type Props = { title: string; wide?: boolean; onClose: () => void; children: ReactNode }

/** What had the focus before the first of the dialogs that have followed one another. */
let opener: Element | null = null

/** A dialog that has taken another's place leaves the focus nowhere when it goes: what the other was opened from is gone with it. */
function useFocusBack(): void {
  const [from] = useState(() => {
    const { activeElement } = document
    if (!activeElement?.closest('.dialog')) opener = activeElement
    return opener
  })
  useEffect(
    () => () => {
      // React Aria's own turn comes a frame later.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (document.activeElement === document.body && from instanceof HTMLElement) from.focus({ preventScroll: true })
        }),
      )
    },
    [from],
  )
}

/** What floats above the page: Esc leaves, focus stays inside and comes back to where it was. */
export function DialogFrame({ title, wide = false, onClose, children }: Props) {
  useFocusBack()
  return (
    <Aria>
      <ModalOverlay className="shade" isOpen isDismissable={false} onOpenChange={(open) => !open && onClose()}>
        <Modal className={wide ? 'dialog wide' : 'dialog'}>
          <Dialog className="dialog-body">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {children}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </Aria>
  )
}
