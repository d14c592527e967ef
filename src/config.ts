import path from 'node:path'
import { z } from 'zod'

export type Config = z.infer<typeof variables> & { production: boolean; baseUrl: string; secure: boolean }

const email = (name: string) =>
  z.email({ error: `${name} doit être une adresse électronique, par exemple aser@example.org` })

const variables = z.object({
  PORT: z.coerce.number({ error: 'PORT doit être un nombre' }).int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  BASE_URL: z
    .url({
      protocol: /^https?$/,
      error: 'BASE_URL doit être une adresse complète, par exemple https://semaine.example.org',
    })
    .optional(),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((folder) => path.resolve(folder)),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'SMTP_URL doit commencer par smtp:// ou smtps://' }).optional(),
  MAIL_FROM: email('MAIL_FROM').default('semaine-aser@example.org'),
  COORDINATOR_EMAIL: z
    .string()
    .default('coordination@example.org')
    .transform((list) => list.split(',').map((address) => address.trim()))
    .pipe(z.array(email('COORDINATOR_EMAIL')).min(1)),
  SECRET: z.string().min(32, 'SECRET doit compter au moins 32 caractères').optional(),
  SITE_CLOCK: z
    .string()
    .refine(isLocalTime, 'SITE_CLOCK s’écrit 2023-05-09T09:00, et ce moment doit exister')
    .optional(),
  TRUST_PROXY: z.coerce
    .number({ error: 'TRUST_PROXY est un nombre de serveurs mandataires' })
    .int()
    .min(0)
    .max(9)
    .default(0),
  CLAMD: z
    .string()
    .refine(
      isSocketAddress,
      'CLAMD s’écrit hôte:port ou le chemin complet d’un socket, par exemple /run/clamav/clamd.ctl',
    )
    .optional(),
  NODE_ENV: z
    .enum(['development', 'test', 'production'], { error: 'NODE_ENV vaut development, test ou production' })
    .default('development'),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
      error: 'LOG_LEVEL vaut silent, fatal, error, warn, info, debug ou trace',
    })
    .default('info'),
})

const requiredInProduction = ['BASE_URL', 'SMTP_URL', 'MAIL_FROM', 'COORDINATOR_EMAIL'] as const

/** Reads the environment. Throws a ConfigurationError that holds one clear line for each value that will not do. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = variables.safeParse(given)
  const problems = result.success ? [] : result.error.issues.map((issue) => issue.message)

  const production = given.NODE_ENV === 'production'
  if (production) {
    for (const name of requiredInProduction) if (!given[name]) problems.push(`${name} est nécessaire en production`)
    if (given.BASE_URL && !given.BASE_URL.startsWith('https://'))
      problems.push('BASE_URL doit être en https en production')
  }
  if (!result.success || problems.length > 0) throw new ConfigurationError(problems)

  const baseUrl = (result.data.BASE_URL ?? `http://localhost:${result.data.PORT}`).replace(/\/+$/, '')
  return { ...result.data, production, baseUrl, secure: baseUrl.startsWith('https://') }
}

class ConfigurationError extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** The process's configuration; one clear line for each bad value, and the end, when it will not do. */
export function configuration(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    for (const problem of error.problems) process.stderr.write(`Configuration : ${problem}\n`)
    process.exit(1)
  }
}

function isLocalTime(text: string) {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toString({ smallestUnit: 'minute' }) === text
  } catch {
    return false
  }
}

function isSocketAddress(text: string) {
  const port = /^(?:[\w.-]+|\[[\da-f:.]+\]):(\d{1,5})$/i.exec(text)?.[1]
  return path.isAbsolute(text) || (port !== undefined && Number(port) > 0 && Number(port) < 65_536)
}
