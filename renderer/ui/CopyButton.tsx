import { Copy } from 'lucide-react'
import { useText } from '../text.ts'
import { Button, IconButton } from './Button.tsx'
import { toast } from './toasts.ts'

/** What copies a text, and says that it has. */
function useCopy(): (text: string) => void {
  const { copied, copyFailed } = useText().app
  return (text) =>
    void navigator.clipboard.writeText(text).then(
      () => toast(copied, { about: 'copy' }),
      () => toast(copyFailed, { about: 'copy' }),
    )
}

type Props = { text: string; label: string; shown?: boolean }

export function CopyButton({ text, label, shown = false }: Props) {
  const copy = useCopy()
  if (shown)
    return (
      <Button icon={<Copy size={14} aria-hidden />} onClick={() => copy(text)}>
        {label}
      </Button>
    )
  return (
    <IconButton label={label} onClick={() => copy(text)}>
      <Copy size={14} aria-hidden />
    </IconButton>
  )
}
