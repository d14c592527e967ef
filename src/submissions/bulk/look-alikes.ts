import type { Database } from '../../db/open.ts'
import type { Edition } from '../../editions/queries.ts'
import { findLookAlikes, lookAlikeWarning } from '../../events/look-alikes.ts'
import { fold } from '../../web/french.ts'
import { isReady, type Line } from './line.ts'

/** Marks the ready rows that may be the same event twice: as another row, or as what is already proposed. Rows that were sent before are no look-alikes of those beside them. */
export function withLookAlikes(db: Database, edition: Edition, lines: Line[]): Line[] {
  const ofTheFile = new Set(lines.map(({ sent }) => sent))
  const seen = new Map<string, string>()
  return lines.map((line) => {
    if (line.content?.kind !== 'evenement') return line

    const { event } = line.content
    const key = fold([event.title, ...event.slots.map(({ day }) => day), event.communeName ?? ''].join(' '))
    const twin = seen.get(key)
    seen.set(key, twin ?? line.place)
    if (!isReady(line)) return line

    const alike = twin ? [] : findLookAlikes(db, edition, event, null, Number.POSITIVE_INFINITY)
    const doublon = twin
      ? `Même titre, même jour et même lieu que « ${twin} »`
      : (ownText(line) ?? textOf(alike.filter(({ reference }) => !ofTheFile.has(reference))))
    return doublon ? { ...line, warnings: { ...line.warnings, doublon } } : line
  })
}

const ownText = ({ alike }: Line) =>
  alike &&
  `Même titre et mêmes jours que votre proposition ${alike} ; si c’est elle qui change, modifiez-la par son lien personnel`

const mostNamed = 2

function textOf(alike: ReturnType<typeof findLookAlikes>) {
  if (alike.length === 0) return undefined
  const { message, examples = [] } = lookAlikeWarning(alike)
  const named = examples.slice(0, mostNamed).map(({ text }) => text)
  const others = examples.length - named.length
  const more = others > 0 ? [`et ${others} ${others > 1 ? 'autres' : 'autre'}`] : []
  return named.length > 0 ? `${message} : ${[...named, ...more].join(' ; ')}` : message
}
