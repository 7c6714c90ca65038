import { addDays } from 'date-fns'
import type { NewItem } from '../../../../shared/documents/agenda.ts'
import { newAttendee } from '../../../../shared/dialogues/attendees.ts'
import type { AttendeeFields, DialogueFields, IssueFields, PlanFields, TopicFields } from '../../../../shared/register.ts'
import { isoDay } from '../calendar.ts'
import type { Calendar } from '../calendar.ts'

export type AgendaLine = Omit<NewItem, 'id'>
export type SampleDialogue = {
  fields: DialogueFields
  plan: Partial<PlanFields> & { conductConfirmed: boolean }
  attendees: AttendeeFields[]
  agenda: AgendaLine[]
}

const organiser = '青岛民营经济智库秘书处'

const guest = (
  name: string,
  organisation: string,
  title: string,
  side: AttendeeFields['side'],
  more: Partial<AttendeeFields> = {},
): AttendeeFields => ({ ...newAttendee, name, organisation, title, side, ...more })
const there = { vetting: 'passed', reply: 'coming', attendance: 'present' } as const

const heldGuests: AttendeeFields[] = [
  guest('宋砚秋', '滨海大学民营经济研究中心', '研究员', 'expert', there),
  guest('程牧野', '市工业和信息化局', '副局长', 'government', there),
  guest('祝南汀', '市财政局', '副局长', 'government', { ...there, reply: 'substitute', substitute: '柏景澄' }),
  guest('武长庚', '市国资委', '副主任', 'government', there),
  guest('蔺书瑶', '市住房城乡建设局', '处长', 'government', { ...there, attendance: 'excused' }),
  guest('韩立岑', '青岛潮远海工装备有限公司', '董事长', 'enterprise', there),
  guest('陆明川', '青岛砺衡橡塑机械有限公司', '总经理', 'enterprise', there),
  guest('丁若谷', '青岛云栈工业软件有限公司', '总经理', 'enterprise', there),
  guest('温若虚', '青岛澄岳精密铸造有限公司', '财务负责人', 'enterprise', { ...there, anonymous: true }),
  guest('顾闻溪', '山东衡屿律师事务所', '律师', 'expert', there),
  guest('孟知行', '滨海区工商业联合会', '秘书长', 'observer', { ...there, attendance: 'observing' }),
]

const comingGuests: AttendeeFields[] = [
  guest('顾闻溪', '山东衡屿律师事务所', '律师', 'expert', { reply: 'coming' }),
  guest('宋砚秋', '滨海大学民营经济研究中心', '研究员', 'expert', { reply: 'coming' }),
  guest('', '市司法局', '', 'government'),
  guest('程牧野', '市工业和信息化局', '副局长', 'government'),
  guest('韩立岑', '青岛潮远海工装备有限公司', '董事长', 'enterprise', { reply: 'coming' }),
  guest('陆明川', '青岛砺衡橡塑机械有限公司', '总经理', 'enterprise', { reply: 'substitute', substitute: '荀以宁' }),
  guest('丁若谷', '青岛云栈工业软件有限公司', '总经理', 'enterprise', { reply: 'declined' }),
  guest('孟知行', '滨海区工商业联合会', '秘书长', 'observer', { reply: 'coming' }),
]

/** What was noted on each item of the held dialogue, in the order of its agenda. */
export const heldNotes: readonly string[] = [
  '',
  '问卷回收率较高，走访情况与问卷结果一致：逾期账款集中在工程类和装备配套类项目。',
  '企业反映，首台套配套项目验收周期长，垫资生产占用流动资金，建议按节点付款并明确验收时限。',
  '企业反映，以商业承兑汇票和债权凭证结算的比例上升，贴现成本由供应商承担。',
  '企业反映，软件项目以最终用户验收为付款条件，验收迟则回款迟，小企业难以承受。',
  '专家指出，合同中以收到上游款项为付款前提的条款效力存疑，可发布示范条款加以引导。',
  '有关部门逐项回应：对政府投资项目形成的逾期账款建立台账，按季调度；研究发布账款支付示范条款。',
  '企业与部门就验收时限、票据结算比例等问题进行了交流。',
  '会议明确了问题办理单位和答复时限，办理情况在下一次对话会上通报。',
]

type HeldIssue = IssueFields & { /** Place of its agenda item. */ at: number }
export const heldIssues = (when: Calendar): readonly HeldIssue[] => [
  {
    at: 6,
    kind: 'decision',
    text: '对政府投资项目形成的逾期账款建立台账，按季调度',
    category: '账款',
    enterprise: '',
    owner: '市工业和信息化局',
    supports: '市财政局',
    person: '程牧野',
    due: isoDay(addDays(when.held, 45)),
  },
  {
    at: 2,
    kind: 'issue',
    text: '首台套配套项目验收周期长，付款节点不明',
    category: '账款',
    enterprise: '青岛潮远海工装备有限公司',
    owner: '市工业和信息化局',
    supports: '市国资委',
    person: '程牧野',
    due: isoDay(addDays(when.held, 60)),
  },
  {
    at: 3,
    kind: 'issue',
    text: '票据结算比例偏高，贴现成本由供应商承担',
    category: '账款',
    enterprise: '青岛砺衡橡塑机械有限公司',
    owner: '市国资委',
    supports: '',
    person: '武长庚',
    due: isoDay(addDays(when.held, 90)),
  },
  {
    at: 5,
    kind: 'task',
    text: '研究发布账款支付示范条款',
    category: '账款',
    enterprise: '',
    owner: '市财政局',
    supports: '市司法局',
    person: '',
    due: isoDay(addDays(when.held, 90)),
  },
]

/** What the secretariat proposed on behalf of the enterprise that speaks to it: an item of the held dialogue, by its place. */
export const heldTopic: { at: number; fields: TopicFields } = {
  at: 2,
  fields: {
    title: '首台套配套项目验收周期长、回款慢',
    source: '青岛潮远海工装备有限公司',
    background: '首台套配套设备交付后，验收一般要等整船或整线试运行结束，最长的等了十四个月，期间货款只付到三成。',
    request: '明确配套设备单独验收的时限，按节点付款。',
    departments: '市工业和信息化局、市国资委',
    category: '账款',
    priority: 'high',
  },
}

export const topics: readonly TopicFields[] = [
  {
    title: '涉企政策征求意见的期限偏短',
    source: '青岛砺衡橡塑机械有限公司',
    background: '近一年收到的五次征求意见，最短的只有三个工作日，中小企业来不及内部讨论。',
    request: '明确涉企政策征求意见的最短期限，紧急情况说明理由。',
    departments: '市司法局',
    category: '营商环境',
    priority: 'high',
  },
  {
    title: '意见采纳情况应当反馈',
    source: '滨海区工商业联合会',
    background: '企业提出的意见是否采纳、为何不采纳，多数没有回音。',
    request: '建立意见采纳情况公开和逐条反馈的做法。',
    departments: '市司法局、政策起草部门',
    category: '营商环境',
    priority: 'normal',
  },
  {
    title: '征求意见稿宜附通俗说明',
    source: '青岛云栈工业软件有限公司',
    background: '征求意见稿篇幅长、术语多，小微企业难以判断与自己的关系。',
    request: '随稿附一页说明：涉及谁、改变什么、何时施行。',
    departments: '政策起草部门',
    category: '营商环境',
    priority: 'low',
  },
]

export const held = (when: Calendar): SampleDialogue => ({
  fields: {
    kind: 'dialogue',
    title: '中小企业账款支付保障政企对话会',
    startsAt: `${isoDay(when.held)}T14:00`,
    venue: '智库三楼会议室',
    chair: '宋砚秋',
    organiser,
  },
  plan: {
    approver: '许清禾',
    approvedOn: isoDay(addDays(when.held, -21)),
    mealRule: '不安排用餐，会场只供茶水',
    costBearer: '智库秘书处',
    conductConfirmed: true,
  },
  attendees: heldGuests,
  agenda: [
    { minutes: 5, segment: '开场', content: '介绍与会人员，说明会议议题和发言规则', speaker: '宋砚秋', papers: '会议手册' },
    {
      minutes: 15,
      segment: '情况通报',
      content: '通报账款支付情况问卷调查和企业走访的主要结果',
      speaker: '智库秘书处',
      papers: '问卷调查报告',
    },
    {
      minutes: 10,
      segment: '企业发言',
      content: '海洋装备配套企业垫资生产和回款情况',
      speaker: '韩立岑（青岛潮远海工装备有限公司董事长）',
      responder: '市工业和信息化局',
      papers: '书面发言',
    },
    {
      minutes: 10,
      segment: '企业发言',
      content: '以票据和债权凭证结算给零部件企业增加的成本',
      speaker: '陆明川（青岛砺衡橡塑机械有限公司总经理）',
      responder: '市国资委',
      papers: '书面发言',
    },
    {
      minutes: 10,
      segment: '企业发言',
      content: '软件服务项目验收迟、结算难的表现和原因',
      speaker: '丁若谷（青岛云栈工业软件有限公司总经理）',
      papers: '书面发言',
    },
    {
      minutes: 15,
      segment: '专家发言',
      content: '账款支付法规适用中的难点和合同条款的规范路径',
      speaker: '顾闻溪（山东衡屿律师事务所律师）',
      papers: '法规要点汇编',
    },
    {
      minutes: 40,
      segment: '部门回应',
      content: '有关部门围绕企业提出的问题逐项回应',
      speaker: '工业和信息化、财政、国资、住房城乡建设、金融等部门有关负责同志',
      papers: '问题清单',
    },
    { minutes: 35, segment: '互动交流', content: '企业与部门现场问答，每人每次发言不超过3分钟', speaker: '全体与会人员', papers: '' },
    { minutes: 10, segment: '会议小结', content: '归纳共识，明确问题办理单位和答复时限', speaker: '宋砚秋', papers: '' },
  ],
})

export const coming = (when: Calendar): SampleDialogue => ({
  fields: {
    kind: 'symposium',
    title: '涉企政策制定听取企业意见座谈会',
    startsAt: `${isoDay(when.coming)}T09:00`,
    venue: '滨海区民营企业服务中心二楼会议室',
    chair: '顾闻溪',
    organiser,
  },
  plan: { approver: '许清禾', mealRule: '工作餐，每人每餐40元', costBearer: '智库秘书处', conductConfirmed: false },
  attendees: comingGuests,
  agenda: [
    { minutes: 5, segment: '开场', content: '介绍与会人员和会议安排', speaker: '顾闻溪', papers: '会议手册' },
    {
      minutes: 15,
      segment: '主题报告',
      content: '涉企政策征求意见情况梳理结果和建议稿主要内容',
      speaker: '宋砚秋（滨海大学民营经济研究中心研究员）',
      papers: '建议稿（讨论稿）',
    },
    {
      minutes: 30,
      segment: '企业发言',
      content: '参与政策征求意见的经历、困难和期待，每家10分钟以内',
      speaker: '韩立岑、陆明川、丁若谷',
      responder: '市司法局',
      papers: '发言提纲',
    },
    {
      minutes: 10,
      segment: '商会发言',
      content: '商会收集、整理和转报企业意见的做法',
      speaker: '孟知行（滨海区工商业联合会）',
      papers: '书面材料',
    },
    { minutes: 30, segment: '部门交流', content: '政策起草部门介绍征求意见的做法，回应企业关切', speaker: '待定', papers: '' },
    {
      minutes: 45,
      segment: '讨论',
      content: '逐条讨论建议稿，重点研究征集期限、参与方式和采纳公开三个问题',
      speaker: '全体与会人员',
      papers: '讨论提纲',
    },
    { minutes: 15, segment: '会议小结', content: '归纳意见，明确建议稿修改分工和完成时间', speaker: '顾闻溪', papers: '' },
  ],
})
