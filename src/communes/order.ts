import type { FoundCommune } from './commune.ts'
import { joined, plainName } from './spelling.ts'
import { readTyped } from './typed.ts'

/** As people look for theirs: those of the very name typed, then by name and by département; those found by a former name after those of today. */
export function inOrder(typed: string, communes: FoundCommune[]): FoundCommune[] {
  const asked = new Set(readTyped(typed).readings.map(({ name }) => joined(name)))
  const isNamed = (name: string) => asked.has(joined(plainName(name)))
  const rank = ({ name, formerly }: FoundCommune) =>
    (isNamed(formerly ?? name) ? 0 : 2) + (formerly === undefined ? 0 : 1)

  return communes.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      a.name.localeCompare(b.name, 'fr') ||
      a.department.localeCompare(b.department) ||
      a.postalCode.localeCompare(b.postalCode),
  )
}
