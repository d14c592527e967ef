import ejs from 'ejs'

const address = /https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]]/g

/** Plain text as escaped HTML: its lines are kept, its http(s) addresses can be followed. */
export function linkify(text: string) {
  let html = ''
  let end = 0
  for (const match of text.matchAll(address)) {
    const url = ejs.escapeXML(match[0])
    html += `${ejs.escapeXML(text.slice(end, match.index))}<a href="${url}">${url}</a>`
    end = match.index + match[0].length
  }
  return (html + ejs.escapeXML(text.slice(end))).replaceAll('\n', '<br>')
}
