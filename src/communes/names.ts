import type { Commune } from './commune.ts'
import { joined, loose, plainName, withoutArticle } from './spelling.ts'

/** One name of a commune, of today or of before, in each way it is compared. */
export type Name = { commune: Commune; formerly?: string; plain: string; joined: string; loose: string }

/** Every name, those of today before the former ones, the most populated commune first; and the ways to them. */
export type Names = {
  all: Name[]
  /** From the surest way to compare to the most tolerant. */
  spellings: { spell: (plain: string) => string; names: Map<string, Name[]> }[]
  byCode: Map<string, Name>
  byPostalCode: Map<string, Name[]>
}

export type FormerCommune = { name: string; communeCode: string }

export function indexNames(communes: Commune[], formerCommunes: FormerCommune[]): Names {
  const byCode = new Map(communes.map((commune) => [commune.code, nameOf(commune, commune.name)]))
  const before = formerCommunes.flatMap(({ name, communeCode }) => {
    const commune = byCode.get(communeCode)?.commune
    return commune ? [{ ...nameOf(commune, name), formerly: name }] : []
  })
  const today = mostPopulatedFirst([...byCode.values()])
  const all = [...today, ...mostPopulatedFirst(before)]

  return {
    all,
    spellings: [
      { spell: (plain) => plain, names: group(all, ({ plain }) => [plain]) },
      { spell: joined, names: group(all, (name) => waysToJoin(name, byCode)) },
      { spell: loose, names: group(all, ({ loose }) => [loose]) },
    ],
    byCode,
    byPostalCode: group(today, ({ commune }) => commune.postalCodes.split(' ')),
  }
}

function nameOf(commune: Commune, name: string): Name {
  const plain = plainName(name)
  return { commune, plain, joined: joined(plain), loose: loose(plain) }
}

const mostPopulatedFirst = (names: Name[]) =>
  names.toSorted((a, b) => (b.commune.population ?? 0) - (a.commune.population ?? 0))

/** With and without its article; a former name also with its new commune: « Cherbourg-Octeville (Cherbourg-en-Cotentin) ». */
function waysToJoin({ commune, formerly, plain, joined: own }: Name, byCode: Map<string, Name>) {
  const bare = joined(withoutArticle(plain))
  const today = byCode.get(commune.code)?.joined
  return [...new Set(formerly ? [own, bare, `${own}${today}`, `${today}${own}`] : [own, bare])]
}

function group(all: Name[], keysOf: (name: Name) => string[]) {
  const groups = new Map<string, Name[]>()
  for (const name of all) {
    for (const key of keysOf(name)) {
      const known = groups.get(key)
      if (known) known.push(name)
      else if (key) groups.set(key, [name])
    }
  }
  return groups
}
