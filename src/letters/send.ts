import { realClock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import { note } from '../journal/queries.ts'
import { countOfGroup } from '../mail/desk.ts'
import { queueMail } from '../mail/outbox.ts'
import { addMessage } from '../messages/queries.ts'
import type { Recipient } from './group.ts'
import type { Tools } from './tools.ts'

type Words = { key: string; subject: string; text: string }

/** The mail that one of the group gets. */
export const groupMail = ({ id }: Coordinator, { email, propositions }: Recipient, words: Words) => ({
  name: 'group-message',
  recipient: email,
  data: { ...words, references: propositions.map(({ reference }) => reference), coordinator: id },
})

/**
 * Writes to each of a group, one mail an address, and keeps it in the thread of each of their propositions. Returns how many;
 * pressed twice, it is sent once. `changed` when the group is no longer the one that was read (`asRead`).
 */
export const sendToGroup = (
  { db, clock }: Pick<Tools, 'db' | 'clock'>,
  coordinator: Coordinator,
  { recipients, ...words }: Words & { recipients: Recipient[] },
  asRead: boolean,
): number | 'changed' =>
  db
    .transaction(() => {
      const already = countOfGroup(db, words.key)
      if (already > 0) return already
      if (!asRead) return 'changed'

      const author = `coordinator:${coordinator.id}` as const
      for (const one of recipients) {
        const { name, recipient: to, data } = groupMail(coordinator, one, words)
        queueMail(db, realClock, { name, to, data })
        for (const { reference } of one.propositions) {
          addMessage(db, clock, { subject: reference, author, text: `${words.subject}\n\n${words.text}` })
          note(db, clock, author, 'message', reference)
        }
      }
      return recipients.length
    })
    .immediate()
