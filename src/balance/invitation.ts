import { acceptsSubmissions } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import { date, either, spaced, span } from '../web/french.ts'
import { type Gap, onDays } from './gaps.ts'

type Moment = { edition: Edition; today: string; baseUrl: string }

/** Whether somebody can still be asked for an event. */
export const mayInvite = ({ edition, today }: Pick<Moment, 'edition' | 'today'>) => today <= edition.lastDay

/** A letter to whoever could fill a gap, as it can be sent: nothing in it is to be completed. */
export function invitationTo({ within, whole, days }: Gap, moment: Moment): string {
  const { edition } = moment
  return spaced(`Bonjour,

${edition.name} se tient ${span(edition.firstDay, edition.lastDay)}. Son programme n’a encore aucun événement ${within}${whole ? '' : `, ${onDays(days)}`}.

Vous en préparez un, ou vous connaissez une structure qui pourrait l’accueillir ? ${howTo(moment)}

Merci, et à bientôt,
${edition.coordinatedBy}`)
}

function howTo({ edition, today, baseUrl }: Moment) {
  if (acceptsSubmissions(edition, today)) {
    return `Proposez le vôtre en cinq minutes, jusqu’au ${date(edition.submissionsDeadline ?? edition.lastDay)} : ${baseUrl}/proposer/evenement`
  }
  const ways = [edition.contactEmail, edition.contactPhone].filter((way) => way !== null)
  return ways.length > 0
    ? `Les propositions en ligne sont closes : écrivez-nous, nous verrons ensemble ce qui reste possible (${either(ways)}).`
    : 'Les propositions en ligne sont closes : répondez à ce message, nous verrons ensemble ce qui reste possible.'
}
