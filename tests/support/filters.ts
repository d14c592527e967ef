/** What a filter of a list offers. */
export function filtersIn(html: string, name: string): string[] {
  const options = html.split(`<select id="${name}"`)[1]?.split('</select>')[0] ?? ''
  return [...options.matchAll(/<option value="([^"]+)"/g)].map(([, slug]) => slug ?? '')
}
