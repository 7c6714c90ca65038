import { createContext, use, useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { commands, type CommandAnswer, type CommandName, type CommandRequest } from '../../shared/commands.ts'
import type { KnownWorkspace } from '../../shared/desktop.ts'
import type { DocumentName } from '../../shared/documentName.ts'
import type { Result } from '../../shared/errors.ts'
import type { AuditEntry, Member, RegisterRecord, RegisterRoot, Workspace } from '../../shared/register.ts'
import type { Role } from '../../shared/roles.ts'
import type { Hub } from './hub.ts'
import type { DocumentState, OpenDocument } from './openDocument.ts'
import { usePresence, type Me } from './people.ts'
import type { SaveState } from './saveState.ts'

/** The open workspace: its hub, who I am in it, and whether it is at home here. */
export type Desk = { hub: Hub; role: Role; kind: KnownWorkspace['kind'] }
export const DeskContext = createContext<Desk | null>(null)

function useDesk(): Desk {
  const desk = use(DeskContext)
  if (!desk) throw new TypeError('No workspace is open')
  return desk
}

export const useMe = (): Me => useDesk().hub.me
/** As the register has it now: a change counts at once, also where the session has not heard of it. */
export function useRole(): Role {
  const { hub, role } = useDesk()
  return useRecord('members', hub.me.id)?.role ?? role
}
/** Whether others come to this machine, and not this one to another. */
export const useIsLocal = (): boolean => useDesk().kind === 'local'
/** Whether my role may give this command; the hub decides again. */
export function useMay(name: CommandName): boolean {
  const mine = useRole()
  return commands[name].who.some((role) => role === mine)
}

export function useRegister<R extends RegisterRoot>(root: R): readonly RegisterRecord<R>[] {
  const view = useDesk().hub.register.lists[root]
  return useSyncExternalStore(view.subscribe, view.snapshot)
}

/** The records as they are whenever it is asked, for what is done later. */
export const useRecordsNow = <R extends RegisterRoot>(root: R): (() => readonly RegisterRecord<R>[]) =>
  useDesk().hub.register.lists[root].snapshot

export function useRecord<R extends RegisterRoot>(root: R, id: string): RegisterRecord<R> | undefined {
  return useRegister(root).find((record) => record.id === id)
}

export function useTrail(): readonly AuditEntry[] {
  const { trail } = useDesk().hub.register
  return useSyncExternalStore(trail.subscribe, trail.snapshot)
}

export function useWorkspace(): Workspace | null {
  const { workspace } = useDesk().hub.register
  return useSyncExternalStore(workspace.subscribe, workspace.snapshot)
}

/** Those who are members now; the others stay in the register as authors. */
export function useMembers(): readonly Member[] {
  const members = useRegister('members')
  return useMemo(() => members.filter(({ removedAt }) => removedAt === undefined), [members])
}

/** Names by id; somebody who is not there any more has no name. */
export function useMemberNames(): (id: string) => string {
  const members = useRegister('members')
  return useMemo(() => {
    const names = new Map(members.map((member: Member) => [member.id, member.name]))
    return (id) => names.get(id) ?? ''
  }, [members])
}

export type UsedDocument = { state: DocumentState; restart: () => void }
const opening: DocumentState = { is: 'opening' }

/** Keeps a document open while the component is there. */
export function useDocument(name: DocumentName): UsedDocument {
  const { hub } = useDesk()
  const subscribe = useCallback(
    (changed: () => void) => {
      const stop = hub.open(name).subscribe(changed)
      return () => {
        stop()
        hub.close(name)
      }
    },
    [hub, name],
  )
  const state = useSyncExternalStore(subscribe, () => hub.find(name)?.state ?? opening)
  return { state, restart: useCallback(() => hub.find(name)?.restart(), [hub, name]) }
}

/** The texts that somebody has open at the moment, by name. */
export function useOpenDocuments(): (name: DocumentName) => Y.Doc | undefined {
  const { hub } = useDesk()
  return useCallback(
    (name) => {
      const state = hub.find(name)?.state
      return state?.is === 'open' ? state.doc : undefined
    },
    [hub],
  )
}

/** Calls back after a change to any of these documents, by whoever; `arrived` when one is there. All arguments must be stable. */
export function useDocumentChanges(names: readonly DocumentName[], changed: () => void, arrived?: () => void): void {
  const { hub } = useDesk()
  useEffect(() => {
    const stops = names.map((name) => follow(hub.open(name), changed, arrived))
    return () => {
      for (const stop of stops) stop()
      for (const name of names) hub.close(name)
    }
  }, [hub, names, changed, arrived])
}

function follow(document: OpenDocument, changed: () => void, arrived?: () => void): () => void {
  let doc: Y.Doc | undefined
  const attach = (): void => {
    const now = document.state.is === 'open' ? document.state.doc : undefined
    if (now === doc) return
    doc?.off('update', changed)
    doc = now
    doc?.on('update', changed)
    if (doc) arrived?.()
  }
  attach()
  const stop = document.subscribe(attach)
  return () => {
    stop()
    doc?.off('update', changed)
  }
}

export const useRegisterState = (): UsedDocument => {
  const { registerDocument } = useDesk().hub
  const state = useSyncExternalStore(registerDocument.subscribe, registerDocument.snapshot)
  return { state, restart: useCallback(() => registerDocument.restart(), [registerDocument]) }
}

export type Command = <N extends CommandName>(name: N, request: CommandRequest<N>) => Promise<Result<CommandAnswer<N>>>
export function useCommand(): Command {
  const { hub } = useDesk()
  return useCallback((name, request) => hub.command(name, request), [hub])
}

/** Calls back when something was said about a memo; returns how to stop. */
export const useTalkHeard = (): ((listener: () => void) => () => void) => useDesk().hub.subscribeTalk

/** The same for when somebody writes in a memo, once a minute and member. */
export const useTouchHeard = (): ((listener: () => void) => () => void) => useDesk().hub.subscribeTouched

/** As it is told in words: a key of typing renders nothing. */
export function useSaveState(): SaveState {
  const { hub } = useDesk()
  return useSyncExternalStore(hub.subscribeSaveState, hub.saidState)
}

/** Who has this workspace open. */
export const usePeopleHere = (): Me[] => usePresence(useDesk().hub.registerDocument.awareness)
