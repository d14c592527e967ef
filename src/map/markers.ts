import { type Point, project } from './projection.ts'

/** Something to place: what it is, and its commune with how well that is known. */
export type Placed = {
  title: string
  href: string
  place: { code: string; name: string; latitude: number; longitude: number; precision: string }
}

/** What one marker stands for: one thing, or all those of one place or of places too near to be told apart. */
export type Marker = Point & { placed: Placed[]; approximate: boolean }

/** Beyond a postal code nobody would find the place: it is told in words. */
export const isPlaced = ({ place }: Placed) => place.precision === 'commune' || place.precision === 'code-postal'

/**
 * Markers no nearer to one another than `apart`, in units of the map, from north to south. Things of one place always share
 * one; a marker is approximate when all that it holds is.
 */
export function markersOf(all: Placed[], apart: number): Marker[] {
  const markers: Marker[] = []
  for (const placed of Map.groupBy(all.filter(isPlaced), ({ place }) => place.code).values()) {
    const point = pointOf(placed)
    const near = markers.find((marker) => Math.hypot(marker.x - point.x, marker.y - point.y) < apart)
    if (near) near.placed.push(...placed)
    else markers.push({ ...point, placed, approximate: false })
  }
  return markers
    .map((marker) => ({ ...marker, approximate: marker.placed.every(({ place }) => place.precision !== 'commune') }))
    .sort((one, other) => one.y - other.y || one.x - other.x)
}

const pointOf = ([first]: Placed[]): Point => project(first?.place.longitude ?? 0, first?.place.latitude ?? 0)
