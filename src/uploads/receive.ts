import { mkdirSync } from 'node:fs'
import type { Request, RequestHandler } from 'express'
import { series } from '../web/french.ts'
import { type Fault, faultMessage } from './faults.ts'
import type { Picture } from './images.ts'
import { inspect } from './inspect.ts'
import { discardFiles, incomingFolder, writeDown } from './keep.ts'
import { visibleName } from './names.ts'
import { complete, type Flag, megabyte, type Question } from './questions.ts'
import type { Quota } from './quota.ts'
import { inFrench, readForm, tooHeavy } from './read-form.ts'

export type ReceivedFile = {
  field: string
  name: string
  type: string
  size: number
  sha256: string
  path: string
  flags: Flag[]
  image?: Picture
}

type Options = {
  folder: string
  questions: Question[]
  quota?: Quota | undefined
  clamd?: string | undefined
}
type Asked = Required<Question>
type Arrival = Omit<ReceivedFile, 'type' | 'flags' | 'image'> & { question: Asked; fault: Fault | undefined }
type Form = {
  clamd: string | undefined
  arrivals: Promise<Arrival>[]
  accepted: ReceivedFile[]
  taken: Map<Asked, number>
}

const forms = new WeakMap<Request, Form>()

/** What the texts of a form may weigh, beside its files. */
const texts = megabyte
/** A browser announces what it sends: read past files too heavy by this much, so that the texts around them arrive. */
const excess = 32 * megabyte
/** Whoever does not announce it may never stop: read the texts, then what each file that is found may hold. */
const leeway = 64 * 1024

/** Reads a multipart form: its texts into `req.body`, the files that answer `questions` into `folder`/incoming. */
export function receiveFiles({ folder, questions, quota, clamd }: Options): RequestHandler {
  const asked = new Map(questions.map((question) => [question.field, complete(question)]))
  const limit = asked.values().reduce((sum, { most, maxBytes }) => sum + most * maxBytes, texts)
  mkdirSync(incomingFolder(folder), { recursive: true, mode: 0o700 })

  return async (req, res, next) => {
    if (!req.is('multipart/form-data')) return next()
    const announced = req.get('content-length') !== undefined
    if (Number(req.get('content-length')) > limit + excess) return next(tooHeavy(limit + excess))

    const form: Form = { clamd, arrivals: [], accepted: [], taken: new Map() }
    forms.set(req, form)
    // What the room has not kept by the time it answers, nobody will. To a visitor who has left, it answers and never finishes.
    res.once('prefinish', () => discardForm(form).catch(() => undefined))

    try {
      await readForm(req, res, {
        most: announced ? limit + excess : texts + leeway,
        mostText: texts,
        allow: (field) => allow(form, asked.get(field)),
        receive(file) {
          const question = asked.get(file.fieldname)
          const arrival = question && receive(file, question, { folder, quota, address: req.ip ?? '' })
          if (arrival) form.arrivals.push(arrival)
          return arrival
        },
      })
    } catch (error) {
      await discardForm(form)
      return next(inFrench(error))
    }
    next()
  }
}

/** Inspects what `receiveFiles` stored for this request: refused files are deleted, accepted ones wait for `keepFile` or `keepImage`. */
export async function receivedFiles(req: Request) {
  const form = forms.get(req)
  const errors: Record<string, string> = {}
  const complain = (field: string, message: string) => {
    errors[field] = errors[field] ? `${errors[field]}. ${message}` : message
  }

  for (const { question, fault, ...file } of await Promise.all(form?.arrivals ?? [])) {
    const finding = fault ?? (await inspect(file, question.accepts, form?.clamd))
    if (typeof finding === 'string') {
      complain(file.field, faultMessage(file.name, question, finding))
      await discardFiles([file])
    } else {
      form?.accepted.push({ ...file, ...finding })
    }
  }

  const accepted = form?.accepted ?? []
  for (const [{ field, most }, taken] of form?.taken ?? []) {
    const names = accepted.filter((file) => file.field === field).map((file) => file.name)
    if (taken > most && names.length > 0) complain(field, tooMany(most, names))
  }
  return { accepted, errors }
}

function allow({ taken }: Form, question: Asked | undefined) {
  if (!question) return 0
  const rank = (taken.get(question) ?? 0) + 1
  taken.set(question, rank)
  return rank <= question.most ? question.maxBytes : 0
}

type Place = { folder: string; quota: Quota | undefined; address: string }

async function receive(
  file: Express.Multer.File,
  question: Asked,
  { folder, quota, address }: Place,
): Promise<Arrival> {
  const name = visibleName(file.originalname)
  const shortage = await quota?.admit(address)
  const written = await writeDown(file.stream, incomingFolder(folder), (size, added) =>
    size > question.maxBytes ? 'heavy' : (shortage ?? quota?.spend(address, added)),
  )
  return { field: file.fieldname, name, ...written, fault: shortage ?? written.fault, question }
}

async function discardForm(form: Form) {
  const arrivals = await Promise.allSettled(form.arrivals)
  await discardFiles(arrivals.flatMap((arrival) => (arrival.status === 'fulfilled' ? [arrival.value] : [])))
  await discardFiles(form.accepted)
}

function tooMany(most: number, names: string[]) {
  const few = most === 1 ? 'qu’un fichier' : `que ${most}\u00a0fichiers`
  const kept = series(names.map((name) => `«\u00a0${name}\u00a0»`))
  return `Vous ne pouvez sélectionner ${few} : ${names.length > 1 ? `seuls ${kept} ont été gardés` : `seul ${kept} a été gardé`}`
}
