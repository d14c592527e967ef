import type { Clock } from '../clock.ts'
import { issueSignIn, signInMinutes } from '../coordinators/sign-in.ts'
import type { Database } from '../db/open.ts'
import type { Mails } from '../mail/worker.ts'

export const signInMails = ({
  db,
  clock,
  secret,
  baseUrl,
}: {
  db: Database
  clock: Clock
  secret: string
  baseUrl: string
}): Mails => ({
  'account-opened': () => ({ locals: { link: `${baseUrl}/connexion`, site: baseUrl } }),

  'sign-in': ({ signIn }) => {
    const issued = issueSignIn(db, clock, secret, Number(signIn))
    return (
      issued && {
        locals: {
          code: issued.code.replace(/(\d{3})(\d{3})/, '$1 $2'),
          link: `${baseUrl}/connexion/${issued.token}`,
          minutes: signInMinutes,
        },
      }
    )
  },
})
