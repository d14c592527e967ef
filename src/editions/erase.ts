import type { Database } from '../db/open.ts'

/** Takes an address out of what an edition and its webinar say. */
export function redactEditions(db: Database, email: string) {
  db.prepare('UPDATE editions SET texts = without_address_in(texts, @email) WHERE mentions(@email, texts)').run({
    email,
  })
  db.prepare(`
    UPDATE webinars SET
      title = without_address(title, @email),
      speakers = without_address(speakers, @email),
      summary = without_address(summary, @email),
      sharing = without_address(sharing, @email),
      transcript = without_address(transcript, @email)
    WHERE mentions(@email, title, speakers, summary, sharing, transcript)
  `).run({ email })
}
