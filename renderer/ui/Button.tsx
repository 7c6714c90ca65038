import type { ButtonHTMLAttributes, ReactNode } from 'react'

/** `primary` once a page at most: the act the page is for. */
export type ButtonLook = 'primary' | 'plain' | 'quiet'
type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'className'> & {
  look?: ButtonLook
  icon?: ReactNode
  submit?: boolean
}

export function Button({ look = 'plain', icon, submit = false, children, ...rest }: Props) {
  return (
    <button type={submit ? 'submit' : 'button'} className={`button ${look}`} {...rest}>
      {icon}
      {children !== undefined && <span>{children}</span>}
    </button>
  )
}

type IconProps = Omit<Props, 'children' | 'look' | 'icon'> & { label: string; children: ReactNode }

/** A button that shows a picture only; its label is spoken and shown on hover. */
export function IconButton({ label, children, submit = false, ...rest }: IconProps) {
  return (
    <button type={submit ? 'submit' : 'button'} className="button icon" aria-label={label} title={label} {...rest}>
      {children}
    </button>
  )
}
