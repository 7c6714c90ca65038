import { describe, expect, it, test, vi } from 'vitest'
import { externalLinks, outsideLink } from '../../../electron/externalLinks.ts'

describe('SE3 what may be offered to the outside', () => {
  test.each([
    ['https://www.gov.cn/zhengce', 'https://www.gov.cn/zhengce', 'www.gov.cn'],
    ['HTTPS://WWW.GOV.CN', 'https://www.gov.cn/', 'www.gov.cn'],
    ['https://example.com:8443/a?b=c#d', 'https://example.com:8443/a?b=c#d', 'example.com:8443'],
    ['https://例子.example/政策', 'https://xn--fsqu00a.example/%E6%94%BF%E7%AD%96', '例子.example (xn--fsqu00a.example)'],
    ['  https://example.com/\n', 'https://example.com/', 'example.com'],
    ['mailto:office@example.com', 'mailto:office@example.com', 'office@example.com'],
    [
      'mailto:office@example.com?subject=建议&attach=/etc/passwd&body=x',
      'mailto:office@example.com?subject=%E5%BB%BA%E8%AE%AE',
      'office@example.com',
    ],
    ['mailto:a@example.com?subject=x%0D%0ABcc:b@example.com', 'mailto:a@example.com?subject=x%20Bcc%3Ab%40example.com', 'a@example.com'],
  ])('SE3 %j is written anew', (text, url, where) => {
    expect(outsideLink(text)).toEqual({ url, where })
  })

  test.each([
    'http://example.com/',
    'https://',
    'https://user@example.com/',
    'https://bank.example:secret@evil.example/',
    'ftp://example.com',
    'file:///etc/passwd',
    'file://server/share/x.exe',
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'ms-msdt:/id PCWDiagnostic',
    'search-ms:query=x&crumb=location:\\\\evil',
    'ms-officecmd:{}',
    'smb://server/share',
    'ssh://host',
    'tel:110',
    'yice://join/x',
    'app://yice/index.html',
    'about:blank',
    'mailto:',
    'mailto:a@example.com,b@example.com',
    'mailto:?to=a@example.com',
    'mailto:a b@example.com',
    'mailto:%22a%22@example.com',
    'mailto://example.com/a@example.com',
    '\\\\server\\share',
    'C:\\Windows\\System32\\calc.exe',
    'calc.exe',
    '',
    `https://example.com/${'x'.repeat(2048)}`,
  ])('SE3 %j is not', (text) => {
    expect(outsideLink(text)).toBeNull()
  })
})

describe('SE3 asking first', () => {
  it('SE3 opens what was agreed to, as it was shown', async () => {
    const open = vi.fn(() => Promise.resolve())
    await externalLinks({ confirm: () => Promise.resolve(true), open })('https://example.com')
    expect(open.mock.calls).toEqual([['https://example.com/']])
  })

  it('SE3 opens nothing after a no, and asks nothing about what is not allowed', async () => {
    const open = vi.fn(() => Promise.resolve())
    const confirm = vi.fn(() => Promise.resolve(false))
    const offer = externalLinks({ confirm, open })
    await offer('https://example.com')
    await offer('file:///etc/passwd')
    expect(confirm).toHaveBeenCalledTimes(1)
    expect(open).not.toHaveBeenCalled()
  })

  it('SE3 asks one question at a time', async () => {
    const answers: ((yes: boolean) => void)[] = []
    const confirm = vi.fn(() => new Promise<boolean>((resolve) => answers.push(resolve)))
    const offer = externalLinks({ confirm, open: () => Promise.resolve() })
    const first = offer('https://example.com/1')
    await Promise.all([offer('https://example.com/2'), offer('https://example.com/3')])
    expect(confirm).toHaveBeenCalledTimes(1)
    answers[0]?.(false)
    await first
    const next = offer('https://example.com/4')
    expect(confirm).toHaveBeenCalledTimes(2)
    answers[1]?.(false)
    await next
  })
})
