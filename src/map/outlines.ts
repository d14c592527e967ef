import { readFileSync } from 'node:fs'
import path from 'node:path'
import { departmentName } from '../communes/departments.ts'
import { type Box, boxOf, type Point, project } from './projection.ts'

/** A département as it is drawn: never used to tell where a point is. */
export type Outline = { code: string; name: string; path: string; box: Box; label: Point }

type Collection = {
  features: { properties: { code: string }; geometry: { coordinates: [number, number][][] } }[]
}

const { features }: Collection = JSON.parse(readFileSync(path.join(import.meta.dirname, 'normandie.json'), 'utf8'))

// Where there is room between the towns.
const labels: Record<string, Point> = {
  14: { x: 420, y: 400 },
  27: { x: 720, y: 345 },
  50: { x: 212, y: 584 },
  61: { x: 560, y: 575 },
  76: { x: 782, y: 113 },
}

export const outlines: Outline[] = features.map(({ properties: { code }, geometry }) => {
  const rings = geometry.coordinates.map((ring) => ring.map(([longitude, latitude]) => project(longitude, latitude)))
  const box = boxOf(rings.flat(), 30)
  return {
    code,
    name: departmentName(code),
    path: rings.map((ring) => `M${ring.map(({ x, y }) => `${x} ${y}`).join('L')}Z`).join(''),
    box,
    label: labels[code] ?? { x: box.x + box.width / 2, y: box.y + box.height / 2 },
  }
})

/** Everything that is drawn. */
export const wholeBox: Box = boxOf(
  outlines.flatMap(({ box: { x, y, width, height } }) => [
    { x, y },
    { x: x + width, y: y + height },
  ]),
  -10,
)
