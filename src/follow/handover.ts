import { handOver } from '../propositions/handover.ts'
import { kindPhrase, type Proposition } from '../propositions/proposition.ts'
import { isSame } from '../web/addresses.ts'
import { HttpError } from '../web/errors.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { likelyAddress } from '../web/mistyped.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { askToConfirm, isConfirmed } from './confirm.ts'
import { followed, mainOnly } from './followed.ts'
import { showFollow } from './page.ts'
import { handoverFields } from './people-fields.ts'
import type { Tools } from './routes.ts'

type Contact = { name: string; email: string }

/** Somebody else is in charge from now on: the link given out before no longer opens. */
export function openHandoverRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:token/transmission', (req, res) => {
    const one = mainOnly(followed(tools, req))
    const typed = req.body ?? {}
    const { contact, errors } = readContact(one.proposition, typed)
    if (!contact) return showFollow(res.status(422), tools, one, { form: 'transmission', typed, errors })
    if (!isConfirmed(req.body)) {
      const likely = likelyAddress(contact.email)
      return askToConfirm(res, one, {
        title: `Confier votre ${kindPhrase(one.proposition.kind).name} à ${contact.name} ?`,
        words: [
          `Un lien personnel part à ${contact.email}, et le vôtre ne servira plus : vous ne pourrez pas la reprendre vous-même.`,
          'Le contact publié ne change pas ; il se change en modifiant la proposition.',
          ...(likely ? [`Vouliez-vous dire ${likely} ? Alors revenez corriger l’adresse.`] : []),
        ],
        answers: { nouveau_nom: contact.name, nouveau_courriel: contact.email },
        button: 'Oui, confier',
      })
    }

    const by = { actor: 'organiser', name: one.proposition.privateName } as const
    if (!handOver(db, clock, one.proposition, contact, by)) throw overtaken(contact)
    // The address of this page has just stopped to work: there is nowhere to send the reader.
    privatePage(res, 'follow/handed-over', { title: 'C’est confié', contact, proposition: one.proposition })
  })
}

function readContact({ privateEmail }: Proposition, typed: Typed): { contact?: Contact; errors: Errors } {
  const { values, errors } = readFields(handoverFields, typed)
  const { nouveau_nom: name, nouveau_courriel: email } = values
  if (email && isSame(email, privateEmail))
    errors.nouveau_courriel = 'Adresse électronique de cette personne : c’est déjà celle de cette proposition'
  return name && email && Object.keys(errors).length === 0 ? { contact: { name, email }, errors } : { errors }
}

const overtaken = ({ name, email }: Contact) =>
  new HttpError(
    409,
    `Cette proposition a changé de mains entre-temps : rien n’a été fait. Rouvrez votre lien le plus récent. Vous aviez écrit « ${name}, ${email} ».`,
  )
