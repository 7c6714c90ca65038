import { memoryDisk, openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { documentStoreContract } from './documentStoreContract.ts'

documentStoreContract('the memory store', () => {
  const disk = memoryDisk()
  return {
    open: () => openMemoryStore(disk),
    damage: (name) => Promise.resolve(void disk.damaged.add(name)),
    disk: {
      fill: () => Promise.resolve(void (disk.room = 0)),
      free: () => Promise.resolve(void (disk.room = Number.POSITIVE_INFINITY)),
    },
    cleanUp: () => Promise.resolve(),
  }
})
