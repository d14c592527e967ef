// Runs before every npm script, on whatever Node the machine has: puts the packages of the lock file in place when they are not.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const lock = path.join(root, 'package-lock.json')
const installed = path.join(root, 'node_modules', '.package-lock.json')

const missing = !existsSync(path.join(root, 'node_modules'))
const outdated = !missing && (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs)

if (missing || outdated) {
  console.log('Installation des dépendances (une minute environ)…')
  // `npm ci` empties node_modules first, and with it the Node that may be running this: only into nothing.
  const command = missing ? 'ci' : 'install'
  const npm = process.env.npm_execpath
  const args = [command, '--loglevel=error', '--no-progress']
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: true })
  if (result.status !== 0) process.exit(result.status ?? 1)
}
