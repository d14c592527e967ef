import { count, series } from '../web/french.ts'
import { isPlaced, type Marker, markersOf, type Placed } from './markers.ts'
import { outlines, wholeBox } from './outlines.ts'

type Drawing = {
  placed: Placed[]
  /** the départements in force; one alone is shown larger */
  departments: string[]
  /** the address that keeps these départements, and the one that keeps these communes */
  hrefOfDepartment: (code: string | undefined) => string
  hrefOfPlaces: (codes: string[]) => string
  /** « fiche », « fiches » */
  noun: [string, string]
}

/** The map of what is placed in the region, for views/partials/map.ejs: outlines that zoom, markers that lead to what they stand for. */
export function drawMap({ placed, departments, hrefOfDepartment, hrefOfPlaces, noun }: Drawing) {
  const zoomed = departments.length === 1 ? outlines.find(({ code }) => code === departments[0]) : undefined
  const box = zoomed?.box ?? wholeBox
  // as wide as a finger where the map is as narrow as a telephone
  const unit = box.width / 100
  const reach = rounded(unit * 4.2)
  return {
    width: Math.round(box.width),
    height: Math.round(box.height),
    viewBox: [box.x, box.y, box.width, box.height].join(' '),
    sizes: {
      name: rounded(unit * 3.2),
      count: rounded(unit * 3),
      one: rounded(unit * 1.7),
      several: rounded(unit * 2.6),
      reach,
    },
    zoomed: zoomed && { name: zoomed.name, wider: hrefOfDepartment(undefined) },
    outlines: outlines.map(({ code, name, path, label }) => ({
      name,
      path,
      label,
      href: code === zoomed?.code || countIn(placed, code) === 0 ? undefined : hrefOfDepartment(code),
      about: `${name} : ${count(countIn(placed, code), ...noun)}`,
      dim: zoomed !== undefined && code !== zoomed.code,
    })),
    markers: markersOf(placed, reach * 2).map((marker) => ({ ...marker, ...linkOf(marker, hrefOfPlaces, noun) })),
    approximate: placed.some((one) => isPlaced(one) && one.place.precision !== 'commune'),
    unplaced: placed.filter((one) => !isPlaced(one)),
  }
}

const rounded = (value: number) => Math.round(value * 10) / 10

const countIn = (placed: Placed[], code: string) => placed.filter(({ place }) => place.code.startsWith(code)).length

function linkOf({ placed, approximate }: Marker, hrefOfPlaces: Drawing['hrefOfPlaces'], noun: [string, string]) {
  const names = [...new Set(placed.map(({ place }) => place.name))]
  const where = `${series(names)}${approximate ? ' (position approximative)' : ''}`
  const [first] = placed
  if (first && placed.length === 1) return { href: first.href, about: `${first.title}, ${where}` }
  return {
    href: hrefOfPlaces([...new Set(placed.map(({ place }) => place.code))]),
    about: `${where} : ${count(placed.length, ...noun)}`,
  }
}
