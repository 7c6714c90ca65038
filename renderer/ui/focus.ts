/** As a ref: where the keyboard goes on when what had the focus has made room for this. */
export const focus = (element: HTMLElement | null): void => element?.focus({ preventScroll: true })
