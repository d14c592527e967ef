/** A point of the map: equirectangular, x growing eastwards and y southwards, one unit being about 280 metres. */
export type Point = { x: number; y: number }
export type Box = Point & { width: number; height: number }

// The north-west corner of the region, and how much narrower than high a degree is at its latitude.
const [west, north] = [-1.946, 50.066]
const [unitsPerDegree, narrowing] = [400, Math.cos((49.1 * Math.PI) / 180)]

export const project = (longitude: number, latitude: number): Point => ({
  x: rounded((longitude - west) * narrowing * unitsPerDegree),
  y: rounded((north - latitude) * unitsPerDegree),
})

/** The smallest box that holds these points, with a margin around it. */
export function boxOf(points: Point[], margin: number): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [left, top] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  return {
    x: rounded(left),
    y: rounded(top),
    width: rounded(Math.max(...xs) + margin - left),
    height: rounded(Math.max(...ys) + margin - top),
  }
}

const rounded = (value: number) => Math.round(value * 10) / 10
