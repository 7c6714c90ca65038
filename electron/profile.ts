import { join } from 'node:path'
import { z } from 'zod'
import { knownWorkspace, person, preferences, usualPreferences } from '../shared/desktop.ts'
import { Refusal, type Failure } from '../shared/errors.ts'
import { id } from '../shared/register.ts'
import { role } from '../shared/roles.ts'
import { openJsonFile } from './hub/store/jsonFile.ts'

/** As the bridge has it. */
export const longestPlace = 200
/** A known workspace, with who this person is in it and where in it they were last. */
const profileWorkspace = knownWorkspace.extend({ memberId: id, role, place: z.string().max(longestPlace) })
export type ProfileWorkspace = z.infer<typeof profileWorkspace>

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive(), maximized: z.boolean() })

/** `profile.json`: who I am, the workspaces this machine knows (the last opened first), which is open, where the windows stood. */
const profile = z.object({
  person: person.nullable(),
  preferences: preferences.default(usualPreferences),
  workspaces: z.array(profileWorkspace),
  open: id.nullable(),
  window: bounds.nullable(),
  others: z.array(bounds.omit({ maximized: true }).extend({ place: z.string().max(longestPlace) })).default([]),
})
export type ProfileData = z.infer<typeof profile>

/** The profile as this run knows it. */
export type Profile = {
  readonly data: ProfileData
  /** What the person should be told about the file, a reading gone wrong for instance. */
  readonly notices: readonly Failure[]
  /** What is changed counts at once; resolves when it is on disk. @throws Refusal `diskFull`, `notWritable` */
  update(change: Partial<ProfileData>): Promise<void>
  /** The same for what nobody waits for, like where a window stood: what a full disk refuses goes with the next update. */
  note(change: Partial<ProfileData>): void
  /** Resolves when no change is on its way to disk any more. */
  settled(): Promise<void>
}

const fresh: ProfileData = { person: null, preferences: usualPreferences, workspaces: [], open: null, window: null, others: [] }

/** Reads `profile.json` in this folder; without one, a fresh profile. What could not be read is set aside and told in `notices`. */
export async function openProfile(folder: string): Promise<Profile> {
  const file = await openJsonFile({ path: join(folder, 'profile.json'), schema: profile, defaults: fresh })
  const update = (change: Partial<ProfileData>): Promise<void> => file.update((data) => ({ ...data, ...change }))
  return {
    get data() {
      return file.data
    },
    notices: file.notices,
    update,
    note(change) {
      update(change).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
      })
    },
    settled: () => file.settled(),
  }
}

/** So many windows open again beside the first. */
const mostOthers = 7

/** Where the others stand; the same is not written twice. */
export function keepOthers(profile: Profile, others: readonly ProfileData['others'][number][]): void {
  const kept = others.filter(({ place }) => place !== '' && place.length <= longestPlace).slice(0, mostOthers)
  if (JSON.stringify(kept) !== JSON.stringify(profile.data.others)) profile.note({ others: kept })
}
