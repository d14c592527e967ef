import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import { zoneLabel } from '../editions/zones.ts'
import { countOnline } from '../events/agenda.ts'
import type { Warning } from '../web/forms.ts'
import { count } from '../web/french.ts'

/** « 14 h » stays 14 h, but no longer at the same instant: calendars that hold it move. */
export function zoneWarning(db: Database, edition: Edition, zone: string): Warning | undefined {
  const slots = countOnline(db, edition.id)
  if (zone === edition.timeZone || zone === '' || slots === 0) return undefined
  const online = count(slots, 'créneau est déjà en ligne', 'créneaux sont déjà en ligne')
  return {
    name: 'fuseau',
    message: `${online} : les heures écrites ne changent pas, mais seront lues à l’heure de ${zoneLabel(zone)}`,
    confirm: 'Oui, changer le fuseau horaire',
  }
}
