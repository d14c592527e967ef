import type { Writable } from 'node:stream'
import type { Request, Response } from 'express'
import multer from 'multer'
import { HttpError } from '../web/errors.ts'
import { megabyte } from './questions.ts'

/** `allow` says how much a file of that field may weigh, 0 when nobody asked for it; the body is then allowed as much more. */
type Reading = {
  most: number
  mostText: number
  allow(field: string): number
  receive(file: Express.Multer.File): Promise<unknown> | undefined
}

/** Reads a multipart body: the texts into `req.body`, each file that is allowed through `receive`. */
export function readForm(req: Request, res: Response, { most, mostText, allow, receive }: Reading): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let allowed = most
    const options: multer.Options = {
      // Browsers send file names as UTF-8 but multer reads Latin-1 unless told: « été.pdf » would arrive as « Ã©tÃ©.pdf ».
      defParamCharset: 'utf8',
      limits,
      fileFilter(_req, { fieldname }, accept) {
        const more = allow(fieldname)
        allowed += more
        accept(null, more > 0)
      },
      storage: {
        _handleFile: (_req, file, done) => void receive(file)?.then(() => done(null, {}), done),
        // Whoever received it does, once the last write has ended.
        _removeFile: (_req, _file, done) => done(null),
      },
    }

    // Absent from @types/multer 2.3.
    const streamHandler = (_req: Request, parser: Writable) => {
      let read = 0
      let text = 0
      // What waits in memory is the texts.
      parser.on('field', (_name: string, value: string) => {
        text += value.length
        if (text > mostText) stop(tooLong())
      })
      // The parser first: the file that it finds in a piece makes room for that piece.
      req.pipe(parser)
      req.on('data', (piece: Buffer) => {
        read += piece.length
        if (read > allowed) stop(tooHeavy(allowed))
      })

      function stop(error: Error) {
        // Whoever sends so much may never end: answer, then hang up.
        if (!res.headersSent) res.set('Connection', 'close')
        parser.destroy(error)
        reject(error)
      }
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

export function inFrench(error: unknown) {
  // Ours speaks already, and a full disk is not the visitor's doing.
  if (error instanceof Error && ('status' in error || 'syscall' in error)) return error

  return error instanceof multer.MulterError
    ? refusal(400, 'Cet envoi ne correspond pas au formulaire : rouvrez la page puis recommencez.', error)
    : refusal(400, 'Votre envoi s’est interrompu avant la fin : envoyez de nouveau le formulaire.', error)
}

export const tooHeavy = (most: number) =>
  refusal(
    413,
    `Votre envoi dépasse ${Math.floor(most / megabyte)} Mo : allégez les fichiers puis envoyez-le de nouveau.`,
  )

const tooLong = () =>
  refusal(400, 'Vos textes dépassent 1 Mo : raccourcissez-les puis envoyez de nouveau le formulaire.')

const refusal = (status: number, message: string, cause?: unknown) =>
  Object.assign(new HttpError(status, message, 'Envoi interrompu'), { cause })
