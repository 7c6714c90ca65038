import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Aria } from './Aria.tsx'

type Props = { title: string; wide?: boolean; onClose: () => void; children: ReactNode }

/** What floats above the page: Esc leaves, focus stays inside and comes back to where it was. */
export function DialogFrame({ title, wide = false, onClose, children }: Props) {
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
