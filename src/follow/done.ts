import { awaitsDecision } from '../events/lists.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { isIncomplete } from '../sheets/queries.ts'
import type { Followed } from './followed.ts'

type Known = { revised: boolean; wrote: boolean }

/** What was just done, as the address says that follows an act; nothing that the proposition's own state denies. */
export function doneText(
  fait: unknown,
  { proposition, colleague }: Followed,
  { revised, wrote }: Known,
): string | undefined {
  const { status, event } = proposition
  switch (fait) {
    case 'envoye':
      return status === 'pending' ? `C’est envoyé : un courriel vous le confirme.${toComplete(proposition)}` : undefined
    case 'deja':
      return 'C’est déjà envoyé : cette page dit où en est votre proposition.'
    case 'corrige':
      return status === 'pending' ? 'Votre correction est envoyée : la coordination en est prévenue.' : undefined
    case 'revise':
      return revised
        ? 'Votre modification est envoyée : ce qui est en ligne ne change pas avant l’accord de la coordination.'
        : undefined
    case 'modification-retiree':
      return revised ? undefined : 'Votre modification est retirée : ce qui est en ligne ne change pas.'
    case 'modification-decidee':
      return revised
        ? undefined
        : 'Il n’y a plus de modification à retirer : elle a été décidée ou retirée entre-temps. Cette page dit où vous en êtes.'
    case 'annonce':
      return event && announcedText(event)
    case 'retire':
      return status === 'withdrawn' ? 'C’est retiré. La coordination en est prévenue.' : undefined
    case 'deja-retire':
      return status === 'withdrawn' ? 'Votre proposition est déjà retirée : il n’y a plus rien à faire.' : undefined
    case 'message':
      return wrote ? 'Votre message est envoyé à la coordination, qui vous répond par courriel.' : undefined
    case 'bilan':
      return 'Merci, votre bilan est enregistré. Vous pouvez encore le changer.'
    case 'texte':
      return 'Merci, le texte relu est enregistré.'
    case 'document':
      return 'Le document est retiré.'
    case 'collegue':
      return 'C’est noté : votre collègue a son lien personnel par courriel.'
    case 'collegue-retire':
      return 'C’est fait : son lien ne sert plus.'
    case 'courriel':
      return `Le courriel part à ${colleague?.email ?? proposition.privateEmail}. S’il n’arrive pas, regardez parmi les indésirables.`
  }
}

/** What came as a file with an event still wants its title. */
const toComplete = ({ sheets }: Proposition) =>
  sheets.some((sheet) => isIncomplete(sheet) && awaitsDecision(sheet))
    ? ' Il reste à compléter le document joint : voyez « Documents », plus bas.'
    : ''

const announcedText = ({ occasion, occasionBy }: NonNullable<Proposition['event']>) => {
  if (occasionBy !== 'organiser') return undefined
  return occasion === 'scheduled'
    ? 'C’est annoncé : il a lieu comme prévu. La coordination en est prévenue.'
    : 'C’est annoncé sur le site. La coordination en est prévenue.'
}
