import type { Database } from '../db/open.ts'
import { fileSize } from '../web/french.ts'
import { listGroups } from './groups.ts'
import { listResources, type Resource } from './queries.ts'

/** The toolbox as it is read: each group that has something to show. */
export function listToolbox(db: Database) {
  const resources = listResources(db).filter(({ listed }) => listed)
  return listGroups(db)
    .map(({ id, title }) => ({
      title,
      resources: resources.filter(({ groupId }) => groupId === id).map((one) => ({ ...one, ...presented(one) })),
    }))
    .filter((group) => group.resources.length > 0)
}

/** Where it is, and what it is: its format and weight, or the site that it leads to. */
export const presented = ({ slug, link, name, size, flags }: Resource) => ({
  href: link ?? `/ressources/${slug}`,
  format: link
    ? `lien vers ${new URL(link).hostname.replace(/^www\./, '')}`
    : `${formatOf(name)}, ${fileSize(size ?? 0)}`,
  inaccessible: flags.includes('inaccessible-pdf'),
})

const formatOf = (name: string | null) => {
  const ending = /\.([a-z0-9]+)$/i.exec(name ?? '')?.[1]?.toUpperCase() ?? ''
  return ending === 'JPG' ? 'JPEG' : ending
}
