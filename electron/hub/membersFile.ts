import { join } from 'node:path'
import type { Failure } from '../../shared/errors.ts'
import { Members, membersData, membersMigrations, noMembers } from './members.ts'
import { openJsonFile } from './store/jsonFile.ts'

/** The members of the workspace in this folder, and what a person should know of their file. */
export async function openMembers(folder: string): Promise<{ members: Members; notices: Failure[] }> {
  const path = join(folder, 'members.json')
  const file = await openJsonFile({ path, schema: membersData, defaults: noMembers, migrations: membersMigrations })
  const members = new Members({ read: () => file.data, write: (data) => file.update(() => data) })
  return { members, notices: [...file.notices] }
}
