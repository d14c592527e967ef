import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What holds the focus, and whether it can be seen to. */
export function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const { id, textContent } = element
    const [name, type, role] = ['name', 'type', 'role'].map((attribute) => element.getAttribute(attribute))
    const look = () =>
      [element, element.closest('label'), element.parentElement].map((one) => {
        const { outline, boxShadow } = getComputedStyle(one ?? element)
        return `${outline} ${boxShadow}`
      })

    const withFocus = look()
    const isStop = element !== document.body && element.tabIndex >= 0
    if (isStop) element.blur()
    const without = look()
    if (isStop) element.focus({ preventScroll: true })
    const isButton = element.tagName === 'BUTTON'
    const label = (name && !isButton ? name : textContent?.trim().replaceAll(/\s+/g, ' ')) ?? ''
    return { id, name, type, role, label, isStop, visible: withFocus.join() !== without.join() }
  })
}

export async function tab(page: Page, key = 'Tab') {
  await page.keyboard.press(key)
  const stop = await focused(page)
  if (stop.isStop) expect(stop.visible, `no visible focus on « ${stop.label} » of ${page.url()}`).toBe(true)
  return stop
}

/** Tabs to the control of that name, or to the link or button that starts with those words. */
export async function tabTo(page: Page, wanted: string) {
  for (let presses = 0; presses < 200; presses++) {
    const { name, label } = await tab(page)
    if (name === wanted || label.toLocaleLowerCase('fr').startsWith(wanted.toLocaleLowerCase('fr'))) return
  }
  throw new Error(`Tab never reaches « ${wanted} » on ${page.url()}`)
}

/** Every stop until the focus leaves the page. */
export async function walk(page: Page, key: string) {
  const stops: string[] = []
  for (;;) {
    const { isStop, label } = await tab(page, key)
    if (!isStop) return stops
    if (stops.length > 300) throw new Error(`${key} never leaves ${page.url()}: ${stops.slice(-5)}`)
    stops.push(label)
  }
}

/** Arrows through a list or a group of radio buttons until the answer is the chosen one. */
export async function choose(page: Page, answer: string) {
  const chosen = () =>
    page.evaluate(() => {
      const control = document.activeElement as HTMLInputElement
      return control.type !== 'radio' || control.checked ? control.value : undefined
    })
  if ((await page.evaluate(() => document.activeElement?.getAttribute('type'))) === 'radio')
    await page.keyboard.press('Space')
  for (let presses = 0; (await chosen()) !== answer; presses++) {
    if (presses > 50) throw new Error(`the arrows never reach « ${answer} »`)
    await page.keyboard.press('ArrowDown')
  }
}
