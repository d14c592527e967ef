import { readdir, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '../clock.ts'
import { senders } from '../web/limits.ts'
import type { Fault } from './faults.ts'
import { megabyte } from './questions.ts'

const gigabyte = 1024 * megabyte

/** Says, file by file and then while it arrives, what keeps it from being kept, if anything does. */
export type Quota = {
  admit(address: string): Promise<Fault | undefined>
  spend(address: string, bytes: number): Fault | undefined
}

type Rules = {
  clock: Clock
  /** where files are kept: documents, images */
  folders: string[]
  /** what the files weigh that came with forms not sent yet */
  weighUnsent?: () => number
  /** what one address (an IPv6 network counts as one) may send in a day; its wider network five times as much */
  perDay?: { files: number; bytes: number }
  disk?: { free: number; share: number; enough: number; total: number; unsent: number }
}

// A tenth of a large disk is more than the site will ever fill: `enough` is then enough.
const diskRules = {
  free: 500 * megabyte,
  share: 0.1,
  enough: 5 * gigabyte,
  total: 5 * gigabyte,
  unsent: 2.5 * gigabyte,
}

/**
 * Counts what each address and each network sends, in memory, and watches the disk. One for the whole site.
 * Forms not sent yet have a part of the room: `ofSent` is for who completes what they have sent, and has all of it.
 */
export function openQuota({
  clock,
  folders,
  weighUnsent = () => 0,
  perDay = { files: 100, bytes: 200 * megabyte },
  disk = diskRules,
}: Rules): Quota & { ofSent: Quota } {
  let day = ''
  const accounts = senders.map((sender) => ({ ...sender, spent: new Map<string, { files: number; bytes: number }>() }))
  let kept = { at: Temporal.Instant.fromEpochMilliseconds(0), bytes: 0, unsent: 0 }

  const quotaFor = (sent: boolean): Quota => ({
    /** Counts one more file from this address. */
    async admit(address) {
      const full = count(address, { files: 1, bytes: 0 })
      if (full) return full
      await measure()
      if ((await isDiskFull()) || isOver(sent)) return 'fullDisk'
    },

    /** Counts bytes of a file while it arrives. */
    spend(address, bytes) {
      const full = count(address, { files: 0, bytes })
      kept.bytes += bytes
      if (!sent) kept.unsent += bytes
      return full ?? (isOver(sent) ? 'fullDisk' : undefined)
    },
  })

  /** What an address is refused is not counted for its network. */
  function count(address: string, more: { files: number; bytes: number }): Fault | undefined {
    const today = clock.now().toString().slice(0, 10)
    if (today !== day) for (const { spent } of accounts) spent.clear()
    day = today

    for (const { keyOf, times, spent } of accounts) {
      const before = spent.get(keyOf(address)) ?? { files: 0, bytes: 0 }
      const account = { files: before.files + more.files, bytes: before.bytes + more.bytes }
      spent.set(keyOf(address), account)
      if (more.files > 0 && account.files > perDay.files * times) return 'manyFiles'
      if (more.bytes > 0 && account.bytes > perDay.bytes * times) return 'manyBytes'
    }
  }

  const isOver = (sent: boolean) => kept.bytes > disk.total || (!sent && kept.unsent > disk.unsent)

  async function isDiskFull() {
    const volume = await statfs(folders[0] ?? '.')
    const free = volume.bavail * volume.bsize
    return free < Math.max(disk.free, Math.min(disk.share * volume.blocks * volume.bsize, disk.enough))
  }

  /** At most once a minute: in between, what arrives is added. */
  async function measure() {
    const age = kept.at.until(clock.now()).total('minutes')
    if (age < 0 || age >= 1) kept = { at: clock.now(), bytes: await weigh(folders), unsent: weighUnsent() }
  }

  return { ...quotaFor(false), ofSent: quotaFor(true) }
}

async function weigh(folders: string[]) {
  let bytes = 0
  for (const folder of folders) {
    const files = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile())
    const sizes = await Promise.all(files.map((file) => stat(path.join(folder, file.name)).catch(() => ({ size: 0 }))))
    bytes += sizes.reduce((sum, { size }) => sum + size, 0)
  }
  return bytes
}
