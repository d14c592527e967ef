import { coordinatorOf } from '../coordinators/desk.ts'
import { type Edition, findCurrentEdition } from '../editions/queries.ts'
import { findWebinar, putWebinarFile, removeWebinarFile, type WebinarPart } from '../editions/webinar.ts'
import { note } from '../journal/queries.ts'
import { keepFile, removeStored } from '../uploads/keep.ts'
import { type ReceivedFile, receivedFiles, receiveFiles } from '../uploads/receive.ts'
import { found } from '../web/errors.ts'
import type { Room } from '../web/room.ts'
import type { Tools } from './tools.ts'
import { showWebinar, typedOf } from './webinar.ts'

const parts: Record<string, WebinarPart> = { enregistrement: 'recording', sous_titres: 'captions' }

/** The recording and its captions, when the site serves them itself. */
export function openWebinarFileRoom(room: Room, tools: Tools) {
  const { db, folder, receiving } = tools
  const questions = [
    { field: 'enregistrement', accepts: 'recording' as const },
    { field: 'sous_titres', accepts: 'captions' as const },
  ]

  room.post('/webinaire/fichiers', receiveFiles({ folder, questions, ...receiving }), async (req, res) => {
    const edition = found(findCurrentEdition(db))
    const { accepted, errors } = await receivedFiles(req)
    const removed = [req.body?.retirer ?? []].flat().flatMap((name: string) => parts[name] ?? [])
    if (accepted.length + removed.length === 0)
      errors.enregistrement ??= 'Enregistrement : choisissez un fichier, ou dites ce qui est à retirer'
    if (Object.keys(errors).length > 0)
      return showWebinar(res.status(422), tools, edition, typedOf(edition, findWebinar(db, edition)), errors)

    await change(tools, coordinatorOf(res).id, edition, { accepted, removed })
    res.redirect(303, '/moderation/edition/webinaire?fait=enregistre')
  })
}

type Change = { accepted: ReceivedFile[]; removed: WebinarPart[] }

async function change(tools: Tools, coordinator: number, edition: Edition, { accepted, removed }: Change) {
  const { db, clock, folder } = tools
  const kept: [WebinarPart, ReceivedFile & { storedAs: string }][] = []
  for (const file of accepted)
    kept.push([parts[file.field] ?? 'recording', { ...file, storedAs: await keepFile(file, folder) }])

  const gone = db
    .transaction(() => {
      const before = findWebinar(db, edition)
      for (const part of removed) removeWebinarFile(db, edition, part)
      for (const [part, { name, storedAs, type, size, sha256 }] of kept)
        putWebinarFile(db, clock, edition, part, { name, storedAs, type, size, sha256 })
      const after = findWebinar(db, edition)
      note(db, clock, `coordinator:${coordinator}`, 'webinar-saved', `edition-${edition.year}`, {
        before: { Enregistrement: before.recording?.name ?? '', 'Sous-titres': before.captions?.name ?? '' },
        after: { Enregistrement: after.recording?.name ?? '', 'Sous-titres': after.captions?.name ?? '' },
      })
      const left = [after.recording?.storedAs, after.captions?.storedAs]
      return [before.recording, before.captions].flatMap((file) =>
        file && !left.includes(file.storedAs) ? [file.storedAs] : [],
      )
    })
    .immediate()
  for (const name of gone) await removeStored(folder, name)
}
