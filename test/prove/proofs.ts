import { backup } from './backup.ts'
import { characters } from './characters.ts'
import { cluster } from './cluster.ts'
import { editing } from './editing.ts'
import { endorsements } from './endorsements.ts'
import { exportFaults } from './exportFaults.ts'
import { faults } from './faults.ts'
import { fuzz } from './fuzz.ts'
import { imports } from './imports.ts'
import { invites } from './invites.ts'
import { kill } from './kill.ts'
import { layout } from './layout.ts'
import { lists } from './lists.ts'
import { moves } from './moves.ts'
import { partition } from './partition.ts'
import type { Proof } from './proof.ts'
import { reproducible } from './reproducible.ts'
import { roles } from './roles.ts'
import { schema } from './schema.ts'
import { search } from './search.ts'
import { times } from './times.ts'
import { word } from './word.ts'
import { xss } from './xss.ts'
import { zoom } from './zoom.ts'

/** Every proof there is; `prove` lists and runs them, `prove.test.ts` runs each at its small size. */
export const proofs: Proof[] = [
  backup,
  characters,
  cluster,
  editing,
  endorsements,
  exportFaults,
  faults,
  fuzz,
  imports,
  invites,
  kill,
  layout,
  lists,
  moves,
  partition,
  reproducible,
  roles,
  schema,
  search,
  times,
  word,
  xss,
  zoom,
]
