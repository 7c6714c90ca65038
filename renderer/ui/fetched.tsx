import { createElement, lazy, useState, type ComponentType, type FunctionComponent, type LazyExoticComponent } from 'react'

/** A part whose program is fetched by itself; `fetch` does it ahead. */
export type Fetched<P extends object> = FunctionComponent<P> & { fetch: () => Promise<unknown> }

/**
 * Once its program is there the part stands at once. `lazy` alone waits for a moment even then, and what React shows meanwhile it shows
 * for 300 ms at least.
 */
export function fetched<P extends object>(source: () => Promise<ComponentType<P>>): Fetched<P> {
  let here: ComponentType<P> | null = null
  const fetch = async (): Promise<{ default: ComponentType<P> }> => ({ default: (here ??= await source()) })
  const later = lazy(fetch)
  function Part(props: P) {
    // One that waited goes on as what it is.
    const [part] = useState<{ is: ComponentType<P> | LazyExoticComponent<ComponentType<P>> }>(() => ({ is: here ?? later }))
    return createElement(part.is, props)
  }
  return Object.assign(Part, { fetch })
}
