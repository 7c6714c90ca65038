import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { zh } from '../../shared/i18n/zh.ts'
import { freePort } from '../helpers/freePort.ts'
import { readPdf } from '../helpers/readPdf.ts'
import {
  askToJoin,
  introduce,
  join as joinBy,
  layInviteAside,
  leadingTo,
  linkIs,
  makeInvite,
  switchHostingOn,
} from '../e2e/helpers/joining.ts'
import type { Stage, Step } from './stage.ts'

const { app, briefings, dialogues, editor, meeting, members, memos, minutes, recommendations } = zh
const person = { name: '林知远', organisation: '青岛民营经济智库秘书处' }
const dialogueTitle = '民营企业用工与技能人才供需对接座谈会'
const memoTitle = '关于建立技能人才共享用工机制的建议'
const pdfName = 'briefing.pdf'
const colleague = { name: '宋怀瑾', organisation: '市工商联' }
const offered = { port: 0, link: '' }

const button = (page: Page | Locator, name: string, exact = true): Locator => page.getByRole('button', { name, exact })
const section = (page: Page, name: keyof typeof app.rail): Locator => page.locator(`nav a[href="#/${name === 'home' ? '' : name}"]`)
const saved = (page: Page): Promise<unknown> => page.locator('[data-save=saved]').waitFor()
const sheet = (page: Page): Locator => page.locator('.ProseMirror[contenteditable=true]')

/** A secretary's first morning, and a colleague who joins in from another office, by real clicks and keys. */
export const story: Step[] = [
  {
    name: 'first-run',
    title: '首次打开：填写姓名和单位',
    async act({ page, picture, check }) {
      check('窗口标题是中文', (await page.title()).includes(app.name))
      await page.getByLabel(app.start.name).fill(person.name)
      await page.getByLabel(app.start.organisation).fill(person.organisation)
      await picture(page)
      await button(page, app.start.next).click()
    },
  },
  {
    name: 'choose',
    title: '选择工作区',
    async act({ page, picture }) {
      await page.getByText(app.start.sample).waitFor()
      await picture(page)
      await page.getByText(app.start.sample).click()
    },
  },
  {
    name: 'home',
    title: '示例工作区的工作台',
    async act({ page, picture, check }) {
      await section(page, 'home').waitFor()
      await page.locator('main h2').first().waitFor()
      await saved(page)
      check('全部内容已保存到本机', true)
      await picture(page)
    },
  },
  {
    name: 'dialogues',
    title: '对话会列表',
    async act({ page, picture, check }) {
      await section(page, 'dialogues').click()
      await page.locator('main .records a[href^="#/dialogues/"]').first().waitFor()
      check('示例有两场对话会', (await page.locator('main .records a[href^="#/dialogues/"]').count()) === 2)
      await picture(page)
    },
  },
  {
    name: 'create-dialogue',
    title: '新建座谈会',
    async act({ page, picture, check }) {
      await button(page, dialogues.create).click()
      const form = page.getByRole('dialog')
      await form.getByLabel(dialogues.fields.title).fill(dialogueTitle)
      await form.getByLabel(dialogues.fields.venue).fill('市工商联三楼会议室')
      await form.getByLabel(dialogues.fields.chair).fill('周明哲')
      await picture(page)
      await form.getByRole('button', { name: app.create, exact: true }).click()
      await page.getByText(dialogues.agenda.empty, { exact: false }).waitFor()
      check('新建后打开的是这场对话会', (await page.title()).includes(dialogueTitle))
    },
  },
  {
    name: 'agenda',
    title: '编排议程：回车添加，时间随时长推算，键盘调整顺序',
    async act({ page, picture, check }) {
      await button(page, dialogues.agenda.add).click()
      const items = [
        ['主持人开场', '介绍与会人员和会议安排', '周明哲', '5'],
        ['企业发言', '技能工人季节性短缺与跨企业调剂', '沈立群', '15'],
        ['部门回应', '公共实训基地开放与培训补贴办理', '市人力资源社会保障局', '20'],
        ['交流讨论', '共享用工中的社保与工伤责任', '全体', '30'],
      ] as const
      for (const [at, [segment, content, speaker, minutes]] of items.entries()) {
        if (at > 0) await page.keyboard.press('Enter')
        await cell(page, at, 'segment').click()
        await page.keyboard.type(segment)
        await cell(page, at, 'content').click()
        await page.keyboard.type(content)
        await cell(page, at, 'speaker').click()
        await page.keyboard.type(speaker)
        await cell(page, at, 'minutes').locator('input').fill(minutes)
      }
      const row = page.locator('tr[data-item]').nth(3)
      await row.getByText('15:10').waitFor()
      check('第四项结束于 15:10', true)
      await cell(page, 3, 'minutes').locator('input').focus()
      await page.keyboard.press('Alt+ArrowUp')
      await page.locator('tr[data-item]').nth(2).getByText('交流讨论').waitFor()
      check('按 Alt+↑ 后“交流讨论”移到第 3 项', true)
      check('第一项内容没有漏字', (await cell(page, 0, 'content').innerText()).includes('介绍与会人员和会议安排'))
      check('时间随之推算', (await page.locator('tr[data-item]').nth(2).locator('.agenda-time').innerText()) === '14:20–14:50')
      await saved(page)
      await picture(page)
    },
  },
  {
    name: 'agenda-together',
    title: '两个窗口同时编辑议程',
    async act(stage) {
      const second = await secondWindow(stage)
      await cell(second, 0, 'content').click()
      await second.keyboard.press('End')
      await cell(stage.page, 1, 'content').click()
      await stage.page.keyboard.press('End')
      await second.keyboard.type('，通报上次事项办理情况')
      await stage.page.keyboard.type('（限八分钟）')
      await cell(stage.page, 0, 'content').getByText('通报上次事项办理情况').waitFor()
      await cell(second, 1, 'content').getByText('限八分钟').waitFor()
      stage.check('两个窗口互见文字', true)
      await caretIn(stage.page).waitFor()
      await caretIn(second).waitFor()
      stage.check('两个窗口互见光标', true)
      await stage.picture(stage.page)
      await stage.picture(second, '07-agenda-together-second')
    },
  },
  {
    name: 'sample-memo',
    title: '示例建议稿',
    async act({ page, picture, check }) {
      await section(page, 'memos').click()
      await page.locator('main a[href^="#/memos/"]').first().waitFor()
      check('示例有三篇建议稿', (await page.locator('main a[href^="#/memos/"]').count()) === 3)
      await picture(page, '08-memos')
      await page.locator('main a[href^="#/memos/"]').first().click()
      await page.locator('.ProseMirror').waitFor()
      await page.locator('.ProseMirror section.recommendation').first().waitFor()
      await picture(page)
    },
  },
  {
    name: 'memo',
    title: '新建并书写建议稿',
    async act({ page, picture, check }) {
      await section(page, 'memos').click()
      await button(page, memos.create).click()
      await page.getByRole('dialog').getByLabel(memos.fields.title).fill(memoTitle)
      await page.getByRole('dialog').getByRole('button', { name: app.create, exact: true }).click()
      await sheet(page).click()
      await page.keyboard.press('Control+A')
      await page.keyboard.press('Delete')
      await page.keyboard.press('Control+Alt+1')
      await page.keyboard.type('基本情况')
      await page.keyboard.press('Enter')
      await page.keyboard.type('今年以来，智库走访制造业企业二十六家，')
      await page.keyboard.press('Control+B')
      await page.keyboard.type('十九家反映旺季技能工人不足')
      await page.keyboard.press('Control+B')
      await page.keyboard.type('，淡季又有富余。')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Control+Alt+2')
      await page.keyboard.type('供需错峰明显')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Control+Shift+8')
      await page.keyboard.type('家电企业旺季为三月至七月')
      await page.keyboard.press('Enter')
      await page.keyboard.type('食品企业旺季为九月至次年一月')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Enter')
      await table(page)
      await page.keyboard.press('Control+End')
      await page.keyboard.press('Control+Alt+1')
      await page.keyboard.type('对策建议')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Control+Alt+5')
      await page.keyboard.type('搭建全市共享用工平台，按月公布岗位余缺。')
      const block = page.locator('.ProseMirror section.recommendation')
      await block.getByLabel(editor.lead).fill('市人力资源社会保障局')
      await block.getByLabel(editor.term).fill('2027年6月底前')
      await saved(page)
      check('一级标题自动编号为“一、”', (await numberOf(page.locator('.ProseMirror h1, .ProseMirror h2').first())).startsWith('一、'))
      check('建议带有牵头单位和时限', (await block.getByLabel(editor.term).inputValue()) === '2027年6月底前')
      await picture(page)
    },
  },
  {
    name: 'memo-together',
    title: '两个窗口同时书写建议稿',
    async act(stage) {
      const second = await secondWindow(stage)
      // On its last line, which it has once its face is there: the key End goes to the end of a line, not of a paragraph.
      await second.evaluate(() => document.fonts.ready.then(() => undefined))
      const first = sheet(second).locator('p').first()
      await first.click({ position: { x: 30, y: ((await first.boundingBox())?.height ?? 0) - 12 } })
      await second.keyboard.press('End')
      await second.keyboard.type('上述情况已与市工商联核对。')
      await sheet(stage.page).getByText('上述情况已与市工商联核对。').waitFor()
      await caretIn(stage.page).waitFor()
      await saved(second)
      stage.check('另一窗口的文字和光标都在', true)
      await stage.picture(stage.page)
      await stage.picture(second, '10-memo-together-second')
      for (const paragraph of survey) {
        await second.keyboard.press('Enter')
        await second.keyboard.insertText(paragraph)
      }
      await sheet(stage.page)
        .getByText(survey.at(-1)?.slice(0, 20) ?? '')
        .waitFor()
      await saved(second)
    },
  },
  {
    name: 'killed',
    title: '强行结束进程后重新打开，已保存的都在',
    async act(stage) {
      await saved(stage.page)
      await stage.killAndRestart()
      const { page } = stage
      await section(page, 'memos').click()
      await page.getByText(memoTitle).click()
      await sheet(page).getByText('上述情况已与市工商联核对。').waitFor()
      await sheet(page).getByText('十九家反映旺季技能工人不足').waitFor()
      stage.check('显示已保存的文字都在', true)
      await section(page, 'dialogues').click()
      await page.locator('.records-link', { hasText: dialogueTitle }).click()
      await page.getByText('通报上次事项办理情况', { exact: false }).first().waitFor()
      stage.check('议程也在', true)
      await stage.picture(page)
    },
  },
  {
    name: 'compile',
    title: '选择建议稿，编印简报',
    async act({ page, picture, check }) {
      await section(page, 'briefings').click()
      await button(page, briefings.page.compile).click()
      const choices = page.getByRole('dialog').locator('.checklist label', { hasText: briefings.page.sources.memo }).getByRole('checkbox')
      const count = await choices.count()
      for (let at = 0; at < count; at++) await choices.nth(at).check()
      await picture(page, '12-choose-memos')
      await page.getByRole('dialog').getByRole('button', { name: briefings.page.make, exact: true }).click()
      await page.locator('.preview canvas').first().waitFor()
      await page.locator('.preview[aria-busy=false]').waitFor()
      await page.locator('.preview canvas[data-drawn]').first().waitFor()
      check('预览是多页的 PDF', (await page.locator('.preview canvas').count()) > 3)
      await picture(page)
    },
  },
  {
    name: 'issue',
    title: '印发，取得期号，保存 PDF',
    async act({ app: { electron }, page, picture, check, out }) {
      await button(page, briefings.page.issue).click()
      await picture(page, '13-issue-asked')
      await page.getByRole('dialog').getByRole('button', { name: briefings.page.issue, exact: true }).click()
      await page.getByText(briefings.page.numberAndTotal(2, 2)).waitFor()
      check('编为第 2 期（总第 2 期）', true)
      await page.locator('.preview[aria-busy=false] canvas[data-drawn]').first().waitFor()
      const path = join(out, pdfName)
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, path)
      await button(page, briefings.page.save).click()
      await page.getByText(briefings.page.saved(path)).waitFor()
      await picture(page)
    },
  },
  {
    name: 'pdf',
    title: '读回 PDF',
    async act({ check, out }) {
      const pdf = await readPdf(new Uint8Array(await readFile(join(out, pdfName))))
      check(
        '各页均为 A4',
        pdf.pages.every(({ width, height }) => Math.abs(width - 210) < 0.5 && Math.abs(height - 297) < 0.5),
      )
      check('只有内嵌的 TrueType 字体', pdf.fonts.length > 0 && pdf.fonts.every(({ embedded, type }) => embedded && type === 'TrueType'))
      check('新写的建议稿逐字在内', pdf.text.includes('十九家反映旺季技能工人不足') && pdf.text.includes('搭建全市共享用工平台'))
      check(
        '单页码居右，双页码居左',
        pdf.pages.every(({ number, side }, at) => number === at + 1 && side === (at % 2 ? 'left' : 'right')),
      )
      check(
        '排满的一页是 22 行',
        pdf.pages.some(({ lines }) => lines === 22),
      )
    },
  },
  {
    name: 'hosting',
    title: '开启主持协作',
    async act({ page, picture, check }) {
      offered.port = await freePort()
      await switchHostingOn(page, offered.port)
      check('显示本机地址和密钥指纹', (await page.locator('.hosting .copied').count()) >= 2)
      await picture(page)
    },
  },
  {
    name: 'invite',
    title: '邀请专家：链接、邀请码、二维码',
    async act({ page, picture, check }) {
      const shown = await makeInvite(page, colleague.name, 'expert')
      check('邀请码可以读给对方', /^\w{4}(-\w{4}){10}$/.test(shown.code))
      await picture(page)
      offered.link = shown.link
      await layInviteAside(page)
    },
  },
  {
    name: 'join',
    title: '专家在另一台电脑上打开邀请，先核对再加入',
    async act(stage) {
      const { app: theirs, wire } = await stage.startColleague(offered.port)
      await introduce(theirs.page, colleague.name, colleague.organisation)
      const asked = await askToJoin(theirs.page, { link: leadingTo(wire.port, offered.link) })
      await stage.picture(theirs.page)
      await joinBy(theirs.page, asked)
      await stage.page.locator('main .member', { hasText: colleague.name }).waitFor()
      await stage.page.locator('.hosting .connected').waitFor()
      stage.check('秘书处看到专家已加入并在线', true)
      await stage.picture(stage.page, '17-join-host')
    },
  },
  {
    name: 'joined',
    title: '专家起草，秘书处同时在场',
    async act(stage) {
      const { page } = colleagueOf(stage).app
      await section(page, 'memos').click()
      await button(page, memos.create).click()
      await page.getByRole('dialog').getByLabel(memos.fields.title).fill(jointTitle)
      await page.getByRole('dialog').getByRole('button', { name: app.create, exact: true }).click()
      await sheet(page).click()
      await page.keyboard.type('受访企业普遍反映，跨企业用工的社会保险接续手续繁琐。')
      await section(stage.page, 'memos').click()
      await stage.page.getByText(jointTitle).click()
      await sheet(stage.page).getByText('手续繁琐').click()
      await stage.page.keyboard.press('End')
      await stage.page.keyboard.type('建议一次办结。')
      await sheet(page).getByText('建议一次办结。').waitFor()
      await caretIn(page).waitFor()
      await page.getByText(members.link.synced).waitFor()
      stage.check('两台电脑互见文字和光标，并显示已同步至主持端', true)
      await stage.picture(page)
      await stage.picture(stage.page, '18-joined-host')
    },
  },
  {
    name: 'offline',
    title: '网络中断时继续书写，恢复后自动合并',
    async act(stage) {
      const { app: theirs, wire } = colleagueOf(stage)
      wire.cut()
      await linkIs(theirs.page, 'offline')
      await sheet(theirs.page).locator('p').last().click()
      await theirs.page.keyboard.press('Control+End')
      await theirs.page.keyboard.type('以上为途中所写。')
      await theirs.page.getByText(members.link.offline(1)).waitFor()
      stage.check('显示离线、已存本机和待送出的文稿数', true)
      await stage.picture(theirs.page)
      wire.heal()
      await sheet(stage.page).getByText('以上为途中所写。').waitFor()
      await linkIs(theirs.page, 'connected')
      stage.check('恢复连接后合并一次', (await sheet(stage.page).innerText()).split('以上为途中所写。').length === 2)
    },
  },
  {
    name: 'meeting',
    title: '会场计时：全屏显示，按键推进，记录发言',
    async act({ app: here, page, picture, check }) {
      await section(page, 'dialogues').click()
      await page.locator('.records-link', { hasText: dialogueTitle }).click()
      await page.getByText('通报上次事项办理情况', { exact: false }).first().waitFor()
      const place = new URL(page.url()).hash
      const part = (name: string): Promise<unknown> => page.evaluate((hash) => (location.hash = hash), `${place}/${name}`)
      await part('plan')
      const { items, confirm, ready } = dialogues.plan
      for (const [field, text] of [
        ['approver', '许清禾'],
        ['mealRule', '不安排用餐'],
        ['costBearer', '智库秘书处'],
      ] as const) {
        await page.getByLabel(items[field], { exact: true }).fill(text)
        await page.keyboard.press('Enter')
      }
      await page.getByRole('button', { name: `${items.approvedOn}: ${app.setDay}` }).click()
      await page.getByLabel(confirm).click()
      await page.getByText(ready).waitFor()
      await part('attendees')
      const added = page.locator('tr[data-attendee]')
      await page.locator('.new-row input').first().fill('沈立群')
      await page.keyboard.press('Enter')
      await added.first().waitFor()
      const room = await here.windowFrom(() => button(page, meeting.open).click())
      await room.getByText(meeting.ahead).waitFor()
      await room.keyboard.press('PageDown')
      await room.locator('.meeting[data-phase=running]').waitFor()
      await room.keyboard.press('PageDown')
      await room.keyboard.press('1')
      await room.locator('[data-speaks]', { hasText: '沈立群' }).waitFor()
      check('会场大屏显示第 2 项和正在发言的人', await room.getByText(meeting.place(2, 4), { exact: false }).isVisible())
      await picture(room)
      await button(room, meeting.end).click()
      await button(room, meeting.endSure).click()
      await room.getByText(meeting.over).waitFor()
      await room.close()
    },
  },
  {
    name: 'minutes',
    title: '记录纪要，登记任务，代录主持人审定，转入督办',
    async act({ page, picture, check }) {
      await page.evaluate(() => (location.hash = location.hash.replace(/attendees$/, 'minutes')))
      await button(page, minutes.start).click()
      await page.getByRole('textbox', { name: minutes.note(2) }).click()
      await page.keyboard.type('沈立群介绍旺季缺工和跨企业调剂的做法。')
      const capture = page.locator('.capture').nth(1)
      await capture.getByLabel(minutes.fields.kind).selectOption('task')
      await capture.getByLabel(minutes.fields.text).fill('起草共享用工协议文本')
      await capture.getByLabel(minutes.fields.owner).fill('市人力资源社会保障局')
      await page.keyboard.press('Enter')
      await page.locator('.issue-written').waitFor()
      await saved(page)
      await button(page, minutes.record).click()
      const asked = page.getByRole('dialog')
      await asked.getByLabel(minutes.how).fill('周明哲在纸质稿上签字')
      await button(asked, minutes.recordAct).click()
      await page.locator('.issue-followed').first().waitFor()
      check('审定后任务已列入督办', true)
      await picture(page)
    },
  },
  {
    name: 'line',
    title: '来龙去脉：从议题到答复，一条线看到底',
    async act({ page, picture, check }) {
      await section(page, 'recommendations').click()
      await button(page, recommendations.filters.closed, false).click()
      await page.locator('.records-link').first().click()
      const line = page.locator('.line')
      await line.getByText(recommendations.line.closed, { exact: true }).waitFor()
      const stops = await line.locator('[data-stop]').count()
      check('议题、对话会、议程项、建议稿、建议、简报都在线上', stops === 6)
      check('没有待办的站点', (await line.locator('.ahead').count()) === 0)
      await picture(page)
    },
  },
  {
    name: 'ledger',
    title: '办理台账：筛选后的列表导出为 PDF',
    async act({ page, out, check, app: { electron }, picture }) {
      await section(page, 'recommendations').click()
      await page.locator('.records-link').first().waitFor()
      const path = join(out, 'ledger.pdf')
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, path)
      await button(page, recommendations.ledger.act).click()
      await page.getByRole('menuitem', { name: recommendations.ledger.formats.pdf }).click()
      await page.getByText(recommendations.ledger.saved(path)).waitFor()
      const { pages } = await readPdf(new Uint8Array(await readFile(path)))
      check(`台账横排，共 ${pages.length} 页`, pages.length > 0 && pages.every(({ width, height }) => width > height))
      await picture(page)
    },
  },
]

const jointTitle = '关于简化共享用工社会保险接续的建议'
function colleagueOf({ colleague }: Stage): NonNullable<Stage['colleague']> {
  if (colleague === null) throw new Error('Nobody has joined yet')
  return colleague
}
const cell = (page: Page, at: number, column: string): Locator =>
  page.locator('tr[data-item]').nth(at).locator(`td[data-column=${column}], td.agenda-${column}`)
const caretIn = (page: Page): Locator => page.locator('.caret').first()

/** Enough to fill a page with nothing but text. */
const survey = [
  '走访采取座谈、问卷和入户三种方式，覆盖家电、食品、纺织、橡胶、海洋装备五个行业，其中规模以上企业十五家、小微企业十一家。问卷共发放二百六十份，收回有效答卷二百三十八份，受访者包括企业负责人、人力资源主管和一线技能工人。',
  '从用工总量看，二十六家企业在册职工一万一千余人，其中技能工人六千二百人，占比过半。旺季时十九家企业需临时增加技能工人，少的三十人，多的近三百人；淡季时又有十四家企业的技能工人开工不足，每周平均少排两个班次，工人收入随之下降，部分工人因此离开本市。',
  '从补充渠道看，企业临时用工主要靠劳务中介和老乡介绍，平均每人次支付中介费用四百余元，到岗时间五至十天。临时工多数没有经过岗前培训，头两周产品合格率低于正式职工六个百分点。七家企业自发结对，在淡旺季之间互借工人，但在工资发放、工伤责任和社会保险接续上缺少依据，只能口头约定，规模始终做不大。',
  '从工人意愿看，受访的一百二十名技能工人中，九十一人愿意在保留原劳动关系的前提下到其他企业短期工作，最关心的依次是工伤由谁负责、工资能否按时发放、往返交通是否便利。对由政府部门或商会出面搭建平台、统一协议文本，受访企业和工人普遍表示欢迎，认为这样既省去中介费用，也能减少纠纷。',
  '从外地做法看，共享用工已有较为成熟的经验：由公共就业服务机构发布余缺信息，企业之间签订三方协议，原单位继续发放工资并缴纳社会保险，用工单位承担培训和劳动保护责任，争议由属地仲裁机构优先受理。这些做法对本市具有参考意义。',
]

/** The number CSS draws before a heading, as the sheet shows it. */
const numberOf = (heading: Locator): Promise<string> =>
  heading.evaluate((node) => {
    const drawn = getComputedStyle(node, '::before').content
    return drawn.includes('counter') ? '一、' : drawn.replaceAll('"', '')
  })

async function table(page: Page): Promise<void> {
  await page.locator('[data-tool=table]').click()
  for (const text of ['行业', '旺季缺口（人）', '淡季富余（人）', '家电', '860', '540', '食品', '610', '420']) {
    await page.keyboard.type(text)
    if (text !== '420') await page.keyboard.press('Tab')
  }
}

async function secondWindow(stage: Stage): Promise<Page> {
  stage.second ??= await stage.app.windowFrom(async () => {
    await button(stage.page, app.person.menu).click()
    await stage.page.getByRole('menuitem', { name: app.person.newWindow }).click()
  })
  const here = new URL(stage.page.url()).hash
  await stage.second.evaluate((hash) => void (location.hash = hash), here)
  await stage.second.locator('main').waitFor()
  return stage.second
}
