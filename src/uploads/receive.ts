import { mkdirSync } from 'node:fs'
import type { Writable } from 'node:stream'
import type { Request, RequestHandler, Response } from 'express'
import multer from 'multer'
import { HttpError } from '../web/errors.ts'
import { aboutFile, inspect } from './inspect.ts'
import { discardFiles, incomingFolder, writeDown } from './keep.ts'
import { visibleName } from './names.ts'

export type ReceivedFile = { field: string; name: string; type: string; size: number; sha256: string; path: string }

type Options = { folder: string; fields: string[]; maxBytes?: number; maxRequestBytes?: number }
type Arrival = Omit<ReceivedFile, 'type'> & { fault?: string | undefined }
type Form = { arrivals: Map<string, Promise<Arrival>>; crowded: Set<string> }

const megabyte = 1024 * 1024
const forms = new WeakMap<Request, Form>()

/** Reads a multipart form: its texts into `req.body`, the first file of each of `fields` into `folder`/incoming. */
export function receiveFiles(options: Options): RequestHandler {
  const rules = { maxBytes: 10 * megabyte, maxRequestBytes: 32 * megabyte, ...options }
  mkdirSync(incomingFolder(options.folder), { recursive: true, mode: 0o700 })

  return async (req, res, next) => {
    if (!req.is('multipart/form-data')) return next()
    if (Number(req.get('content-length')) > rules.maxRequestBytes) return next(tooHeavy(rules.maxRequestBytes))

    const form: Form = { arrivals: new Map(), crowded: new Set() }
    forms.set(req, form)
    // What the room has not kept by the time it has answered, nobody will.
    res.once('finish', () => discardArrivals(form).catch(() => undefined))

    try {
      await readForm(req, res, form, rules)
    } catch (error) {
      await discardArrivals(form)
      return next(inFrench(error))
    }
    next()
  }
}

/** Inspects what `receiveFiles` stored for this request: refused files are deleted, accepted ones wait for `keepFile`. */
export async function receivedFiles(req: Request) {
  const accepted: ReceivedFile[] = []
  const errors: Record<string, string> = {}
  const form = forms.get(req)

  for (const { fault, ...file } of await Promise.all(form?.arrivals.values() ?? [])) {
    const verdict = fault ? { ok: false as const, message: fault } : await inspect(file)

    if (verdict.ok) {
      accepted.push({ ...file, type: verdict.type })
      if (form?.crowded.has(file.field)) errors[file.field] = onlyOne(file.name)
    } else {
      errors[file.field] = verdict.message
      await discardFiles([file])
    }
  }
  return { accepted, errors }
}

function readForm(req: Request, res: Response, form: Form, rules: Required<Options>) {
  return new Promise<void>((resolve, reject) => {
    const options: multer.Options = {
      // Browsers send file names as UTF-8 but multer reads Latin-1 unless told: « été.pdf » would arrive as « Ã©tÃ©.pdf ».
      defParamCharset: 'utf8',
      limits,
      fileFilter(_req, { fieldname }, accept) {
        const another = form.arrivals.has(fieldname)
        if (another) form.crowded.add(fieldname)
        accept(null, rules.fields.includes(fieldname) && !another)
      },
      storage: {
        _handleFile(_req, file, done) {
          const arrival = receive(file, rules)
          form.arrivals.set(file.fieldname, arrival)
          arrival.then(() => done(null, {}), done)
        },
        // `discardArrivals` does it, once the last write has ended.
        _removeFile: (_req, _file, done) => done(null),
      },
    }

    // Absent from @types/multer 2.3.
    const streamHandler = (_req: Request, parser: Writable) => {
      let left = rules.maxRequestBytes
      req.on('data', function count(chunk: Buffer) {
        left -= chunk.length
        if (left >= 0) return

        // A browser announces the length; whoever does not may never stop: answer, then hang up.
        req.off('data', count)
        res.set('Connection', 'close')
        parser.destroy(tooHeavy(rules.maxRequestBytes))
        reject(tooHeavy(rules.maxRequestBytes))
      })
      req.pipe(parser)
    }

    multer({ ...options, streamHandler } as multer.Options).any()(req, res, (error) =>
      error ? reject(error) : resolve(),
    )
  })
}

// No `fileSize` here: multer would end the whole form, and the texts after the heavy file would be lost.
const limits = {
  fieldNameSize: 100,
  fieldSize: megabyte,
  fields: 300,
  fieldNestingDepth: 2,
  fieldArrayIndexLimit: 100,
  files: 100,
  parts: 400,
}

async function receive(file: Express.Multer.File, { folder, maxBytes }: Required<Options>): Promise<Arrival> {
  const name = visibleName(file.originalname)
  const { tooLarge, ...written } = await writeDown(file.stream, incomingFolder(folder), maxBytes)
  const fault = tooLarge ? aboutFile(name, `doit peser moins de ${maxBytes / megabyte} Mo`) : undefined
  return { field: file.fieldname, name, ...written, fault }
}

async function discardArrivals(form: Form) {
  const arrivals = await Promise.allSettled(form.arrivals.values())
  await discardFiles(arrivals.flatMap((arrival) => (arrival.status === 'fulfilled' ? [arrival.value] : [])))
}

const onlyOne = (name: string) => `Vous ne pouvez sélectionner qu’un fichier : seul «\u00a0${name}\u00a0» a été gardé`

function inFrench(error: unknown) {
  // Ours speaks already, and a full disk is not the visitor's doing.
  if (error instanceof Error && ('status' in error || 'syscall' in error)) return error

  if (!(error instanceof multer.MulterError)) {
    return refusal(400, 'Votre envoi s’est interrompu avant la fin : envoyez de nouveau le formulaire.', error)
  } else if (String(error.code) === 'LIMIT_FIELD_VALUE') {
    return refusal(400, 'Un des textes dépasse 1 Mo : raccourcissez-le puis envoyez de nouveau le formulaire.', error)
  } else {
    return refusal(400, 'Cet envoi ne correspond pas au formulaire : rouvrez la page puis recommencez.', error)
  }
}

const tooHeavy = (most: number) =>
  refusal(413, `Votre envoi dépasse ${most / megabyte} Mo : allégez les fichiers puis envoyez-le de nouveau.`)

const refusal = (status: number, message: string, cause?: unknown) =>
  Object.assign(new HttpError(status, message, 'Envoi interrompu'), { cause })
