import type { Actor } from '../journal/queries.ts'
import { actChoices } from '../journal/words.ts'
import type { Filter } from './queries.ts'

/** What the address asks for, as its form shows it again; what is not understood is not asked for. */
export type Asked = { personne: string; acte: string; reference: string; du: string; au: string }

export function readAsked(query: Record<string, unknown>, actors: { actor: Actor }[]): Asked {
  const said = (name: string) => (typeof query[name] === 'string' ? query[name].trim() : '')
  return {
    personne: actors.find(({ actor }) => actor === said('personne'))?.actor ?? '',
    acte: actChoices.find(({ act }) => act === said('acte'))?.act ?? '',
    reference: said('reference').slice(0, 40),
    du: dayIn(said('du')),
    au: dayIn(said('au')),
  }
}

/** The same for the journal, whose days begin and end in the time zone of the edition. */
export const filterOf = ({ personne, acte, reference, du, au }: Asked, timeZone: string): Filter => ({
  actor: (personne as Actor) || null,
  act: actChoices.find(({ act }) => act === acte)?.act ?? null,
  // a reference is typed as it comes; what else is noted has a name in small letters
  subject: reference ? (reference.includes('-') ? reference : reference.toUpperCase()) : null,
  from: du ? startOf(Temporal.PlainDate.from(du), timeZone) : null,
  until: au ? startOf(Temporal.PlainDate.from(au).add({ days: 1 }), timeZone) : null,
})

const startOf = (day: Temporal.PlainDate, timeZone: string) => day.toZonedDateTime(timeZone).toInstant().toString()

function dayIn(typed: string) {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(typed) ? Temporal.PlainDate.from(typed, { overflow: 'reject' }).toString() : ''
  } catch {
    return ''
  }
}
