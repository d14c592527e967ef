import { completeForm } from '../tests/support/forms.ts'
import { openSite } from '../tests/support/site.ts'

// Fifty forms, each sent ten times at once: fifty propositions, fifty acknowledgements, and each told once to the coordination.

const forms = 50
const times = 10
const site = openSite()
const before = countEvents()

for (let number = 1; number <= forms; number++) {
  const titre = `Rencontre numéro ${number} d’acheteurs responsables`
  const kept = await site.visitor.submit('/proposer/evenement', { ...completeForm, titre })
  const send = () => site.visitor.post(String(kept.headers.location), { confirmer: 'doublon' })
  const answers = await Promise.all(Array.from({ length: times }, send))
  const addresses = new Set(answers.map(({ headers }) => headers.location))
  if (addresses.size !== 1) throw new Error(`form ${number} was answered in ${addresses.size} ways`)
}

const mails = await site.mails()
const received = mails.filter(({ subject }) => subject?.startsWith('Bien reçue')).length
// the first ones of a day are told by a mail of their own, the others are gathered
const gathered = site.db.prepare<[], string>(`SELECT data ->> 'reference' FROM notices`).pluck().all()
if (new Set(gathered).size !== gathered.length) throw new Error('the same proposition is to be told twice')
const told = mails.filter(({ subject }) => subject?.startsWith('À décider')).length + gathered.length
const sent = countEvents() - before
if (sent !== forms || received !== forms || told !== forms)
  throw new Error(`${sent} propositions, ${received} acknowledgements, ${told} notices`)
process.stdout.write(
  `${forms} forms × ${times} at once: ${sent} propositions, ${received} acknowledgements, ${told} notices\n`,
)

function countEvents() {
  return Number(site.db.prepare('SELECT count(*) FROM events').pluck().get())
}
