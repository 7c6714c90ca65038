import { documentStoreContract } from './documentStoreContract.ts'
import { levelPlace } from './levelPlace.ts'

documentStoreContract('the LevelDB store', () => levelPlace())
