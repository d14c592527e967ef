export type Position = { latitude: number; longitude: number }

const longest = 2000

/** The point that a map link or written coordinates hold. A link is read, never fetched. */
export function readPosition(typed: string): Position | undefined {
  if (typed.length > longest) return undefined
  const link = /(?:https?:\/\/|\bgeo:)\S+/i.exec(typed)?.[0] ?? /^\s*(?:[\w-]+\.){1,6}\w+\/\S+/.exec(typed)?.[0]
  return link ? readLink(link) : readCoordinates(typed)
}

/** Kilometres between two points, as the crow flies. */
export function distanceKm(one: Position, other: Position) {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const haversine = (angle: number) => Math.sin(angle / 2) ** 2
  const across =
    haversine(radians(other.latitude - one.latitude)) +
    Math.cos(radians(one.latitude)) *
      Math.cos(radians(other.latitude)) *
      haversine(radians(other.longitude - one.longitude))
  return 2 * 6371 * Math.asin(Math.sqrt(Math.min(1, across)))
}

const number = String.raw`(-?\d{1,3}(?:\.\d{1,20})?)`
const pair = `${number}, ?${number}`

// Where maps write a point: the place itself first, then the middle of what is shown.
const inLinks: { pattern: RegExp; longitudeFirst?: boolean }[] = [
  { pattern: new RegExp(`!3d${number}!4d${number}`) }, // Google, a place
  { pattern: new RegExp(`[?&]mlat=${number}&mlon=${number}`) }, // OpenStreetMap, a marker
  { pattern: new RegExp(`[?&](?:q|query|coordinate|destination|daddr|to)=(?:loc:|ll\\.)? ?${pair}`) }, // Google, Apple, Waze, geo:
  { pattern: new RegExp(`[?&]sp=point\\.${number}_${number}`) }, // Bing, a pushpin
  { pattern: new RegExp(`[?&](?:ll|latlng)=${pair}`) }, // Apple, Waze
  { pattern: new RegExp(`/${pair}(?=/?(?:[@?#]|data=|$))`) }, // Google, a place or the end of a route
  { pattern: new RegExp(`@${pair}`) }, // Google
  { pattern: new RegExp(`[#&?](?:map=)?\\d{1,2}(?:\\.\\d{1,9})?/${number}/${number}`) }, // OpenStreetMap, Qwant, uMap
  { pattern: new RegExp(`[?&]cp=${number}~${number}`) }, // Bing
  { pattern: new RegExp(`[?&](?:center|centre)=${pair}`) },
  { pattern: new RegExp(`[?&]c=${pair}`), longitudeFirst: true }, // Géoportail
  { pattern: new RegExp(`^geo:${pair}`, 'i') },
]

function readLink(link: string) {
  const text = decode(link)
  for (const { pattern, longitudeFirst } of inLinks) {
    const [, first, second] = pattern.exec(text) ?? []
    if (first === undefined || second === undefined) continue
    return longitudeFirst ? position(Number(second), Number(first)) : position(Number(first), Number(second))
  }
  return undefined
}

// Only ASCII matters here, and a broken escape must not throw.
const decode = (link: string) =>
  link
    .replaceAll('+', ' ')
    .replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** « 49.1829, -0.3707 », « 49,1829 ; -0,3707 », « 49°10'58"N 0°22'14"O ». */
function readCoordinates(typed: string) {
  const read = coordinates.exec(tidy(typed))?.groups
  if (!read) return undefined
  const { first = '', firstSide = '', between = '', second = '', secondSide = '' } = read
  // « 49,18 » is one number and « 14 100 » a postal code.
  if (/^\d+$/.test(first) && /^\d+$/.test(second) && (between === ',' || between === ' ')) return undefined

  const swapped = /[EOW]/.test(firstSide) || /[NS]/.test(secondSide)
  if (swapped && (/[NS]/.test(firstSide) || /[EOW]/.test(secondSide))) return undefined
  const [one, other] = [degrees(first, firstSide), degrees(second, secondSide)]
  return swapped ? position(other, one) : position(one, other)
}

const part = String.raw`\d{1,3}(?:[.,]\d{1,20})?`
const angle = `[-+]?${part}(?: ?°(?: ?${part} ?'(?: ?${part} ?")?)?)?`
const coordinates = new RegExp(
  `^(?<first>${angle}) ?(?<firstSide>[NSEOW])?(?<between> ?[,;] ?| )(?<second>${angle}) ?(?<secondSide>[NSEOW])?$`,
)

function degrees(written: string, side: string) {
  const [whole = 0, minutes = 0, seconds = 0] = written.match(/\d+(?:[.,]\d+)?/g)?.map(decimal) ?? []
  const size = minutes < 60 && seconds < 60 ? whole + minutes / 60 + seconds / 3600 : Number.NaN
  return written.startsWith('-') || /[SOW]/.test(side) ? -size : size
}

const decimal = (written: string) => Number(written.replace(',', '.'))

/** One way to write coordinates: signs, quotes and spaces as on a keyboard, each side after its angle. */
function tidy(typed: string) {
  const text = typed.length > 200 ? '' : typed
  return text
    .toUpperCase()
    .replace(/\b(?:LATITUDE|LAT|LONGITUDE|LONG|LON|LNG)\b ?[:=]?/g, ' ')
    .replace(/\b(N|S|E|O)(?:ORD|UD|ST|UEST)\b/g, '$1')
    .replace(/[−–]/g, '-')
    .replace(/[’′´`]/g, "'")
    .replace(/''|[”″“]/g, '"')
    .replaceAll('º', '°')
    .replace(/[()[\]\s]+/g, ' ')
    .trim()
    .replace(/^([NSEOW])([^NSEOW]+?)[ ,;]*([NSEOW])([^NSEOW]+)$/, '$2 $1 $4 $3')
    .replace(/([NSEOW'"°])(?=[-+])|(?<=[NSEOW])(?=\d)/g, '$1 ')
    .replace(/ +/g, ' ')
    .trim()
}

/** About a metre of detail; nothing outside the globe. */
function position(latitude: number, longitude: number): Position | undefined {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined
  return { latitude: rounded(latitude), longitude: rounded(longitude) }
}

// Adding zero turns -0 into 0.
const rounded = (angle: number) => Number(angle.toFixed(5)) + 0
