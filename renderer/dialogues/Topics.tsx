import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { documentName } from '../../shared/documentName.ts'
import { readAgenda } from '../../shared/documents/agenda.ts'
import type { Result } from '../../shared/errors.ts'
import { priority, topicState, type Dialogue, type Topic } from '../../shared/register.ts'
import { instantDay, longDay } from '../format.ts'
import { HelpButton } from '../guide/HelpButton.tsx'
import { useCommand, useDocument, useMay, useMe, useMemberNames, useRegister } from '../hub/useHub.ts'
import { LineageButton } from '../lineage/LineageButton.tsx'
import { WriteMemo } from '../memos/CreateMemo.tsx'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Mark } from '../ui/Mark.tsx'
import { useToday } from '../ui/useToday.ts'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { VirtualList, type EntryPlace } from '../ui/VirtualList.tsx'
import { ExportList } from './ExportList.tsx'
import { MergeTopics, SettleTopic, WriteTopic } from './TopicForms.tsx'
import { isOpen, takenOut, wayIn } from './topicState.ts'

type Props = { dialogue: Dialogue; onAttempt: Attempt }
type Asking = { act: 'propose' } | { act: 'edit' | 'declined' | 'transferred' | 'merge'; topic: Topic }

/** The call for topics: what experts and the secretariat propose, and what becomes of it. */
export function Topics({ dialogue, onAttempt }: Props) {
  const { topics: words } = useText()
  const all = useRegister('topics')
  const mayPropose = useMay('proposeTopic') && dialogue.state !== 'archived'
  const [asking, setAsking] = useState<Asking | null>(null)
  const topics = useMemo(() => inOrder(all.filter(({ dialogueId }) => dialogueId === dialogue.id)), [all, dialogue.id])
  const titles = useMemo(() => new Map(topics.map(({ id, title }) => [id, title])), [topics])
  const open = useMemo(() => topics.filter(isOpen).length, [topics])
  const close = (): void => setAsking(null)
  const propose = mayPropose && (
    <Button icon={<Plus size={16} aria-hidden />} onClick={() => setAsking({ act: 'propose' })}>
      {words.propose}
    </Button>
  )
  return (
    <section className="topics" aria-label={words.title}>
      <header className="section-head">
        <h2>{words.title}</h2>
        {topics.length > 0 && <span className="soft numbers">{words.count(topics.length)}</span>}
        <Until day={dialogue.plan.topicsBy} />
        <HelpButton of="topic" />
        {topics.length > 0 && (
          <span className="section-acts">
            {propose}
            <ExportList dialogue={dialogue} list="topics" label={words.export} onAttempt={onAttempt} />
          </span>
        )}
      </header>
      {topics.length === 0 ? (
        <Empty text={mayPropose ? words.empty : words.emptyForReader}>{propose}</Empty>
      ) : (
        <VirtualList className="topic-list" items={topics} height={usualHeight}>
          {(topic, place) => (
            <TopicEntry
              key={topic.id}
              {...{ topic, dialogue, place, onAttempt }}
              into={titles.get(topic.mergedInto ?? '')}
              mergeable={open > 1}
              onAsk={setAsking}
            />
          )}
        </VirtualList>
      )}
      {asking?.act === 'propose' && <WriteTopic dialogue={dialogue} topic={null} onClose={close} />}
      {asking?.act === 'edit' && <WriteTopic dialogue={dialogue} topic={asking.topic} onClose={close} />}
      {(asking?.act === 'declined' || asking?.act === 'transferred') && (
        <SettleTopic topic={asking.topic} decision={asking.act} onAttempt={onAttempt} onClose={close} />
      )}
      {asking?.act === 'merge' && (
        <MergeTopics
          topic={asking.topic}
          others={topics.filter((one) => one.id !== asking.topic.id && isOpen(one))}
          onAttempt={onAttempt}
          onClose={close}
        />
      )}
    </section>
  )
}

/** 征集截止, where there is one. */
function Until({ day }: { day: string | null }) {
  const { topics: words } = useText()
  const locale = useLocale()
  const now = useToday()
  if (day === null) return null
  return <span className="soft">{day < now ? words.closed(longDay(day, locale)) : words.until(longDay(day, locale))}</span>
}

const inOrder = (topics: readonly Topic[]): Topic[] =>
  [...topics].sort(
    (a, b) =>
      topicState.options.indexOf(a.state) - topicState.options.indexOf(b.state) ||
      priority.options.indexOf(a.priority) - priority.options.indexOf(b.priority) ||
      (a.proposedAt < b.proposedAt ? -1 : 1),
  )
const shapes = { proposed: 'open', accepted: 'set', listed: 'done', transferred: 'set', declined: 'missed', merged: 'done' } as const

/** Of a topic with two of its fields filled, in px. */
const usualHeight = 132

type EntryProps = Props & {
  topic: Topic
  place: EntryPlace
  /** What it was merged into. */
  into: string | undefined
  /** There is another to merge it into. */
  mergeable: boolean
  onAsk: (asking: Asking) => void
}

function TopicEntry(props: EntryProps) {
  const { topics: words } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const { topic, dialogue, place, into } = props
  return (
    <li className={`topic ${topic.state}`} {...place}>
      <header>
        {topic.no && <span className="soft numbers">{topic.no}</span>}
        <strong>{topic.title}</strong>
        <Mark shape={shapes[topic.state]}>{words.states[topic.state]}</Mark>
        {topic.itemId && <OnAgenda dialogueId={dialogue.id} itemId={topic.itemId} />}
        {topic.itemId && (
          <span className="topic-on">
            <WriteMemo dialogueId={dialogue.id} itemId={topic.itemId} about={topic.title} />
            <LineageButton origin={{ of: 'topic', id: topic.id }} />
          </span>
        )}
      </header>
      <p className="soft topic-from">
        {[
          topic.category,
          topic.priority !== 'normal' && words.priorityOf(words.priorities[topic.priority]),
          topic.source,
          words.proposedBy(nameOf(topic.proposedBy), instantDay(topic.proposedAt, locale)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <dl>
        {(['background', 'request', 'departments'] as const).map(
          (field) =>
            topic[field] && (
              <div key={field}>
                <dt>{words.fields[field]}</dt>
                <dd>{topic[field]}</dd>
              </div>
            ),
        )}
      </dl>
      {topic.state === 'declined' && <p className="topic-reason">{words.declinedFor(topic.reason)}</p>}
      {topic.state === 'transferred' && <p className="topic-reason">{words.transferredTo(topic.reason)}</p>}
      {into && <p className="soft">{words.mergedInto(into)}</p>}
      <TopicActs {...props} />
    </li>
  )
}

function TopicActs({ topic, dialogue, mergeable, onAttempt, onAsk }: EntryProps) {
  const { topics: words, app } = useText()
  const command = useCommand()
  const me = useMe()
  const decides = useMay('decideTopic')
  const mine = topic.proposedBy === me.id && topic.state === 'proposed'
  if (decides && !isOpen(topic) && dialogue.state !== 'archived') return <WayBack {...{ topic, dialogue, onAttempt }} />
  if (!isOpen(topic) || dialogue.state === 'archived' || !(decides || mine)) return null
  const { id, state, reason } = topic
  const said = (text: string, back: () => Promise<Result<object>>): void =>
    toast(text, { about: `topic/${id}`, act: { label: app.undo, run: () => onAttempt(back()) } })
  const decide = (decision: 'proposed' | 'accepted'): void =>
    onAttempt(command('decideTopic', { id, decision, reason: '' }), () =>
      said(words.decided(words.states[decision]), () => command('decideTopic', { id, decision: state, reason })),
    )
  const settled = state === 'declined' || state === 'transferred'
  const promote = (): void =>
    onAttempt(command('promoteTopic', { id }), () => said(words.promoted, () => takenOut(command, topic, 'accepted')))
  return (
    <footer>
      {decides && !dialogue.agendaConfirmed && !settled && <Button onClick={promote}>{words.promote}</Button>}
      {decides && state === 'proposed' && <Button onClick={() => decide('accepted')}>{words.accept}</Button>}
      {decides && !settled && (
        <>
          <Button look="quiet" onClick={() => onAsk({ act: 'transferred', topic })}>
            {words.transfer}
          </Button>
          <Button look="quiet" onClick={() => onAsk({ act: 'declined', topic })}>
            {words.decline}
          </Button>
        </>
      )}
      {decides && settled && <Button onClick={() => decide('proposed')}>{words.reopen}</Button>}
      {decides && mergeable && (
        <Button look="quiet" onClick={() => onAsk({ act: 'merge', topic })}>
          {words.merge}
        </Button>
      )}
      <Button look="quiet" onClick={() => onAsk({ act: 'edit', topic })}>
        {words.edit}
      </Button>
    </footer>
  )
}

/** Out of the one it went into, or off an agenda that is still open. */
function WayBack({ topic, dialogue, onAttempt }: Pick<EntryProps, 'topic' | 'dialogue' | 'onAttempt'>) {
  const { topics: words, app } = useText()
  const command = useCommand()
  const { id, state } = topic
  const out = (): void =>
    onAttempt(command('reopenTopic', { id }), ({ item }) => {
      const back = wayIn(command, topic, item)
      toast(state === 'listed' ? words.takenOff : words.separated, {
        about: `topic/${id}`,
        ...(back && { act: { label: app.undo, run: () => onAttempt(back()) } }),
      })
    })
  if (state === 'listed' && dialogue.agendaConfirmed) return null
  return (
    <footer>
      <Button look="quiet" title={state === 'listed' ? words.takeOffHint : undefined} onClick={out}>
        {state === 'listed' ? words.takeOff : words.separate}
      </Button>
    </footer>
  )
}

function OnAgenda({ dialogueId, itemId }: { dialogueId: string; itemId: string }) {
  const { topics: words } = useText()
  const { state } = useDocument(documentName('agenda', dialogueId))
  const at = state.is === 'open' ? readAgenda(state.doc).findIndex(({ id }) => id === itemId) : -1
  return at < 0 ? null : (
    <a className="link" href={`#/dialogues/${dialogueId}`}>
      {words.onAgenda(at + 1)}
    </a>
  )
}
