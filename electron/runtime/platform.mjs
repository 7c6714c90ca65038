import { fileURLToPath } from 'node:url'

/** The project's folder, with a trailing separator. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url))

/** True where windows can be shown: always off Linux, on Linux when an X or Wayland display is named. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])
}

/**
 * The switches an Electron needs on this machine, before the app folder. Chromium refuses its sandbox to root, so there,
 * and only there, it is switched off. Electron below 38 needs telling that Wayland is all there is.
 *
 * @returns {string[]}
 */
export function machineSwitches(env = process.env, platform = process.platform, uid = process.getuid?.()) {
  if (platform !== 'linux') return []
  return [...(uid === 0 ? ['--no-sandbox'] : []), ...(env['WAYLAND_DISPLAY'] && !env['DISPLAY'] ? ['--ozone-platform-hint=auto'] : [])]
}
