import type { Page } from 'playwright-core'

/** What a reader changes of a page: letters twice as large, or more air between them (RGAA 10.4, 10.12). */
const readerStyles = {
  'letters twice as large': 'html { font-size: 200% }',
  'text spaced out':
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
}

/** Text that is cut, or a page that has to be scrolled sideways, once a reader has changed the letters. */
export async function crampedBy(page: Page, width: number, name: keyof typeof readerStyles) {
  await page.setViewportSize({ width, height: 800 })
  // The content security policy refuses a <style>, and lets the page's own script adopt a sheet.
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
  }, readerStyles[name])
  const faults = await page.evaluate((most) => {
    const wide = document.scrollingElement?.scrollWidth ?? 0
    const cut = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element)
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
      if (element.closest('.visually-hidden, .trap, svg, input, select') || element.clientWidth < 2) return false
      return (
        (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)
      )
    })
    return [
      ...(wide > most
        ? [
            `${wide} px wide, ${[...document.querySelectorAll('main *')]
              .filter((element) => element.getBoundingClientRect().right > most)
              .map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 30)}`)
              .at(-1)}`,
          ]
        : []),
      ...cut.map((element) => `cut: ${element.tagName} ${element.className} ${element.innerText.slice(0, 40)}`),
    ]
  }, width)
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
  })
  return faults.map((fault) => `${name}, ${width} px: ${fault}`)
}

/** Every stop of the Tab key, in the order of the page: seen, outlined, not covered, left again (RGAA 10.7, 12.8, 12.9). */
export async function stopsOf(page: Page) {
  const faults: string[] = []
  const names: string[] = []
  await page.evaluate(() => {
    const blank = (element: Element) => element === document.body || element === document.documentElement
    Object.assign(window, { met: [] as Element[], blank })
  })
  for (let stop = 0; stop < 600; stop++) {
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(() => {
      const { met, blank } = window as unknown as { met: Element[]; blank: (element: Element) => boolean }
      const element = document.activeElement as HTMLElement
      if (blank(element) || element === met[0]) return undefined
      const name = `${element.tagName} ${element.id || element.innerText?.slice(0, 30)}`
      if (met.at(-1) === element) return { name, faults: [] }
      const last = met.at(-1)
      met.push(element)
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      element.scrollIntoView({ block: 'center' })
      const [box] = element.getClientRects()
      const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      // what is drawn together is seen together: a place on a map, in front of its land
      const drawing = element.closest('svg')
      const shown =
        top &&
        (element.contains(top) ||
          top.contains(element) ||
          top.closest('label')?.control === element ||
          (drawing && top.closest('svg') === drawing))
      return {
        name,
        faults: [
          ...(last && !(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)
            ? [`${name} comes after what follows it`]
            : []),
          ...(outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2 ? [`${name} has no outline`] : []),
          // on a map the shape is outlined, rather than the rectangle around it
          ...(drawing &&
          ![...element.querySelectorAll('path, circle')].some(
            (shape) => Number.parseFloat(getComputedStyle(shape).strokeWidth) >= 4,
          )
            ? [`${name} has no outlined shape`]
            : []),
          ...(shown ? [] : [`${name} is covered by ${top?.tagName} ${top?.className}`]),
        ],
      }
    })
    if (!seen) return { names, faults }
    names.push(seen.name)
    faults.push(...seen.faults)
  }
  return { names, faults: [...faults, `the Tab key never leaves: ${names.slice(-3).join(', ')}`] }
}

/** Borders of fields and outlines of what has the focus, against what is around them (RGAA 3.3). */
export const faintBorders = (page: Page) =>
  page.evaluate(() => {
    const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    const rgb = (color: string) => {
      if (!paint) return [0, 0, 0, 0]
      paint.clearRect(0, 0, 1, 1)
      paint.fillStyle = color
      paint.fillRect(0, 0, 1, 1)
      return [...paint.getImageData(0, 0, 1, 1).data]
    }
    const light = (color: string) => {
      const [red = 0, green = 0, blue = 0] = rgb(color).map((value) => {
        const share = value / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const ratio = (one: string, other: string) => {
      const [low = 0, high = 0] = [light(one), light(other)].sort((a, b) => a - b)
      return (high + 0.05) / (low + 0.05)
    }
    const ground = (element: Element | null): string => {
      if (!element) return 'white'
      const { backgroundColor } = getComputedStyle(element)
      return rgb(backgroundColor)[3] === 255 ? backgroundColor : ground(element.parentElement)
    }
    return [...document.querySelectorAll<HTMLElement>('input, select, textarea')].flatMap((field) => {
      if (field.matches('[type=hidden]') || field.closest('.trap, .visually-hidden')) return []
      const around = ground(field.parentElement)
      field.focus()
      const { borderTopColor, outlineColor, appearance } = getComputedStyle(field)
      const native = appearance !== 'none' && field.matches('[type=radio], [type=checkbox], [type=file]')
      const measured = {
        outline: ratio(outlineColor, around),
        ...(native ? {} : { border: ratio(borderTopColor, around) }),
      }
      return Object.entries(measured)
        .filter(([, contrast]) => contrast < 3)
        .map(([part, contrast]) => `${part} of ${field.id}: ${contrast.toFixed(2)}`)
    })
  })

/** What the HTML itself says: titles in steps, landmarks, images, tables, and nothing that moves or opens by itself. */
export const structureOf = (page: Page) =>
  page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
    const levels = all('h1, h2, h3, h4, h5, h6').map(({ tagName }) => Number(tagName[1]))
    const tables = all('table') as HTMLTableElement[]
    const words = (root: HTMLElement) => root.innerText.split(/\s+/).filter(Boolean)
    const styled = words(document.body)
    // A style sheet may hold open what is folded by itself: anybody unfolds it.
    for (const folded of all('details') as HTMLDetailsElement[]) folded.open = true
    for (const sheet of document.styleSheets) sheet.disabled = true
    const bare = document.body.innerText.toLowerCase()
    for (const sheet of document.styleSheets) sheet.disabled = false
    const told = (what: string, found: HTMLElement[]) =>
      found.map(({ outerHTML }) => `${what}: ${outerHTML.slice(0, 90)}`)

    return [
      ...(levels.filter((level) => level === 1).length === 1 ? [] : ['not one h1']),
      ...levels
        .filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1)
        .map((level) => `a step before h${level}`),
      ...['body > header', 'main', 'body > footer']
        .filter((part) => all(part).length !== 1)
        .map((part) => `not one ${part}`),
      ...told('a menu without a name', all('nav:not([aria-label], [aria-labelledby])')),
      ...told(
        'an image without alternative',
        all('img:not([alt]), svg:not([aria-hidden=true], [role=img], [role=group][aria-label], [aria-hidden=true] *)'),
      ),
      ...told('a drawing without its size', all('svg:not([width][height])')),
      ...told(
        'moves, plays or opens by itself',
        all('[autoplay], [target], [accesskey], marquee, blink, iframe, meta[http-equiv]'),
      ),
      ...told(
        'a positive tabindex',
        all('[tabindex]').filter(({ tabIndex }) => tabIndex > 0),
      ),
      ...told(
        'a table without a title',
        tables.filter((table) => !table.caption?.innerText.trim() && !table.ariaLabelledByElements?.length),
      ),
      ...told('a heading of a table without its scope', all('th:not([scope])')),
      ...told(
        'a line of a table without headings',
        tables.filter((table) =>
          [...table.rows].some(
            (row) => row.querySelector('td') && !table.querySelector('thead th') && !row.querySelector('th'),
          ),
        ),
      ),
      ...told('presentation in HTML', all('font, center, [bgcolor], [align], [style]')),
      ...styled
        .filter((word) => !bare.includes(word.toLowerCase()))
        .map((word) => `not there without the style sheet: ${word}`),
    ]
  })

/** Every field has its label, to be read right beside it, and those that answer one question share a legend (RGAA 11.1 to 11.7). */
export const lostLabels = (page: Page) =>
  page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, select, textarea')].filter(
      (field) => !field.matches('[type=hidden]') && !field.closest('.trap'),
    )
    return fields.flatMap((field) => {
      const name = field.id || field.name
      const [label] = [...(field.labels ?? []), ...(field.ariaLabelledByElements ?? [])]
      // A box before what it ticks is called by that, which stands beside it.
      if (
        field.type === 'checkbox' &&
        field.ariaLabel?.includes(field.closest('li')?.querySelector('a')?.textContent?.trim() ?? '?')
      )
        return []
      // So is a text to copy by the line that unfolds it.
      if (field.readOnly && field.ariaLabel && field.closest('details')) return []
      if (!label?.textContent?.trim()) return [`${name} has no label`]
      const [box, words] = [field.getBoundingClientRect(), label.getBoundingClientRect()]
      const apart = Math.max(
        box.top - words.bottom,
        words.top - box.bottom,
        box.left - words.right,
        words.left - box.right,
      )
      const group = field.closest('fieldset')
      const alike = fields.filter((other) => other.name === field.name && other.form === field.form).length
      return [
        ...(words.width < 2 || label.matches('.visually-hidden') ? [`the label of ${name} is not to be seen`] : []),
        ...(apart > 150 ? [`${name} is ${Math.round(apart)} px from its label`] : []),
        ...(field.type === 'radio' && !group ? [`${name} has no group`] : []),
        ...(field.type === 'checkbox' && alike > 1 && !group ? [`${name} has no group`] : []),
        ...(group && !(group.firstElementChild?.matches('legend') && group.firstElementChild.textContent?.trim())
          ? [`the group of ${name} has no legend`]
          : []),
      ]
    })
  })
