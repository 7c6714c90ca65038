const key = 'yice:toured'

/** Whether somebody at this machine has taken the tour, or said no to it. */
export const isToured = (): boolean => window.localStorage.getItem(key) !== null
export const markToured = (): void => window.localStorage.setItem(key, 'yes')
