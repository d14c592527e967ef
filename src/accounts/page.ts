import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { type Account, listAccounts } from '../coordinators/queries.ts'
import { roles, roleText } from '../coordinators/roles.ts'
import type { Database } from '../db/open.ts'
import { currentZone } from '../editions/queries.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { date, dayOf } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import { confirmation, invitationForm, roleForm } from './form.ts'

/** Every account, those that are open first, and the form that invites somebody. */
export function showAccounts(res: Response, db: Database, typed: Typed = {}, errors: Errors = {}) {
  const accounts = listAccounts(db)
    .filter(({ erasedAt }) => !erasedAt)
    .map((account) => describe(db, account, coordinatorOf(res).id))
  privatePage(res, 'accounts/index', {
    title: 'Accès',
    groups: [
      { title: 'Ouverts', accounts: accounts.filter(({ closedOn }) => !closedOn) },
      { title: 'Fermés', accounts: accounts.filter(({ closedOn }) => closedOn) },
    ].filter((group) => group.accounts.length > 0),
    fields: invitationForm,
    form: { typed, errors },
    done: doneTexts[String(res.req.query.fait)],
  })
}

/** One account, and what may be done to it. */
export function showAccount(res: Response, db: Database, account: Account, typed?: Typed, errors: Errors = {}) {
  const described = describe(db, account, coordinatorOf(res).id)
  const others = listAccounts(db).filter(
    ({ id, role, disabledAt }) => id !== account.id && role === 'coordinator' && !disabledAt,
  )
  privatePage(res, 'accounts/show', {
    title: account.erasedAt ? 'Accès effacé' : account.who,
    account: described,
    onlyOne: account.role === 'coordinator' && others.length === 0,
    fields: roleForm,
    closing: closingForm(account, described.own),
    form: { typed: typed ?? { role: roles.find(({ code }) => code === account.role)?.slug ?? '' }, errors },
    done: doneTexts[String(res.req.query.fait)],
  })
}

/** What is ticked before an account is closed: one does not close one's own by accident. */
export const closingForm = ({ who }: Account, own: boolean) =>
  confirmation(own ? 'Je ferme mon propre accès, et je ne pourrai plus entrer' : `Je ferme l’accès de ${who}`)

/** An account in words. */
export function describe(db: Database, account: Account, reader: number) {
  const zone = currentZone(db)
  const dayIn = (at: string | null) => at && date(dayOf(at, zone))
  return {
    id: account.id,
    who: account.who,
    email: account.email,
    name: account.name,
    own: account.id === reader,
    role: roleText(account.role),
    openedOn: dayIn(account.openedAt),
    signedInOn: dayIn(account.signedInAt),
    closedOn: dayIn(account.disabledAt),
    erased: account.erasedAt !== null,
    way: account.passkeys > 0 ? 'Clé d’accès' : 'Lien ou code par courriel',
  }
}

const doneTexts: Record<string, string> = {
  invitation: 'L’accès est ouvert : un courriel d’invitation part.',
  role: 'Le rôle est changé, dès maintenant.',
  fermeture: 'L’accès est fermé : ses sessions, ses liens de décision et ses courriels s’arrêtent.',
  ouverture: 'L’accès est ouvert de nouveau, par courriel : une invitation part.',
}
