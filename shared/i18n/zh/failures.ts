import { plainName } from '../../documents/reply.ts'
import { dialogues } from './dialogues.ts'
import { assertNever, everyDocument, type Failure } from '../../errors.ts'

/** Each sentence says what happened, what is safe, and what to do next. */
export const failures = (failure: Failure): string => {
  switch (failure.kind) {
    case 'forbidden':
      return '您没有办理此事的权限。内容未改动；如需办理，请联系秘书处。'
    case 'notFound':
      return '未找到该内容，可能已被删除。请返回列表刷新后再试。'
    case 'frozen':
      return '该内容已冻结，不能修改。如需修改，请先由秘书处重新开放。'
    case 'invalid':
      return `“${failure.field}”填写有误。已填内容未丢失，请改正后再提交。`
    case 'unsettled':
      return `“${failure.titles.join('”“')}”的纪要尚未审定或议程尚未确认，不能印发。内容未变，请先审定或确认，再印发。`
    case 'openSuggestions':
      return `《${failure.title}》还有 ${failure.count} 处修订未处理，阶段未改动，修订都在。请在文稿的“修订”栏中逐条或全部接受、拒绝后再办。`
    case 'picturesMissing':
      return `《${failure.title}》有 ${failure.count} 幅图的图片尚未到达，未予冻结，内容未改动。请等放入图片的同事连上后再办，或在文稿中更换、删除这些图。`
    case 'pictureUnreadable':
      return `“${failure.fileName}”不是可用的图片，未放入，文稿未改动。请另存为 PNG 或 JPEG 后再试；SVG 请先导出为 PNG。`
    case 'pictureTooLarge':
      return `“${failure.fileName}”过大（限 20 MB、3200 万像素），未放入，文稿未改动。请用看图软件缩小后再试。`
    case 'picturesFull':
      return '本稿的图片合计已达 6 MB，未再放入，文稿未改动。请裁剪、缩小或删去用不到的图后再试。'
    case 'replyFileKind':
      return `“${failure.fileName}”未添加：附件限文档、表格和图片（PDF、OFD、Word、WPS、Excel、JPEG、PNG 等），文件名不超过 120 字。记录未改动；请另存为其中一种后再添加。`
    case 'replyFileName':
      return `“${plainName(failure.fileName)}”未添加：文件名中有看不见的控制字符（□ 处），显示的名称可能与实际不同。记录未改动；请核对来源，改名后再添加。`
    case 'replyFileEmpty':
      return `“${failure.fileName}”未添加：文件是空的。记录未改动；请核对原件后再添加。`
    case 'replyFileTooLarge':
      return `“${failure.fileName}”未添加：单个附件限 4 MB。记录未改动；请压缩或拆分后再添加。`
    case 'replyFileGone':
      return `“${failure.fileName}”没有完整送达，未添加。已有附件未改动；请再添加一次。`
    case 'replyFilesFull':
      return `“${failure.fileName}”未添加：本条答复的附件合计限 6 MB。已有附件未改动；请压缩，或移除用不到的附件后再添加。`
    case 'emptyBriefing':
      return '简报中没有建议稿。请至少选择一篇再印发。'
    case 'textChanged':
      return '会签文本已有变动，您的意见未提交，原有记录未改动。请重新打开本文，看过现在的文本后再会签。'
    case 'planIncomplete':
      return `状态未改动：发出通知前还须填写${failure.missing.map((item) => dialogues.plan.items[item]).join('、')}。请在“筹备”中补齐后再试。`
    case 'unfit':
      return `“${failure.name}”资格审核为不予邀请，邀请未登记。名单未改动；如审核有误，请先更正审核结果。`
    case 'attendeeTwice':
      return `“${failure.name}”已在参会名单中，未重复添加。名单未改动；如是同名的另一人，请补充单位后再添加。`
    case 'protectedNames':
      return `未发出：文中仍有须匿名的名称（${failure.names.join('、')}）。没有导出或印发，内容未改动；请先在文中改用代号，或取消匿名。`
    case 'listGone':
      return '名单没有完整送达主持端，未导入。名单未改动；请再导入一次。'
    case 'listTooLarge':
      return `“${failure.fileName}”过大（限 20 MB、20000 行），未导入。名单未改动；请拆分后分次导入。`
    case 'listUnreadable':
      return `无法读取“${failure.fileName}”，未导入。名单未改动；请用表格软件另存为 xlsx 或 csv 后再试。`
    case 'importTooLarge':
      return `“${failure.fileName}”过大（限 20 MB，文字 24 MB），未导入。文稿未改动；请拆分后分次导入。`
    case 'importUnreadable':
      return `无法读取“${failure.fileName}”，未导入。文稿未改动；请在 Word 或 WPS 中打开后另存为 docx，再试一次。`
    case 'schemaUnknown':
      return `本文含有此版本不能识别的内容（${failure.name}）。为免丢失，只供查看，未作任何改动；请升级后再编辑。`
    case 'schemaNewer':
      return `本文由较新版本写成（格式 ${failure.found}，本机支持到 ${failure.known}）。为免丢失，只供查看，未作任何改动；请升级后再编辑。`
    case 'diskFull':
      return `未保存：磁盘已满（${failure.path}）。已保存的内容完好，未保存的仍在窗口中；请腾出空间：正文会自动再存，导出请再按一次。`
    case 'notWritable':
      return `无法写入“${failure.path}”：没有写权限。原有内容未改动；请检查文件夹权限，或换一个位置。`
    case 'storeLocked':
      return `工作区“${failure.path}”正被另一个程序使用。内容完好；请关闭另一个窗口或程序后重试。`
    case 'databaseUnreachable':
      return `服务器的数据库（${failure.path}）暂时无法访问，刚才的改动未确认保存。已保存的内容完好，未保存的仍在窗口中；恢复后将自动重试。`
    case 'storeDamaged':
      if (failure.document === everyDocument)
        return `工作区“${failure.path}”的文件有损坏，此次未能读写。已损坏部分的原样副本保留在同一文件夹；请稍后重试，若仍不行请从备份恢复。`
      return `工作区“${failure.path}”中的文档 ${failure.document} 已损坏，未予打开，以免覆盖。其他文档不受影响；请从备份恢复。`
    case 'fileUnreadable':
      return `文件“${failure.path}”无法读取，已原样另存为“${failure.keptAs}”，并从上一份完好的副本继续。建议稿和议程不受影响。`
    case 'hubDown':
      return '保存服务暂时中断，正在重新启动。您写的内容仍在窗口中，恢复后自动保存。'
    case 'fontsBroken':
      return '排版字体的文件损坏，未能生成 PDF。文稿未受影响，仍可导出 Word；请重新安装应用后再试。'
    case 'folderGone':
      return `未写入：文件夹“${failure.path}”已不存在，可能已被移走或断开。文稿未受影响；请重新导出，另选一个位置。`
    case 'printFailed':
      return '未能生成 PDF。文稿未受影响；请重试，若仍不行请重新启动应用。'
    case 'wordFailed':
      return '未能生成 Word 文件。文稿和原有文件未受影响；请重试，若仍不行，可先导出 PDF，并重新启动应用。'
    case 'bookFailed':
      return '未能生成 Excel 文件。内容和原有文件未受影响；请重试，若仍不行，可减少条数、分几次导出，并重新启动应用。'
    case 'printStuck':
      return '排版迟迟没有完成，已中止，未生成文件。文稿和原有文件未受影响；请重试，若仍不行，可导出 Word，或减少篇幅、分几次导出。'
    case 'noPrinter':
      return '这台电脑没有可用的打印机，未打印。文稿未受影响；请连接打印机后再试，或保存 PDF，到有打印机的电脑上打印。'
    case 'printerFailed':
      return '打印机没有接收这份文件，未打印。文稿未受影响；请检查打印机后再试，或保存 PDF 后打印。'
    case 'pageNotDrawn':
      return `第 ${failure.page} 页未能绘出，未打印。文稿未受影响；请关闭用不到的窗口后再试，或保存 PDF 后打印。`
    case 'pageNotShown':
      return `第 ${failure.page} 页未能显示。文稿未受影响，导出不受影响；请重试，若仍不行，可保存 PDF 后查看。`
    case 'cancelled':
      return '已取消，未作改动。'
    case 'inviteUnreadable':
      return '这不是有效的邀请链接或邀请码，可能漏抄或抄错。尚未发送任何内容；请核对后重新输入。'
    case 'inviteNewer':
      return '该邀请由较新版本的应用发出，本机不能识别。尚未发送任何内容；请升级后再打开。'
    case 'inviteUnknown':
      return '主持端没有这份邀请。尚未加入；请核对邀请码，或请秘书处重新发出邀请。'
    case 'inviteUsed':
      return '该邀请已被使用，每份邀请只能用一次。如不是您本人使用，请立即告知秘书处；如需加入，请秘书处重新发出邀请。'
    case 'inviteExpired':
      return '该邀请已过有效期。尚未加入；请秘书处重新发出邀请。'
    case 'inviteRevoked':
      return '该邀请已被秘书处撤回。尚未加入；如有疑问，请联系秘书处。'
    case 'hostUnreachable':
      return `无法连接到“${failure.address}”。本机内容完好，可继续离线工作；请确认主持端已开机并处于同一网络。已加入的工作区会自动重连；正在加入的，请再按一次。`
    case 'wrongKey':
      return `“${failure.address}”出示的密钥与邀请不符，可能有人冒充主持端。已中断连接，未发送任何内容；请向秘书处当面核对密钥指纹。`
    case 'notAHost':
      return `“${failure.address}”的应答不是本应用的主持端。未发送任何文稿；请核对地址和端口。`
    case 'notMember':
      return '您已不是该工作区的成员，不能再同步。本机已有的内容仍在；如有疑问，请联系秘书处。'
    case 'tooManyTries':
      return '尝试过于频繁，主持端暂不受理。内容未受影响；请一分钟后再试。'
    case 'offline':
      return '现在离线，此事须由主持端办理，尚未提交。已写的内容都存在本机；恢复连接后请再办理。'
    case 'unanswered':
      return '连接在答复前中断，此事可能已办，也可能未办。已写的内容都存在本机；恢复连接后请先查看结果，再决定是否重办。'
    case 'hostRestored':
      return '主持端已从备份恢复，与本机副本的经过不一致，已停止同步，以免混淆。本机内容完好可读；请与秘书处核对后重新加入。'
    case 'noKeyring':
      return '本机系统没有密钥保管服务，加入凭据只能以文件形式存放在您的用户目录中（仅本人可读）。请勿与他人共用此系统账户。'
    case 'credentialLost':
      return '本机保存的加入凭据已无法读取，不能再同步。本机内容完好可读；请向秘书处索取新的邀请，重新加入。'
    case 'portTaken':
      return `端口 ${failure.port} 已被其他程序占用，未能开启主持。工作区照常可用；请换一个端口后重试。`
    case 'notHosting':
      return '尚未开启主持协作，他人无法连接，因此未发出邀请。请先开启主持协作，再邀请成员。'
    case 'lastSecretary':
      return '工作区至少须有一名秘书处成员，此项未改动。请先指定另一名秘书处成员。'
    case 'keyUnreadable':
      return `主持用的密钥或证书“${failure.path}”无法读取，未能开启主持。工作区照常可用；请恢复该文件，或移走后重新发出全部邀请。`
    case 'backupDamaged':
      return `备份“${failure.path}”已损坏（${failure.part}），未作恢复，现有内容未改动。请改用另一份备份。`
    case 'placeGone':
      return `备份的第二位置“${failure.path}”现在无法访问，可能已拔出或断开。本机的备份照常进行；接通后会自动补上。`
    case 'copyDiffers':
      return `写到“${failure.path}”的备份读回后与原件不同，已删去这份。本机的备份完好，稍后会自动重试；若仍出现，请换一块磁盘。`
    case 'bundleDamaged':
      return `“${failure.path}”不是完好的数据包，未作导入，现有内容未改动。请让对方重新导出，或换一份拷贝。`
    case 'bundleNewer':
      return `数据包“${failure.path}”由较新版本导出，本机不能识别，未作导入，现有内容未改动。请升级后再导入。`
    case 'bundleForeign':
      return `数据包“${failure.path}”来自另一个工作区“${failure.workspace}”，不能并入本工作区。现有内容未改动；请核对文件，或切换到该工作区后导入。`
    case 'folderNotEmpty':
      return `文件夹“${failure.path}”中已有内容，为免覆盖，未作改动。请另选一个空文件夹。`
    default:
      return assertNever(failure)
  }
}
