import type { Clock } from './clock.ts'
import { contactMails } from './contact/mails.ts'
import type { Database } from './db/open.ts'
import { editionMails } from './edition-desk/mails.ts'
import { feedbackMails } from './follow/feedback-mails.ts'
import { followMails } from './follow/mails.ts'
import { mineMails } from './follow/mine-mails.ts'
import { letterMails } from './letters/mails.ts'
import type { Mails } from './mail/worker.ts'
import { moderationMails } from './moderation/mails.ts'
import { signInMails } from './sign-in/mails.ts'
import { bulkMails } from './submissions/bulk/mails.ts'
import { deskMails } from './submissions/desk-mails.ts'
import { draftMails } from './submissions/draft-mails.ts'
import { submissionMails } from './submissions/mails.ts'

/** Every mail that the site sends, by its name. `folder` holds the documents that some of them carry. */
export const mailsOf = (tools: {
  db: Database
  clock: Clock
  secret: string
  baseUrl: string
  folder: string
}): Mails => ({
  ...submissionMails(tools),
  ...deskMails(tools),
  ...draftMails(tools),
  ...bulkMails(tools),
  ...followMails(tools),
  ...feedbackMails(tools),
  ...mineMails(tools),
  ...moderationMails(tools),
  ...letterMails(tools),
  ...contactMails(tools),
  ...editionMails(tools),
  ...signInMails(tools),
})
