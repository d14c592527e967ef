/** Text typed by a person as escaped HTML: a blank line makes a paragraph, a line break stays one, lines that open with a dash make a list. */
export const paragraphs = (text: string) =>
  text
    .split(/\n{2,}/)
    .flatMap(blocksOf)
    .join('\n')

const bullet = /^\s*[-–—•*]\s+/

function blocksOf(block: string): string[] {
  const runs: { listed: boolean; lines: string[] }[] = []
  for (const line of block.split('\n')) {
    const listed = bullet.test(line)
    const last = runs.at(-1)
    if (last?.listed === listed) last.lines.push(line)
    else runs.push({ listed, lines: [line] })
  }
  return runs.map(({ listed, lines }) =>
    listed
      ? `<ul>${lines.map((line) => `<li>${escapeHtml(line.replace(bullet, ''))}</li>`).join('')}</ul>`
      : `<p>${lines.map(escapeHtml).join('<br>')}</p>`,
  )
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const article = /\(?(?:\b(?:art\.|articles?)\s)?\b[LRD]\.\s\d+(?:-\d+)+\)?/g

/** Text as escaped HTML, in which the number of an article of law is in one piece: « art. L. 2113-12 ». */
export const unbroken = (text: string) =>
  escapeHtml(text).replace(article, (number) => `<span class="unbroken">${number}</span>`)
