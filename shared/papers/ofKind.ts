import type { BriefingText } from '../briefing/source.ts'
import { nameOf } from '../dialogues/attendees.ts'
import type { Block } from '../documents/memo.ts'
import { papers as words } from '../i18n/zh/papers.ts'
import { print } from '../i18n/zh/print.ts'
import { heading, paragraph, table } from './blocks.ts'
import { attended, facts, filled, heldFrom, lines, wasHeld, whenOf } from './facts.ts'
import { meetingName, namedBy } from './meetingName.ts'
import { decided, raised, written } from './minutes.ts'
import type { PaperKind } from './paper.ts'
import type { DialogueSource } from './source.ts'

/**
 * DP10 The papers that only one kind of meeting has, each made from what was planned, written and captured: 听证笔录 and 听证报告,
 *      专家论证意见 and 专家论证报告, 调研报告 (domain.md §4). A section that nothing was written for is left out.
 */
export const kindTexts = { hearingRecord, hearingReport, expertOpinions, reviewReport, visitReport } satisfies Partial<
  Record<PaperKind, (source: DialogueSource) => BriefingText>
>
export type KindPaper = keyof typeof kindTexts
export const isKindPaper = (kind: PaperKind): kind is KindPaper => kind in kindTexts

const { ofKind: said } = words
const named = (source: DialogueSource, paper: KindPaper) => ({ title: namedBy(source.dialogue, words.names[paper]), authors: [] })
type Section = [title: string, blocks: Block[]]
const chapters = (sections: readonly Section[]): Block[] =>
  sections.flatMap(([title, blocks]) => (blocks.length > 0 ? [heading(title), ...blocks] : []))
const list = (text: string | null): string => lines(text).join('；')
const notes = (source: DialogueSource): Block[] => written(source).flatMap(({ name, blocks }) => [heading(name, 2), ...blocks])
/** The item itself has no chapter where nothing but it is under the chapter. */
const matters = ({ items }: DialogueSource): Block[] =>
  items
    .filter(({ segment }) => !isFrame.test(segment))
    .flatMap(({ content, segment }) => (content || segment ? [content || segment] : []))
    .map((text, at) => paragraph(`${at + 1}.${text}`))

/** What every meeting has is none of its matters. */
const isFrame = /^(开场|开幕|签到|合影|茶歇|休息|(会议)?(小结|总结)|闭幕|散会)/u

/** A line of the plan, 甲，某商会: whose it is. */
const whose = (line: string): string => line.split(/[、，,；;：:\s]/u)[0] ?? ''
const signers = (role: string, people: readonly string[]): string[][] => people.filter(Boolean).map((name) => [role, name, '', ''])

/** 听证笔录: who was heard on what, in the order of the hearing, and where each of them signs. */
function hearingRecord(source: DialogueSource): BriefingText {
  const { dialogue, items, notes: written, people } = source
  const { plan } = dialogue
  const recorders = dialogue.recorders.map((id) => people[id] ?? '')
  return {
    ...named(source, 'hearingRecord'),
    facts: filled(
      [
        { label: said.matter, text: dialogue.title },
        { label: words.labels.time, text: whenOf(source) },
        { label: said.held, text: wasHeld(source) },
        { label: words.labels.venue, text: dialogue.venue },
        { label: said.noticed, text: plan.noticeOn && print.day(plan.noticeOn) },
        { label: said.presider, text: dialogue.chair },
        { label: said.recorder, text: recorders.filter(Boolean).join('、') },
        { label: said.presenters, text: list(plan.presenters) },
        { label: said.representatives, text: list(plan.representatives) },
        ...attended(source),
      ].map(({ label, text }) => ({ label, text: text ?? '' })),
    ),
    blocks: [
      ...items.flatMap((item): Block[] => {
        const held = heldFrom(source, item.id)
        const spoken = written[item.id] ?? []
        if (!held && spoken.length === 0) return []
        return [
          heading(`${[item.segment, item.content].filter(Boolean).join('：')}${held ? said.from(held.range) : ''}`),
          ...(item.speaker ? [paragraph(said.speaker(item.speaker))] : []),
          ...(item.responder ? [paragraph(said.responder(item.responder))] : []),
          ...spoken.map(paragraph),
        ]
      }),
      paragraph(said.readOver),
      table([0.22, 0.24, 0.3, 0.24], said.signHead, [
        ...signers(said.roles.presider, [dialogue.chair]),
        ...signers(said.roles.recorder, recorders.length > 0 ? recorders : ['　']),
        ...signers(said.roles.presenter, lines(plan.presenters).map(whose)),
        ...signers(said.roles.representative, lines(plan.representatives).map(whose)),
      ]),
    ],
  }
}

function hearingReport(source: DialogueSource): BriefingText {
  const { dialogue, issues } = source
  const { plan } = dialogue
  return {
    ...named(source, 'hearingReport'),
    blocks: chapters([
      [
        said.hearing.about,
        [
          paragraph(said.hearing.held(whenOf(source), dialogue.venue, dialogue.chair, meetingName(dialogue), by(source))),
          ...sentence(said.hearing.noticed, plan.noticeOn && print.day(plan.noticeOn)),
          ...sentence(said.papersSent, plan.papersOn && print.day(plan.papersOn)),
          ...sentence(said.hearing.presenters, list(plan.presenters)),
          ...sentence(said.hearing.representatives, list(plan.representatives)),
          ...there(source),
        ],
      ],
      [said.hearing.matters, matters(source)],
      [said.hearing.views, notes(source)],
      [said.hearing.proposals, decided(issues)],
      [words.minutes.issues, raised(issues)],
    ]),
  }
}

/** What the experts found, and where each of them signs. */
function expertOpinions(source: DialogueSource): BriefingText {
  const { dialogue, issues } = source
  const experts = expertsOf(source)
  return {
    ...named(source, 'expertOpinions'),
    facts: facts(source),
    blocks: [
      paragraph(said.review.lead(meetingName(dialogue), experts.length)),
      ...chapters([
        [said.review.written, lines(dialogue.plan.opinions).map(paragraph)],
        [said.review.spoken, notes(source)],
        [said.review.conclusion, decided(issues)],
      ]),
      ...(experts.length > 0
        ? [
            heading(said.review.signed),
            table(
              [0.09, 0.18, 0.46, 0.27],
              said.review.head,
              experts.map((one, at) => [String(at + 1), ...one, '']),
            ),
          ]
        : []),
    ],
  }
}

/** As they were planned, and whoever else sat on the side of the experts: name, and field or unit. */
function expertsOf({ dialogue, attendees }: DialogueSource): [name: string, what: string][] {
  const planned = lines(dialogue.plan.experts).map((line): [string, string] => [
    whose(line),
    line.slice(whose(line).length).replace(/^[、，,；;：:\s]+/u, ''),
  ])
  const others = attendees
    .filter((one) => one.side === 'expert' && one.attendance === 'present' && !planned.some(([name]) => name === nameOf(one)))
    .map((one): [string, string] => [nameOf(one), `${one.organisation}${one.title}`])
  return [...planned, ...others]
}

function reviewReport(source: DialogueSource): BriefingText {
  const { dialogue, issues } = source
  const opinions = lines(dialogue.plan.opinions).map(paragraph)
  return {
    ...named(source, 'reviewReport'),
    blocks: chapters([
      [
        said.review.about,
        [
          paragraph(said.review.held(whenOf(source), dialogue.venue, dialogue.chair, meetingName(dialogue), by(source))),
          ...sentence(
            said.review.experts,
            expertsOf(source)
              .map(([name, what]) => (what ? said.review.expert(name, what) : name))
              .join('、'),
          ),
          ...there(source),
        ],
      ],
      [said.review.matters, matters(source)],
      [said.review.opinions, [...(opinions.length > 0 ? [heading(said.review.written, 2), ...opinions] : []), ...notes(source)]],
      [said.review.conclusion, decided(issues)],
      [words.minutes.issues, raised(issues)],
    ]),
  }
}

/** 调研报告: how it was done, what was seen and heard, the problems, and what is proposed. */
function visitReport(source: DialogueSource): BriefingText {
  const { dialogue, issues } = source
  const { plan } = dialogue
  const interviews = lines(plan.interviews).map(paragraph)
  const findings = lines(plan.findings).map(paragraph)
  const problems = issues.filter(({ kind }) => kind === 'issue')
  const proposals = issues.filter(({ kind }) => kind !== 'issue')
  return {
    ...named(source, 'visitReport'),
    blocks: chapters([
      [
        said.visit.about,
        [
          paragraph(said.visit.held(whenOf(source), dialogue.venue, dialogue.chair, meetingName(dialogue), by(source))),
          ...sentence(said.visit.team, list(plan.team)),
          ...sentence(said.visit.sites, list(plan.sites)),
          ...there(source),
          ...lines(plan.itinerary).map(paragraph),
        ],
      ],
      [
        said.visit.found,
        [
          ...(interviews.length > 0 ? [heading(said.visit.interviews, 2), ...interviews] : []),
          ...(findings.length > 0 ? [heading(said.visit.findings, 2), ...findings] : []),
          ...notes(source),
        ],
      ],
      [said.visit.problems, problems.map((one, at) => paragraph(said.visit.problem(at + 1, one.text, one.enterprise)))],
      [
        said.visit.proposals,
        proposals.map((one, at) => paragraph(`${at + 1}.${one.text}${words.minutes.terms(one.owner, one.due && print.day(one.due))}`)),
      ],
    ]),
  }
}

const by = ({ dialogue, workspace }: DialogueSource): string => dialogue.organiser || workspace
const sentence = (say: (text: string) => string, text: string | null): Block[] => (text ? [paragraph(say(text))] : [])
/** 出席 and 列席, in sentences. */
const there = (source: DialogueSource): Block[] => attended(source).map(({ label, text }) => paragraph(`${label}${text}。`))
