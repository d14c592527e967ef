import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import type { Warning } from '../web/forms.ts'
import { dayName, fold } from '../web/french.ts'
import type { Proposal } from './event.ts'
import type { Status } from './lists.ts'

type LookAlike = {
  reference: string
  slug: string | null
  status: Status
  title: string
  organiserName: string
  communeCode: string | null
  communeName: string | null
  day: string
  startsAt: string | null
}

/** What may be the same event proposed twice: that day in that commune under a close title, or that organiser at that time. */
export function findLookAlikes(
  db: Database,
  edition: Edition,
  event: Pick<Proposal, 'title' | 'organiserName' | 'communeCode' | 'slots'>,
  except: string | null,
  most = 5,
): LookAlike[] {
  const days = JSON.stringify(event.slots.map(({ day }) => day))
  const sameDay = db
    .prepare<Record<string, unknown>, LookAlike>(`
      SELECT
        reference, slug, status, title, organiser_name AS organiserName, commune_code AS communeCode,
        communes.name AS communeName, day, starts_at AS startsAt
      FROM event_slots
      JOIN events ON events.id = event_slots.event_id
      LEFT JOIN communes ON communes.code = events.commune_code
      WHERE edition_id = @edition AND status IN ('pending', 'changes_requested', 'published') AND reference IS NOT @except
        AND day IN (SELECT value FROM json_each(@days))
      ORDER BY day, starts_at
    `)
    .all({ edition: edition.id, except, days })
  const alike = sameDay.filter(
    (other) =>
      (other.communeCode === event.communeCode && areClose(other.title, event.title)) ||
      (fold(other.organiserName) === fold(event.organiserName) &&
        event.slots.some(
          (slot) => slot.day === other.day && slot.startsAt !== null && slot.startsAt === other.startsAt,
        )),
  )
  return [...new Map(alike.map((one) => [one.reference, one])).values()].slice(0, most)
}

/** Whoever fills a form may type anybody’s name and address: of what is not published, nothing is told but that it waits. */
export function lookAlikeWarning(alike: LookAlike[]): Warning {
  const published = alike.filter(({ status }) => status === 'published')
  const waits = published.length < alike.length
  const [waiting, one, several] = [
    'Une proposition semblable attend déjà une décision',
    'Un événement semblable est déjà dans l’agenda',
    'Des événements semblables sont déjà dans l’agenda',
  ]
  return {
    name: 'doublon',
    message: published.length === 0 ? waiting : published.length === 1 ? one : several,
    ...(published.length > 0
      ? { examples: [...published.map(publicWords), ...(waits ? [{ text: waiting }] : [])] }
      : {}),
    confirm: 'Oui, c’est un autre événement',
  }
}

const publicWords = ({ slug, title, organiserName, day, communeName }: LookAlike) => ({
  text: `${title}, ${organiserName}, le ${dayName(day)}${communeName ? ` à ${communeName}` : ' en ligne'}`,
  href: `/agenda/${slug}`,
})

/** Half of the words in common, or more. */
function areClose(one: string, other: string) {
  const [some, others] = [wordsOf(one), wordsOf(other)]
  const shared = [...some].filter((word) => others.has(word)).length
  return some.size + others.size > 0 && (2 * shared) / (some.size + others.size) >= 0.5
}

const wordsOf = (title: string) =>
  new Set(
    fold(title)
      .split(' ')
      .filter((word) => word.length > 2),
  )
