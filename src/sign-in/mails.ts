import type { Clock } from '../clock.ts'
import { type Account, findAccount } from '../coordinators/queries.ts'
import { issueSignIn, signInMinutes } from '../coordinators/sign-in.ts'
import type { Database } from '../db/open.ts'
import type { Mails } from '../mail/worker.ts'

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string }

export function signInMails({ db, clock, secret, baseUrl }: Tools): Mails {
  const link = `${baseUrl}/connexion`
  const openAccount = (id: unknown): Account | undefined => {
    const account = findAccount(db, Number(id))
    return account?.disabledAt ? undefined : account
  }

  return {
    /** To the first accounts, which the operator names; to the others, which a colleague invites. */
    'account-opened': ({ by, account: id }) => {
      if (!by) return { locals: { link, site: baseUrl, by: undefined, role: 'coordinator' } }
      const account = openAccount(id)
      return account && { locals: { link, site: baseUrl, by: findAccount(db, Number(by))?.who, role: account.role } }
    },

    'sign-in': ({ signIn }) => {
      const issued = issueSignIn(db, clock, secret, Number(signIn))
      return (
        issued && {
          locals: {
            code: issued.code.replace(/(\d{3})(\d{3})/, '$1 $2'),
            link: `${link}/${issued.token}`,
            minutes: signInMinutes,
          },
        }
      )
    },

    'ways-in-changed': ({ account, change, key }) =>
      openAccount(account) && { locals: { change, key, own: `${baseUrl}/moderation/acces/moi` } },

    'sign-in-passkey': ({ account }) => openAccount(account) && { locals: { link, recovery: `${link}/secours` } },
  }
}
