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
    case 'emptyBriefing':
      return '简报中没有建议稿。请至少选择一篇再印发。'
    case 'schemaUnknown':
      return `本文含有此版本不能识别的内容（${failure.name}）。为免丢失，只供查看，未作任何改动；请升级后再编辑。`
    case 'schemaNewer':
      return `本文由较新版本写成（格式 ${failure.found}，本机支持到 ${failure.known}）。为免丢失，只供查看，未作任何改动；请升级后再编辑。`
    case 'diskFull':
      return `未保存：磁盘已满（${failure.path}）。已保存的内容完好，未保存的仍在窗口中；请腾出空间，将自动重试。`
    case 'notWritable':
      return `无法写入“${failure.path}”：没有写权限。原有内容未改动；请检查文件夹权限，或换一个位置。`
    case 'storeLocked':
      return `工作区“${failure.path}”正被另一个程序使用。内容完好；请关闭另一个窗口或程序后重试。`
    case 'storeDamaged':
      if (failure.document === everyDocument)
        return `工作区“${failure.path}”的文件有损坏，此次未能读写。已损坏部分的原样副本保留在同一文件夹；请稍后重试，若仍不行请从备份恢复。`
      return `工作区“${failure.path}”中的文档 ${failure.document} 已损坏，未予打开，以免覆盖。其他文档不受影响；请从备份恢复。`
    case 'fileUnreadable':
      return `文件“${failure.path}”无法读取，已原样另存为“${failure.keptAs}”，并从上一份完好的副本继续。建议稿和议程不受影响。`
    case 'hubDown':
      return '保存服务暂时中断，正在重新启动。您写的内容仍在窗口中，恢复后自动保存。'
    case 'printFailed':
      return '未能生成 PDF。文稿未受影响；请重试，若仍不行请重新启动应用。'
    case 'cancelled':
      return '已取消，未作改动。'
    default:
      return assertNever(failure)
  }
}
