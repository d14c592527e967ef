import { interrupted, pointless } from './outbox.ts'

/** Why a mail did not leave, in words for whoever is not a postmaster; the first that fits. */
const reasons: [RegExp, string][] = [
  [/no recipients defined|\b5\.1\.3\b/i, 'L’adresse est mal écrite : corrigez-la.'],
  [
    /\b[45]\.2\.2\b|mailbox (?:is )?full|over ?quota|quota exceeded|\b[45]52\b/i,
    'Sa boîte est pleine : réessayez dans quelques jours, ou téléphonez.',
  ],
  [
    /\b5\.1\.[0126]\b|user (?:is )?unknown|unknown (?:user|recipient)|no such (?:user|mailbox|recipient)|does not exist|not found|mailbox unavailable|\b5(?:50|51|53)\b.*(?:recipient|mailbox|user|address)/i,
    'Cette adresse n’existe pas, ou n’existe plus : corrigez-la.',
  ],
  [
    /spam|blacklist|blocklist|blocked|reputation|\b[45]\.7\.\d+\b|dmarc|\bspf\b|dkim/i,
    'Son serveur refuse nos courriels, peut-être comme indésirables : prévenez la personne qui héberge le site.',
  ],
  [
    /invalid login|authentication|EAUTH|\b53[0458]\b/i,
    'Notre serveur d’envoi refuse de nous ouvrir : prévenez la personne qui héberge le site.',
  ],
  [
    /ECONN|ESOCKET|ETIMEDOUT|EDNS|ENOTFOUND|EHOST|ENETWORK|timeout|timed out|greeting|socket|aborted|certificate|\bTLS\b/i,
    'Le serveur d’envoi ne répond pas : le site réessaie tout seul.',
  ],
  [
    /gr[ea]ylist|try again|temporar|too many|rate limit|\b4\d\d\b/i,
    'Son serveur demande de patienter : le site réessaie tout seul.',
  ],
  [
    /\b(?:ENOENT|EACCES|EPERM|EROFS|ENOSPC|EDQUOT)\b/,
    'Le site n’arrive pas à l’écrire sur son disque : prévenez la personne qui héberge le site.',
  ],
  [/size|too large|\b5\.3\.4\b/i, 'Le courriel est trop lourd pour cette boîte.'],
  [/\b5\d\d\b/, 'Son serveur a refusé ce courriel.'],
]

/** Undefined when the error is already said in French. */
export function explain(error: string): string | undefined {
  if (error === interrupted || error === pointless) return undefined
  return reasons.find(([pattern]) => pattern.test(error))?.[1] ?? 'Ce courriel n’a pas pu partir.'
}
