import { expect, it } from 'vitest'
import { portIn } from '../../../renderer/members/HostingStart.tsx'
import { isLoopback } from '../../../shared/invite.ts'

it('a port is a whole number from 1 to 65535, also as a Chinese input method writes it', () => {
  expect(['4410', ' 4410 ', '４４１０', '1', '65535'].map(portIn)).toEqual([4410, 4410, 4410, 1, 65535])
  for (const typed of ['', '0', '65536', '99999', '44.1', '-1', '4410a', '四四一零']) expect(portIn(typed), typed).toBeNull()
})

it('an invite that leads to its own machine only is told from one that others can use', () => {
  for (const own of ['127.0.0.1:4410', '127.1.2.3:1', 'localhost:4410', '[::1]:4410']) expect(isLoopback(own), own).toBe(true)
  for (const other of ['192.168.1.20:4410', '[fd00::1]:4410', 'localhost.example:4410', '12.7.0.1:1', 'hub.example.org:4410'])
    expect(isLoopback(other), other).toBe(false)
})
