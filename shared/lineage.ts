import type { Briefing, Dialogue, Issue, Memo, Recommendation, Topic } from './register.ts'

/** Where a walk begins. An agenda item is named by its id; what it says lies in the agenda. */
export type Origin = { of: 'topic' | 'dialogue' | 'item' | 'issue' | 'memo' | 'recommendation' | 'briefing'; id: string }

/** All that lies on the line through one record, in the order of the line; of each kind the oldest first. */
export type Lineage = {
  topics: Topic[]
  dialogues: Dialogue[]
  items: { id: string; dialogueId: string }[]
  issues: Issue[]
  memos: Memo[]
  recommendations: Recommendation[]
  briefings: Briefing[]
}

export type LineageRecords = { readonly [K in Exclude<keyof Lineage, 'items'>]: readonly Lineage[K][number][] }

/**
 * The line of one record: 议题 → 对话会 → 议程项 → 纪要·问题 → 建议稿 → 建议 → 简报. Every link is one that the app has made. Built once over the
 * whole register, asked for any number of records.
 *
 * LI1 A walk goes back to everything a record came from and on to everything that came of it, and never to a sibling: two memos of
 *     one dialogue do not lie on one line.
 * LI2 What a topic was merged into speaks for it from there on.
 */
export function lineages(records: LineageRecords): (origin: Origin) => Lineage {
  const index = indexed(records)
  return (origin) => {
    const found = new Map<string, Origin>([[keyOf(origin), origin]])
    walk(origin, (at) => before(at, index, at === origin), found)
    walk(origin, (at) => after(at, index), found)
    // Where something was said is known by itself, and leads nowhere else.
    for (const at of [...found.values()]) {
      const dialogueId = index.dialogueOf(at)
      if (dialogueId !== null) note({ of: 'dialogue', id: dialogueId }, found)
    }
    return gathered([...found.values()], index)
  }
}

const keyOf = ({ of, id }: Origin): string => `${of} ${id}`
const note = (at: Origin, found: Map<string, Origin>): unknown => found.set(keyOf(at), at)

function walk(origin: Origin, steps: (at: Origin) => Origin[], found: Map<string, Origin>): void {
  const seen = new Set([keyOf(origin)])
  const ahead = [origin]
  for (let at = ahead.pop(); at; at = ahead.pop())
    for (const next of steps(at)) {
      if (seen.has(keyOf(next))) continue
      seen.add(keyOf(next))
      note(next, found)
      ahead.push(next)
    }
}

type Index = ReturnType<typeof indexed>

function indexed({ topics, dialogues, issues, memos, recommendations, briefings }: LineageRecords) {
  const byId = {
    topic: keyed(topics),
    dialogue: keyed(dialogues),
    issue: keyed(issues),
    memo: keyed(memos),
    recommendation: keyed(recommendations),
    briefing: keyed(briefings),
  }
  const contained = (id: string, of: Briefing['items'][number]['of'][]): string => `${of.join()} ${id}`
  const at = {
    topicsOf: grouped(topics, ({ itemId }) => itemId),
    topicsIn: grouped(topics, ({ dialogueId }) => dialogueId),
    mergedInto: grouped(topics, ({ mergedInto }) => mergedInto),
    issuesOf: grouped(issues, ({ itemId }) => itemId),
    issuesIn: grouped(issues, ({ dialogueId }) => dialogueId),
    memosOf: grouped(memos, ({ itemId }) => itemId),
    memosIn: grouped(memos, ({ dialogueId }) => dialogueId),
    recommendedBy: grouped(recommendations, ({ memoId }) => memoId),
    sentWith: grouped(recommendations, ({ briefingId }) => briefingId),
    holding: new Map<string, Briefing[]>(),
  }
  for (const briefing of briefings)
    for (const item of briefing.items) {
      const key = contained(item.id, [item.of === 'memo' ? 'memo' : 'minutes'])
      at.holding.set(key, [...(at.holding.get(key) ?? []), briefing])
    }
  const itemIn = new Map<string, string>()
  for (const { itemId, dialogueId } of [...topics, ...issues, ...memos])
    if (itemId !== null && dialogueId !== null) itemIn.set(itemId, dialogueId)
  return {
    ...byId,
    ...at,
    itemIn,
    holdingMemo: (id: string) => at.holding.get(contained(id, ['memo'])) ?? [],
    holdingDialogue: (id: string) => at.holding.get(contained(id, ['minutes'])) ?? [],
    dialogueOf({ of, id }: Origin): string | null {
      if (of === 'item') return itemIn.get(id) ?? null
      if (of === 'topic' || of === 'issue' || of === 'memo' || of === 'recommendation') return byId[of].get(id)?.dialogueId ?? null
      return null
    },
  }
}

const keyed = <T extends { id: string }>(records: readonly T[]): Map<string, T> => new Map(records.map((record) => [record.id, record]))

function grouped<T>(records: readonly T[], by: (record: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const record of records) {
    const key = by(record)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(record)
    else groups.set(key, [record])
  }
  return groups
}

const all = (of: Origin['of'], records: readonly { id: string }[] | undefined): Origin[] => (records ?? []).map(({ id }) => ({ of, id }))
const one = (of: Origin['of'], id: string | null | undefined): Origin[] => (id === null || id === undefined ? [] : [{ of, id }])

/** One step back. All topics of a dialogue lie on its own line only. */
function before({ of, id }: Origin, index: Index, first: boolean): Origin[] {
  switch (of) {
    case 'topic':
      return all('topic', index.mergedInto.get(id))
    case 'dialogue':
      return first ? all('topic', index.topicsIn.get(id)) : []
    case 'item':
      return all('topic', index.topicsOf.get(id))
    case 'issue':
      return one('item', index.issue.get(id)?.itemId)
    case 'memo':
      return one('item', index.memo.get(id)?.itemId)
    case 'recommendation': {
      const record = index.recommendation.get(id)
      return record?.memoId ? one('memo', record.memoId) : index.issue.has(id) ? one('issue', id) : []
    }
    case 'briefing': {
      const items = index.briefing.get(id)?.items ?? []
      return [
        ...all('recommendation', index.sentWith.get(id)),
        ...items.map((item): Origin => ({ of: item.of === 'memo' ? 'memo' : 'dialogue', id: item.id })),
      ]
    }
  }
}

/** One step on. */
function after({ of, id }: Origin, index: Index): Origin[] {
  switch (of) {
    case 'topic': {
      const topic = index.topic.get(id)
      return [...one('topic', topic?.mergedInto), ...one('item', topic?.itemId)]
    }
    case 'dialogue': {
      const [issues, memos] = [index.issuesIn.get(id) ?? [], index.memosIn.get(id) ?? []]
      const items = [...(index.topicsIn.get(id) ?? []), ...issues, ...memos].flatMap(({ itemId }) => one('item', itemId))
      return [...items, ...all('issue', issues), ...all('memo', memos), ...all('briefing', index.holdingDialogue(id))]
    }
    case 'item':
      return [...all('issue', index.issuesOf.get(id)), ...all('memo', index.memosOf.get(id))]
    case 'issue':
      return index.recommendation.has(id) ? one('recommendation', id) : []
    case 'memo':
      return [...all('recommendation', index.recommendedBy.get(id)), ...all('briefing', index.holdingMemo(id))]
    case 'recommendation':
      return one('briefing', index.recommendation.get(id)?.briefingId)
    case 'briefing':
      return []
  }
}

function gathered(found: readonly Origin[], index: Index): Lineage {
  const of = <T>(kind: Origin['of'], records: Map<string, T>, when: (record: T) => string): T[] =>
    found
      .flatMap((at) => (at.of === kind ? (records.get(at.id) ?? []) : []))
      .sort((a, b) => (when(a) < when(b) ? -1 : Number(when(a) > when(b))))
  return {
    topics: of('topic', index.topic, ({ proposedAt }) => proposedAt),
    dialogues: of('dialogue', index.dialogue, ({ startsAt }) => startsAt),
    items: found.flatMap(({ of: kind, id }) => {
      const dialogueId = kind === 'item' ? index.itemIn.get(id) : undefined
      return dialogueId === undefined ? [] : [{ id, dialogueId }]
    }),
    issues: of('issue', index.issue, ({ createdAt }) => createdAt),
    memos: of('memo', index.memo, ({ createdAt }) => createdAt),
    recommendations: of('recommendation', index.recommendation, ({ submittedAt, id }) => `${submittedAt} ${id}`),
    briefings: of('briefing', index.briefing, ({ issuedAt, createdAt }) => issuedAt ?? createdAt),
  }
}
