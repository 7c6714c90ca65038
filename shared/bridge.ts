/** The constants of the bridge. In a file of their own, without zod, because the preload reads them too. */

/** Where the page comes from; nothing else is ever taken for it. */
export const appOrigin = 'app://yice'
/** The message by which a MessagePort to the hub reaches the page; sent by the preload to its own origin. */
export const hubPort = 'yice:hub-port'
/** Names of the channels between preload and main. */
export const channelOf = (name: string): string => `yice:${name}`
