import { departments } from './departments.ts'
import { plainName } from './spelling.ts'

/** One way to understand what was typed: a name, and where. `digits` is a département's number, or the start of a postal code. */
export type Asked = { name: string; digits: string; department?: string }

const longest = 100
const regions = [
  ...departments.map(({ slug, label }) => ({ name: plainName(label), department: slug })),
  { name: 'normandie' },
  { name: 'france' },
]

/** The code in « [76486] », and each way to understand the rest, the most literal first. */
export function readTyped(typed: string): { code?: string | undefined; readings: Asked[] } {
  const text = typed.slice(0, longest)
  const code = /\[(\w{5})\]/.exec(text)?.[1]

  const plain = plainName(text.replace(/\[\w*\]/g, ' ')).replace(/\bcedex\b(?: \d{1,2}\b)?/, '')
  const postalCode = /(?:\bfr? )?(?<!\d)(\d\d) ?(\d{3})(?!\d)/.exec(plain)
  const digits = postalCode ? `${postalCode[1]}${postalCode[2]}` : (/(?<!\d)\d{2,4}(?!\d)/.exec(plain)?.[0] ?? '')
  const name = (postalCode ? plain.replace(postalCode[0], ' ') : plain).replace(/[\d ]+/g, ' ').trim()

  const readings: Asked[] = []
  for (let asked: Asked | undefined = { name, digits }; asked; asked = withoutRegion(asked)) readings.push(asked)
  return { code, readings }
}

/** « lisieux calvados » is « lisieux », in the Calvados; but « amayé-sur-orne » is a name first. */
function withoutRegion({ name, ...place }: Asked): Asked | undefined {
  const region = regions.find((one) => name.endsWith(` ${one.name}`))
  if (!region) return undefined
  return { ...place, ...region, name: name.slice(0, -region.name.length - 1) }
}
