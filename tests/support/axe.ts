import axe, { type NodeResult } from 'axe-core'
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

/**
 * What axe leaves to a person, who looked: words of a drawing lie on one of its flat colours, and it is cut at its frame; the
 * cells of a wide table pass under its first column on a telephone, and are measured at 1280 px.
 */
const reviewed = ['bgOverlap', 'imgNode', 'elmPartiallyObscured']

/** What is wrong with a page, and whatever axe cannot tell and nobody has looked at. */
export async function axeViolations(page: Page): Promise<string[]> {
  const restore = await allowScripts(page)
  if (!(await page.evaluate(() => 'axe' in globalThis))) await prepare(page)
  const { violations, incomplete } = await page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
      const { violations, incomplete } = await axe.run(document, options)
      return { violations, incomplete }
    },
    {
      runOnly: { type: 'tag' as const, values: tags },
      rules: Object.fromEntries(extraRules.map((rule) => [rule, { enabled: true }])),
      resultTypes: ['violations' as const, 'incomplete' as const],
    },
  )
  await restore()

  return [...violations, ...incomplete].flatMap(({ id, help, nodes }) =>
    nodes
      .filter((node) => !(id === 'color-contrast' && reviewed.includes(reasonOf(node))))
      .map(({ target, failureSummary }) =>
        `${id}: ${target.join(' ')} — ${failureSummary ?? help}`.replace(/\s+/g, ' '),
      ),
  )
}

const reasonOf = ({ any }: NodeResult) => String(any[0]?.data?.messageKey)

/** Lone figures are measured too, and words against the flat colour under a gradient: those here are shades of it. */
async function prepare(page: Page) {
  await page.evaluate(axe.source)
  await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const contrastRatio = { normal: { expected: 4.5 }, large: { expected: 3 } }
    const text = { ignoreUnicode: true, ignoreLength: true, boldValue: 700, boldTextPt: 14, largeTextPt: 18 }
    const options = {
      ...text,
      contrastRatio,
      shadowOutlineEmMax: 0.2,
      textStrokeEmMin: 0.03,
      pseudoSizeThreshold: 0.25,
    }
    axe.configure({ checks: [{ id: 'color-contrast', options }] })
    const flat = new CSSStyleSheet()
    flat.replaceSync('*, ::before, ::after { background-image: none !important }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, flat]
  })
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
