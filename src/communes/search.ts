import { type FoundCommune, firstPostalCode } from './commune.ts'
import type { Name, Names } from './names.ts'
import { joined, loose, oneLetterAway } from './spelling.ts'
import { type Asked, readTyped } from './typed.ts'

/** What a text designates: `sure` when its words are those of the communes found, `near` when they only resemble it. */
type Answer = { trust: 'sure' | 'possible' | 'near'; communes: FoundCommune[] }

/** Looks in every name for what was typed, in whatever spelling; never fails. */
export function lookUp(names: Names, typed: string, limit: number): Answer {
  const { code, readings } = readTyped(typed)
  const coded = code && names.byCode.get(code)
  if (coded) return { trust: 'sure', communes: found([coded], '', 1) }

  for (const look of [sameName, partOfName]) {
    for (const asked of readings) {
      const { sure, matches } = look(names, asked)
      if (matches.length > 0) {
        return { trust: sure ? 'sure' : 'possible', communes: found(matches, asked.digits, limit) }
      }
    }
  }
  const near = readings.flatMap((asked) => nearNames(names, asked))
  return { trust: 'near', communes: found(near, readings[0]?.digits ?? '', limit) }
}

type Look = { sure: boolean; matches: Name[] }

function sameName(names: Names, asked: Asked): Look {
  const here = within(names, asked)
  if (!asked.name) return { sure: true, matches: ofPostalCode(names, asked) }

  for (const exact of namesakes(names, asked.name)) {
    const matches = exact.filter(here)
    if (matches.length > 0) return { sure: true, matches: [...matches, ...betterKnown(names, asked, matches)] }
  }
  return { sure: false, matches: [] }
}

/** « Sotteville », 400 inhabitants, is what many call Sotteville-lès-Rouen: unless a postal code tells, both are meant. */
function betterKnown(names: Names, asked: Asked, matches: Name[]) {
  if (asked.digits.length === 5) return []
  const here = within(names, asked)
  const start = `${asked.name} `
  const known = Math.max(...matches.map(({ commune }) => commune.population ?? 0))
  return names.all.filter(
    (name) => name.plain.startsWith(start) && !name.formerly && (name.commune.population ?? 0) > known && here(name),
  )
}

function partOfName(names: Names, asked: Asked): Look {
  const here = within(names, asked)
  if (!asked.name) {
    return {
      sure: false,
      matches: asked.digits.length > 2 ? names.all.filter((name) => !name.formerly && here(name)) : [],
    }
  }

  const [wholeWords, afterOthers, start] = [`${asked.name} `, ` ${asked.name}`, joined(asked.name)]
  const firstWords: Name[] = []
  const beginning: Name[] = []
  const inside: Name[] = []
  for (const name of names.all) {
    if (name.plain.startsWith(wholeWords)) firstWords.push(name)
    else if (name.joined.startsWith(start) || name.loose.startsWith(start)) beginning.push(name)
    else if (name.plain.includes(afterOthers)) inside.push(name)
  }
  const less = [...beginning, ...inside].filter(here)
  return { sure: less.length === 0, matches: [...firstWords.filter(here), ...less] }
}

/** The right name in another place, a name one letter away, a name among other words, and what the postal code holds. */
function nearNames(names: Names, asked: Asked): Name[] {
  const here = within(names, asked)
  const [whole, bare, words] = [joined(asked.name), loose(asked.name), ` ${asked.name} `]
  const misspelt = names.all.filter(
    (name) => name.plain.length >= 5 && (oneLetterAway(name.joined, whole) || oneLetterAway(name.loose, bare)),
  )
  const mentioned = names.all
    .filter(({ plain }) => plain.length >= 4 && words.includes(plain) && words.includes(` ${plain} `))
    .sort((a, b) => b.plain.length - a.plain.length)
  return [
    ...namesakes(names, asked.name).flat(),
    ...(misspelt.some(here) ? misspelt.filter(here) : misspelt),
    ...mentioned,
    ...ofPostalCode(names, asked),
  ]
}

const namesakes = (names: Names, name: string) =>
  names.spellings.map((spelling) => spelling.names.get(spelling.spell(name)) ?? [])

const ofPostalCode = (names: Names, { digits }: Asked) => names.byPostalCode.get(digits) ?? []

/** Whether a commune is where the text says. A postal code of no commune (CEDEX) still tells the département. */
function within(names: Names, { digits, department }: Asked) {
  const area = digits.length === 5 && !names.byPostalCode.has(digits) ? digits.slice(0, 2) : digits
  return ({ commune }: Name) =>
    (!department || commune.department === department) &&
    (area.length === 2 ? commune.department === area : ` ${commune.postalCodes}`.includes(` ${area}`))
}

function found(names: Name[], digits: string, limit: number): FoundCommune[] {
  const communes = new Map<string, FoundCommune>()
  for (const { commune, formerly } of names) {
    if (communes.size === limit) break
    if (communes.has(commune.code)) continue
    const postalCode = commune.postalCodes.split(' ').includes(digits) ? digits : firstPostalCode(commune)
    communes.set(commune.code, { ...commune, postalCode, ...(formerly ? { formerly } : {}) })
  }
  return [...communes.values()]
}
