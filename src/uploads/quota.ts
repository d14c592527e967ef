import { readdir, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { ipKeyGenerator } from 'express-rate-limit'
import type { Clock } from '../clock.ts'
import type { Fault } from './faults.ts'
import { megabyte } from './questions.ts'

const gigabyte = 1024 * megabyte

export type Quota = ReturnType<typeof openQuota>

type Rules = {
  clock: Clock
  /** where files are kept: documents, images */
  folders: string[]
  /** what one address (an IPv6 network counts as one) may send in a day */
  perDay?: { files: number; bytes: number }
  disk?: { free: number; share: number; enough: number; total: number }
}

// A tenth of a large disk is more than the site will ever fill: `enough` is then enough.
const diskRules = { free: 500 * megabyte, share: 0.1, enough: 5 * gigabyte, total: 5 * gigabyte }

/** Counts what each address sends, in memory, and watches the disk. One for the whole site. */
export function openQuota({ clock, folders, perDay = { files: 100, bytes: 200 * megabyte }, disk = diskRules }: Rules) {
  let day = ''
  const spent = new Map<string, { files: number; bytes: number }>()
  let kept = { at: Temporal.Instant.fromEpochMilliseconds(0), bytes: 0 }

  /** Counts one more file from this address; what keeps it from being kept, if anything does. */
  async function admit(address: string): Promise<Fault | undefined> {
    const account = accountOf(address)
    account.files++
    if (account.files > perDay.files) return 'manyFiles'
    if (await isDiskFull()) return 'fullDisk'
  }

  /** Counts bytes of a file while it arrives. */
  function spend(address: string, bytes: number): Fault | undefined {
    const account = accountOf(address)
    account.bytes += bytes
    kept.bytes += bytes
    if (account.bytes > perDay.bytes) return 'manyBytes'
    if (kept.bytes > disk.total) return 'fullDisk'
  }

  function accountOf(address: string) {
    const today = clock.now().toString().slice(0, 10)
    if (today !== day) spent.clear()
    day = today

    const key = ipKeyGenerator(address, 64)
    const account = spent.get(key) ?? { files: 0, bytes: 0 }
    spent.set(key, account)
    return account
  }

  async function isDiskFull() {
    const volume = await statfs(folders[0] ?? '.')
    const free = volume.bavail * volume.bsize
    const needed = Math.max(disk.free, Math.min(disk.share * volume.blocks * volume.bsize, disk.enough))
    return free < needed || (await keptBytes()) > disk.total
  }

  /** Measured at most once a minute: in between, what arrives is added. */
  async function keptBytes() {
    const age = kept.at.until(clock.now()).total('minutes')
    if (age < 0 || age >= 1) kept = { at: clock.now(), bytes: await weigh(folders) }
    return kept.bytes
  }

  return { admit, spend }
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
