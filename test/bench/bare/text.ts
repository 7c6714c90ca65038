const sentences = [
  '近年来，全市民营经济总体平稳，但中小企业融资难、融资贵的问题仍然突出，',
  '抽样调查显示，超过六成的受访企业反映贷款审批周期偏长，抵押物不足是主要原因，',
  '部分金融机构对轻资产企业的授信仍以不动产为主，知识产权质押办理环节多、费用高，',
  '建议由市财政局牵头设立风险补偿资金，明确分担比例和代偿时限，每半年公布一次执行情况，',
]
/** A page has five blocks and about 616 characters. */
const blocksEach = 5

/** The same text for whoever shows it: each page a heading and four paragraphs. */
export function linesOf(pages: number): { level: 1 | 2 | null; text: string }[] {
  return Array.from({ length: pages * blocksEach }, (_, nth) => {
    if (nth % blocksEach === 0)
      return { level: nth % (blocksEach * 4) === 0 ? (1 as const) : (2 as const), text: `第${String(nth)}节基本情况与主要问题` }
    const text = [0, 1, 2, 3].map((at) => sentences[(nth + at) % sentences.length] ?? '').join('')
    return { level: null, text: `${String(nth)}${text}`.slice(0, 150) }
  })
}
