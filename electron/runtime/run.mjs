import { endWithMessage } from './child.mjs'
import { runUsage } from './messages.mjs'
import { runWithElectron } from './withElectron.mjs'

const command = process.argv.slice(2)
if (command.length === 0) {
  console.error(runUsage)
  process.exitCode = 2
} else {
  await runWithElectron(command).then((code) => (process.exitCode = code), endWithMessage)
}
