import axe from 'axe-core'
import type { Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'RGAAv4']

// Off unless named, either by default or because axe calls them experimental.
const extraRules = [
  'css-orientation-lock',
  'focus-order-semantics',
  'label-content-name-mismatch',
  'p-as-heading',
  'table-fake-caption',
  'target-size',
  'td-has-header',
]

export async function axeViolations(page: Page): Promise<string[]> {
  const restore = await allowScripts(page)
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const violations = await page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
      return (await axe.run(document, options)).violations
    },
    {
      runOnly: { type: 'tag' as const, values: tags },
      rules: Object.fromEntries(extraRules.map((rule) => [rule, { enabled: true }])),
      resultTypes: ['violations' as const],
    },
  )
  await restore()

  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id}: ${target.join(' ')} — ${failureSummary ?? help}`.replace(/\s+/g, ' '),
    ),
  )
}

// axe waits for timers, which never fire in a page whose scripts are off. The page's own scripts do not run late.
async function allowScripts(page: Page): Promise<() => Promise<void>> {
  const areOff = await page.evaluate(() => matchMedia('(scripting: none)').matches)
  if (!areOff) return async () => {}

  const cdp = await page.context().newCDPSession(page)
  const turnOff = async (value: boolean) => {
    await cdp.send('Emulation.setScriptExecutionDisabled', { value })
  }
  // Chromium ignores "false" from a session that never said "true"; detaching the session would turn scripts on again.
  await turnOff(true)
  await turnOff(false)
  return () => turnOff(true)
}
