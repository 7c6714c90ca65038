import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  address,
  addressIn,
  credential,
  fingerprint,
  invite,
  inviteCode,
  inviteLink,
  linkIn,
  parseInviteCode,
  parseInviteLink,
  secret,
} from '../../shared/invite.ts'

const made = fc
  .record({
    addresses: fc.array(fc.constantFrom('192.168.1.5:4410', '[fe80::1]:9', 'zhiku.example.cn:65535', 'localhost:1'), {
      minLength: 1,
      maxLength: 8,
    }),
    pin: fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'))),
    workspace: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((name) => name.trim() === name),
    secret: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
  })
  .map((parts) => invite.parse({ version: 1, ...parts }))
const one = invite.parse({
  version: 1,
  addresses: ['192.168.1.5:4410'],
  pin: createHash('sha256').update('key').digest('hex'),
  workspace: '青岛智库',
  secret: randomBytes(16).toString('base64url'),
})
const asLink = (value: unknown): string => `yice://join/${Buffer.from(JSON.stringify(value)).toString('base64url')}`
const unreadable = { ok: false, failure: { kind: 'inviteUnreadable' } }

describe('IV1 an invite arrives as it was made', () => {
  it('IV1 as a link', () => {
    fc.assert(
      fc.property(made, (parts) => {
        expect(parseInviteLink(inviteLink(parts))).toEqual({ ok: true, value: parts })
      }),
    )
    expect(inviteLink(one)).toBe(asLink(one))
  })

  it('IV1 as a code, in small letters, without dashes, with O for 0 and l for 1', () => {
    fc.assert(
      fc.property(made, (parts) => {
        const code = inviteCode(parts)
        const pinStart = parts.pin === null ? null : parts.pin.slice(0, 20)
        const sloppy = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
        for (const text of [code, sloppy]) expect(parseInviteCode(text)).toEqual({ ok: true, value: { secret: parts.secret, pinStart } })
        expect(code).toMatch(/^([0-9A-Z]{4}-){10}[0-9A-Z]{4}$/)
      }),
    )
  })

  it('IV1 the fingerprint is sixteen letters, and the same as in the code', () => {
    expect(fingerprint(one.pin ?? '')).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
    expect(fingerprint(`${'0'.repeat(19)}1${'f'.repeat(44)}`)).toBe('0000-0000-0000-0001')
  })
})

describe('IV8 what people pass on is found again', () => {
  const link = inviteLink(one)
  const broken = link.replace(/(.{60})/g, '$1\n')
  it.each([
    ['in a message', `宋老师：请点${link}，加入。`],
    ['broken into lines', broken],
    ['broken into lines, with words under it', `${broken}\n\n市民营经济智库`],
    ['quoted in an answer', broken.replaceAll('\n', '\r\n> ')],
    ['with English right behind the line', `${link}\nRegards`],
  ])('IV8 the link %s', (_, message) => expect(linkIn(message)).toBe(link))
  it('IV8 a message without one stays as it is', () => expect(linkIn(' 没有链接 ')).toBe('没有链接'))

  it('IV8 a code in full-width letters with long dashes', () => {
    const wide = inviteCode(one)
      .replaceAll('-', '—')
      .replaceAll(/[0-9A-Z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0))
    expect(parseInviteCode(`　${wide}　`)).toMatchObject({ ok: true, value: { secret: one.secret } })
  })

  it.each([
    ['192.168.1.20', '192.168.1.20:4410'],
    ['１９２。１６８．１．２０：５０００', '192.168.1.20:5000'],
    [' https://Hub.Example.org:4410/join ', 'hub.example.org:4410'],
    ['fe80::1', '[fe80::1]:4410'],
    ['[fe80::1]:9', '[fe80::1]:9'],
  ])('IV8 the address %s', (typed, address) => expect(addressIn(typed)).toBe(address))
  it.each(['', '青岛', 'a@b', '1.2.3.4:99999'])('IV8 %j is no address', (typed) => expect(addressIn(typed)).toBeNull())
})

describe('IV2 whatever else is refused, and nothing throws', () => {
  it.each([
    ['nothing', ''],
    ['another link', 'https://example.org/'],
    ['another scheme', inviteLink(one).replace('yice', 'yicex')],
    ['a link with a tail', `${inviteLink(one)}?x=1`],
    ['a link in padding', `${inviteLink(one)}==`],
    ['no JSON', `yice://join/${Buffer.from('{').toString('base64url')}`],
    ['bytes that are no text', `yice://join/${Buffer.from([0xff, 0xfe]).toString('base64url')}`],
    ['null', asLink(null)],
    ['a version before the first', asLink({ ...one, version: 0 })],
    ['more than an invite', asLink({ ...one, command: 'rm' })],
    ['no addresses', asLink({ ...one, addresses: [] })],
    ['a path in an address', asLink({ ...one, addresses: ['host:1/../x'] })],
    ['a user in an address', asLink({ ...one, addresses: ['me@host:1'] })],
    ['a short secret', asLink({ ...one, secret: 'abc' })],
    ['a short pin', asLink({ ...one, pin: 'abc' })],
    ['a name of spaces', asLink({ ...one, workspace: '  ' })],
    ['too long', `yice://join/${'A'.repeat(5000)}`],
  ])('IV2 %s', (_, link) => expect(parseInviteLink(link)).toEqual(unreadable))

  it('IV2 an invite of a later version asks to upgrade', () => {
    expect(parseInviteLink(asLink({ version: 2, a: 1 }))).toEqual({ ok: false, failure: { kind: 'inviteNewer' } })
  })

  it('IV2 a code with one letter wrong, or two exchanged, or of another length', () => {
    fc.assert(
      fc.property(made, fc.nat(43), fc.nat(30), (parts, at, by) => {
        const code = Array.from(inviteCode(parts).replaceAll('-', ''))
        const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
        const wrong = code.with(at, letters[(letters.indexOf(code[at] ?? '') + 1 + by) % 32] ?? '')
        expect(parseInviteCode(wrong.join(''))).toEqual(unreadable)
        const other = (at + 1 + by) % 44
        const exchanged = code.with(at, code[other] ?? '').with(other, code[at] ?? '')
        if (at < 42 && other < 42 && code[at] !== code[other]) expect(parseInviteCode(exchanged.join(''))).toEqual(unreadable)
      }),
    )
    for (const text of ['', '0', inviteCode(one).slice(1), `${inviteCode(one)}0`, '你好']) expect(parseInviteCode(text)).toEqual(unreadable)
  })

  it('IV2 random text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([parseInviteCode(text).ok, parseInviteLink(`yice://join/${text}`).ok]).toEqual([false, false])
      }),
    )
  })
})

describe('IV3 the parts', () => {
  it.each(['192.168.1.5:4410', '[::1]:1', 'a.b-c.cn:65535'])('IV3 %s is an address', (text) =>
    expect(address.safeParse(text).success).toBe(true),
  )
  it.each(['host', 'host:0', 'host:65536', 'host:01', ':1', '-a:1', 'a b:1', 'a:1\n', 'http://a:1', '::1:1', '[x]:1', 'A:1'])(
    'IV3 %j is none',
    (text) => expect(address.safeParse(text).success).toBe(false),
  )
  it('IV3 secrets have 128 bits and credentials 256, in one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.uint8Array({ minLength: 32, maxLength: 32 }), (short, long) => {
        expect(secret.safeParse(Buffer.from(short).toString('base64url')).success).toBe(true)
        expect(credential.safeParse(Buffer.from(long).toString('base64url')).success).toBe(true)
      }),
    )
    expect(secret.safeParse(`${'A'.repeat(21)}B`).success).toBe(false)
    expect(credential.safeParse(`${'A'.repeat(42)}B`).success).toBe(false)
  })
})
