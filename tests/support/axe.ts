import { AxeBuilder } from '@axe-core/playwright'
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
  // The other mode finishes in a second page of the context, where scripts may be off.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({
      runOnly: { type: 'tag', values: tags },
      rules: Object.fromEntries(extraRules.map((rule) => [rule, { enabled: true }])),
    })
    .analyze()
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
