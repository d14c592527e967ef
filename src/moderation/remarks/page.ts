import type { Request, Response } from 'express'
import { findAssignment } from '../../assignments/queries.ts'
import { coordinatorOf } from '../../coordinators/desk.ts'
import type { Database } from '../../db/open.ts'
import { currentZone } from '../../editions/queries.ts'
import { deskAddress, findAnyProposition } from '../../propositions/proposition.ts'
import { reasonTexts } from '../../propositions/reasons.ts'
import { reasonsOf } from '../../propositions/waiting.ts'
import { findRemark, type Remark, remarkAddress } from '../../remarks/queries.ts'
import { found } from '../../web/errors.ts'
import { type Errors, type Typed, text } from '../../web/fields.ts'
import { answering } from '../../web/page.ts'
import type { Forms } from '../forms.ts'
import { openedIn, wayFrom } from '../queue-way.ts'
import { threadOf } from '../thread.ts'
import type { GivenBack } from '../written.ts'
import { tellRemarks } from './told.ts'

export const answerFields = {
  reponse: text({
    label: 'Votre réponse',
    hint: 'Envoyée telle quelle, avec le message auquel elle répond. La suite de l’échange se fait par courriel.',
    missing: 'Votre réponse : écrivez-la avant de l’envoyer',
    max: 2000,
    rows: 6,
  }),
}

/** The message of an address of the desk, and who reads it. */
export function openRemark(db: Database, req: Request, res: Response) {
  const remark = found(findRemark(db, Number(req.params.id)))
  const coordinator = coordinatorOf(res)
  return {
    remark,
    place: {
      base: remarkAddress(remark),
      coordinator,
      atDesk: true,
      mayDecide: coordinator.role === 'coordinator',
      opened: openedIn(req.query, req.body),
    },
  }
}

type Place = ReturnType<typeof openRemark>['place']
type Attempt = { act?: string; typed: Typed; errors: Errors; late?: true } & Partial<GivenBack>

/** What a visitor wrote, what it is about, what was answered, and what can be done. */
export function showRemark(
  res: Response,
  db: Database,
  remark: Remark,
  place: Place,
  attempt: Attempt = { typed: {}, errors: {} },
) {
  const { reference, subject, sentAt } = remark
  const proposition = subject === null ? undefined : findAnyProposition(db, subject)
  const reasons = reasonsOf(db, reference)
  answering(res)(res, 'moderation/remarks/show', {
    title: subject === null ? 'Message de contact' : 'Signalement',
    timeZone: currentZone(db),
    told: found(tellRemarks(db, [remark], place)[0]),
    about: proposition && {
      title: proposition.title,
      desk: `${deskAddress(proposition)}#signalements`,
      page: proposition.publicAddress,
    },
    place,
    reasons: reasonTexts(reasons, 'scheduled'),
    unread: false,
    holder: reasons.length > 0 ? findAssignment(db, reference) : undefined,
    messages: place.mayDecide ? threadOf(db, reference) : [],
    forms: formsOf(remark, place),
    way:
      subject === null ? wayFrom(db, place.coordinator, place.opened, { reference, submittedAt: sentAt }) : undefined,
    done: doneTexts[attempt.done ?? String(res.req.query.fait)],
    attempt,
    script: '/js/form.js',
  })
}

/** What the page asks. */
export const formsOf = ({ email }: Remark, { mayDecide }: Place): Forms =>
  mayDecide && email !== null ? { reponse: { fields: answerFields, typed: {} } } : {}

export const doneTexts: Record<string, string> = {
  reponse: 'Votre réponse part par courriel.',
  traitement: 'C’est marqué comme traité.',
  indesirable: 'C’est classé indésirable : personne ne reçoit de réponse.',
  reprise: 'Il attend de nouveau, dans « À décider ».',
  'rien-coche': 'Cochez d’abord des messages : rien n’a été changé.',
  rien: 'Rien n’a été fait : pressez le bouton qu’il vous faut.',
  'prise-en-charge': 'Les autres savent que vous vous en occupez.',
  rendue: 'Quelqu’un d’autre peut s’en occuper.',
}
