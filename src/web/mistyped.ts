import { distanceOf } from './distance.ts'

// Where most people's mail is.
const common = [
  'gmail.com',
  'orange.fr',
  'wanadoo.fr',
  'free.fr',
  'sfr.fr',
  'laposte.net',
  'hotmail.fr',
  'hotmail.com',
  'outlook.fr',
  'outlook.com',
  'yahoo.fr',
  'yahoo.com',
  'live.fr',
  'icloud.com',
  'bbox.fr',
]

/** The address that was probably meant when its domain is a slip away from a common one: « nom@gmial.con » is « nom@gmail.com ». */
export function likelyAddress(address: string): string | undefined {
  const [name = '', domain = ''] = address.split('@')
  const typed = domain.toLowerCase()
  if (common.includes(typed)) return undefined
  const meant = common.find((one) => isNear(one, typed))
  return meant && `${name}@${meant}`
}

/** One slip at most in the name, which is longer than three letters, and one in what follows its point. */
function isNear(known: string, typed: string) {
  const [name = '', end = ''] = known.split('.')
  const [typedName = '', typedEnd = '', more] = typed.split('.')
  return more === undefined && name.length > 3 && isOneSlip(name, typedName) && isOneSlip(end, typedEnd)
}

const isOneSlip = (known: string, typed: string) => distanceOf(known, typed) <= 1
