import { mostWords, type Raw } from './raw.ts'
import { xmlParts } from './xml-parts.ts'

/** An OpenDocument text keeps the mark of the sheet that it was saved from, and none of its controls. */
export async function readOdt(bytes: Buffer): Promise<Raw> {
  const part = await xmlParts(bytes)
  const said = [...((await part(/^meta\.xml$/))?.getElementsByTagName('*') ?? [])]
    .filter(({ nodeName }) => nodeName === 'meta:keyword' || nodeName === 'meta:user-defined')
    .map(({ textContent }) => textContent)
    .join(' ')
  const content = await part(/^content\.xml$/).catch(() => undefined)
  const paragraphs = [...(content?.getElementsByTagName('*') ?? [])].filter(({ nodeName }) =>
    /^text:[ph]$/.test(nodeName),
  )
  return {
    mark: said,
    answers: {},
    words: paragraphs
      .map(({ textContent }) => textContent)
      .join('\n')
      .slice(0, mostWords),
  }
}
