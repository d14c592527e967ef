import { HtmlValidate, StaticConfigLoader } from 'html-validate'

// The preset `standard` is the HTML standard without matters of style: no rule had to be switched off.
const validator = new HtmlValidate(new StaticConfigLoader({ root: true, extends: ['html-validate:standard'] }))

/** Takes a whole page, a fragment, or the DOM after scripts (`document.documentElement.outerHTML`). */
export function htmlErrors(html: string): string[] {
  const { results } = validator.validateStringSync(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`),
  )
}
