import { describe, expect, it, test } from 'vitest'
import { OpenedInvite } from '../../../electron/deepLink.ts'

describe('SE9 links that the system opens the app with', () => {
  it('SE9 one is kept until it is asked for, once, and told if the app runs', () => {
    const invite = new OpenedInvite()
    invite.open(['/usr/bin/yice', '--flag', 'yice://join/abc-_1'])
    expect([invite.take(), invite.take()]).toEqual(['yice://join/abc-_1', null])
    const told: string[] = []
    invite.tell = (text) => void told.push(text)
    invite.open(['yice://join/x', 'yice://join/y'])
    expect(told).toEqual(['yice://join/x'])
  })

  test.each([
    'yice://join/',
    'yice://open/abc',
    'YICE://join/abc',
    'yice://join/abc?x=1',
    'yice://join/abc#x',
    'yice://join/../abc',
    'yice://join/abc\nyice://join/abc',
    ' yice://join/abc',
    'https://example.org/yice://join/abc',
    `yice://join/${'a'.repeat(4001)}`,
  ])('SE9 %j is none', (word) => {
    const invite = new OpenedInvite()
    invite.open([word])
    expect(invite.take()).toBeNull()
  })
})
