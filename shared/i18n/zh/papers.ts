/** The words of a dialogue's papers. They are official Chinese whatever language the screen speaks, so `en` shares them. */
export const papers = {
  names: { agenda: '议程', runSheet: '主持词', letters: '邀请函', cards: '席卡', seating: '座次图', minutes: '纪要' },
  labels: { time: '时间：', venue: '地点：', chair: '主持人：', organiser: '主办单位：' },
  weekDays: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  agendaHead: ['序号', '时间', '环节', '内容与议题', '发言人', '分钟'],
  range: (from: string, to: string | null): string => (to === null ? from : `${from}—${to}`),
  person: (organisation: string, title: string, name: string): string => `${organisation}${title}${name}`,
  present: {
    government: (names: string): string => `出席今天会议的政府部门同志有：${names}。`,
    enterprise: (names: string): string => `企业代表有：${names}。`,
    expert: (names: string): string => `专家有：${names}。`,
    observer: (names: string): string => `列席会议的有：${names}。`,
  },
  welcome: '各位领导、各位企业家、各位专家：',
  opening: (title: string, items: number): string => `大家好。今天召开${title}，会议共有${items}项议程。`,
  planned: (from: string, to: string, minutes: number): string => `（${from}—${to}，${minutes}分钟）`,
  first: '首先进行',
  next: '下面进行',
  last: '最后进行',
  item: (segment: string, content: string): string => (segment && content ? `${segment}，${content}。` : `${segment || content}。`),
  please: (speaker: string, minutes: number): string => `请${speaker}发言，时间${minutes}分钟以内。`,
  papers: (papers: string): string => `材料：${papers}`,
  actual: '实际起止：____:____—____:____　　要点：',
  closing: '今天的会议到此结束。谢谢各位。',
  letter: {
    title: (title: string): string => `关于邀请参加${title}的函`,
    to: (organisation: string, name: string, title: string): string => `${organisation}${title}${name}：`,
    body: (title: string, unit: boolean): string =>
      `兹定于近期召开${title}，${unit ? '诚邀贵单位派员参加' : '诚邀您参加'}。现将有关事项函告如下。`,
    when: (time: string): string => `一、时间：${time}。`,
    where: (venue: string): string => `二、地点：${venue || '另行通知'}。`,
    what: (topics: string): string => `三、会议内容：${topics || '另行通知'}。`,
    reply: (day: string): string => `四、请于${day}前将参会人员姓名、职务和联系电话反馈我处；不能参加的，请一并告知。会议不收取任何费用。`,
  },
  minutes: {
    masthead: '会议纪要',
    lead: (time: string, venue: string, chair: string, title: string): string =>
      `${time}，${chair ? `${chair}在${venue}主持召开` : `在${venue}召开`}${title}。现将会议主要情况和议定事项纪要如下。`,
    decisions: '议定事项',
    issues: '问题清单和任务分工',
    issueHead: ['序号', '问题和任务', '提出企业', '责任单位', '办理时限'],
    terms: (owner: string, due: string | null): string => {
      const terms = [owner && `责任单位：${owner}`, due && `完成时限：${due}`].filter(Boolean).join('，')
      return terms ? `（${terms}）` : ''
    },
    present: '出席：',
    excused: '请假：',
    observing: '列席：',
    code: (code: string): string => `企业${code}代表`,
  },
  attendance: { title: '参会人员名单', head: ['序号', '姓名', '单位', '职务', '出席'], present: '出席', observing: '列席' },
  seats: { government: '政府席', enterprise: '企业席、专家席', observer: '列席', table: '会议桌' },
} as const
