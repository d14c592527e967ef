import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Vitest's globalSetup: whatever the tests put in the temporary folder goes when they end. Workers inherit the variable. */
export function setup() {
  const before = process.env.TMPDIR
  const folder = mkdtempSync(path.join(tmpdir(), 'aser-tests-'))
  process.env.TMPDIR = folder

  return () => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
