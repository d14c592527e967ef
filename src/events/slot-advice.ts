import { readCommuneAnswer } from '../communes/answer.ts'
import { departmentWithin } from '../communes/departments.ts'
import type { Database } from '../db/open.ts'
import { daysOf } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import type { Typed } from '../web/fields.ts'
import { count, dayName, either } from '../web/french.ts'
import type { Moment } from './lists.ts'

type Taken = { eventId: number; day: string; startsAt: string | null; moment: Moment | null }

/** Where the week is full and where it is empty, around the commune typed: « le moment le plus chargé de l’agenda est le mardi matin, avec 3 événements dans l’Eure ; aucun le jeudi ». */
export function adviseSlots(db: Database, edition: Edition, typed: Typed): string | undefined {
  const department = departmentOf(db, typed)
  const taken = db
    .prepare<Record<string, unknown>, Taken>(`
      SELECT eventId, day, startsAt, moment FROM agenda_entries
      WHERE editionId = @edition AND occasion <> 'cancelled' AND (@department IS NULL OR department = @department)
    `)
    .all({ edition: edition.id, department: department ?? null })
  const [fullest] = [...Map.groupBy(taken, halfDayOf)]
    .map(([halfDay, slots]) => ({ halfDay, events: new Set(slots.map(({ eventId }) => eventId)).size }))
    .sort((some, others) => others.events - some.events)
  const empty = daysOf(edition).filter((day) => !taken.some((slot) => slot.day === day))
  if (!fullest || (fullest.events < 2 && empty.length === 0)) return undefined

  const where = department ? departmentWithin(department) : `en ${edition.regionName}`
  const nothing =
    empty.length > 0
      ? ` ; aucun le ${either(empty.map(weekday)).replaceAll(', ', ', le ').replaceAll(' ou ', ' ni le ')}`
      : ''
  return `le moment le plus chargé de l’agenda est le ${fullest.halfDay}, avec ${count(fullest.events, 'événement')} ${where}${nothing}.`
}

function departmentOf(db: Database, { commune, commune_choix: chosen }: Typed) {
  const answer =
    typeof commune === 'string' && commune
      ? readCommuneAnswer(db, 'Commune', commune, typeof chosen === 'string' ? chosen : undefined)
      : undefined
  return answer?.ok ? answer.commune.department : undefined
}

/** « mardi matin », « jeudi après-midi », « mardi » when the moment is not known */
function halfDayOf({ day, startsAt, moment }: Taken) {
  const part = startsAt
    ? startsAt < '12:30'
      ? ' matin'
      : startsAt < '18:00'
        ? ' après-midi'
        : ' soir'
    : { morning: ' matin', afternoon: ' après-midi', evening: ' soir', day: '', unknown: '' }[moment ?? 'unknown']
  return `${weekday(day)}${part}`
}

const weekday = (day: string) => dayName(day).split('\u00a0')[0] ?? day
