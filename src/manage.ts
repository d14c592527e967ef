import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Config, configuration } from './config.ts'
import { closeAccount, openAccount } from './coordinators/accounts.ts'
import { findCoordinatorByEmail, listAccounts, listCoordinators } from './coordinators/queries.ts'
import { roles, roleText } from './coordinators/roles.ts'
import { issueSignIn, openSignIn, signInMinutes } from './coordinators/sign-in.ts'
import { erasePerson, fatesOf } from './follow/erase.ts'
import { packPerson } from './follow/export.ts'
import { type House, openHouse } from './house.ts'
import { createTransport } from './mail/transport.ts'

const help = `Commandes de l’exploitant :
  npm run manage -- coordinator list             les accès, ouverts et fermés, et leur rôle
  npm run manage -- coordinator add ADRESSE [lecture]
                                                 ouvrir un accès, de coordination ou de lecture
  npm run manage -- coordinator disable ADRESSE  fermer un accès
  npm run manage -- coordinator link [ADRESSE]   imprimer un lien de connexion, quand le courriel ne passe pas ou
                                                 quand la clé d’accès et les codes de secours sont perdus
  npm run manage -- export-person ADRESSE FICHIER.zip
                                                 écrire tout ce que le site garde d’une adresse
  npm run manage -- erase-person ADRESSE         effacer cette adresse et qui était derrière, son accès compris ; ses
                                                 pages en ligne restent sans contact (ajoutez « retirer » pour les
                                                 retirer)
  npm run manage -- mail test ADRESSE            envoyer un courriel d’essai, sans attendre
  npm run manage -- help                         cette aide`

type Command = (house: House, words: string[], config: Config) => string | Promise<string>

const commands: Record<string, Command> = {
  'coordinator list': ({ db }) =>
    listAccounts(db)
      .filter(({ erasedAt }) => !erasedAt)
      .map(({ email, role, disabledAt }) => `${email} (${roleText(role).toLowerCase()}${disabledAt ? ', fermé' : ''})`)
      .join('\n'),

  'coordinator add': ({ db, clock }, [address, asked = 'coordination']) => {
    const role =
      roles.find(({ slug }) => slug === asked)?.code ?? stop('Un accès est de « coordination » ou de « lecture ».')
    return openAccount(db, clock, 'system', { email: needed(address), role })
      ? `Accès ouvert : ${address} (${asked})`
      : `Cette adresse a déjà un accès : ${address}`
  },

  'coordinator disable': ({ db, clock }, [address]) => {
    const account = findCoordinatorByEmail(db, needed(address)) ?? stop(`Aucun accès ouvert pour ${address}.`)
    return closeAccount(db, clock, 'system', account.id) ? `Accès fermé : ${address}` : stop(lastOne)
  },

  'coordinator link': ({ db, clock, secret }, [address], { baseUrl }) => {
    const coordinator =
      (address ? findCoordinatorByEmail(db, address) : listCoordinators(db)[0]) ??
      stop(`Aucun accès ouvert${address ? ` pour ${address}` : ''}.`)
    const issued = issueSignIn(db, clock, secret, openSignIn(db, clock, coordinator))
    return `Pour ${coordinator.email}, une seule fois, pendant ${signInMinutes} minutes :\n${baseUrl}/connexion/${issued?.token}`
  },

  'mail test': (_house, [address], config) => sendTest(needed(address), config),

  'export-person': async ({ db, clock }, [address, file], config) => {
    const email = needed(address)
    const target = file?.endsWith('.zip') ? file : stop('Il manque le nom du fichier à écrire, en .zip.')
    const written = createWriteStream(target, { flags: 'wx', mode: 0o600 })
    await pipeline(packPerson({ db, clock, folders: foldersOf(config) }, email), written).catch(({ code, message }) =>
      stop(code === 'EEXIST' ? `Ce fichier existe déjà : ${target}` : `Le fichier n’a pas pu être écrit : ${message}`),
    )
    return `Écrit : ${target}`
  },

  'erase-person': async ({ db, clock }, [address, wish], config) => {
    const email = needed(address)
    const house = { db, clock, folders: foldersOf(config) }
    const count = fatesOf(house, email).length
    const account = findCoordinatorByEmail(db, email)
    if (account && !closeAccount(db, clock, 'system', account.id)) stop(lastOne)
    await erasePerson(house, email, { actor: 'system', staysOnline: () => wish !== 'retirer' })
    return `Effacée : ${email}. Propositions qui étaient à cette adresse : ${count}.${account ? accountWords : ''}`
  },
}

/** Straight to the server, past the outbox: what it answers is what there is to know. */
async function sendTest(address: string, config: Config) {
  const transport = createTransport(config)
  try {
    await transport.send({
      from: { name: 'Semaine ASER', address: config.MAIL_FROM },
      to: { name: '', address },
      subject: 'Essai d’envoi de la Semaine ASER',
      text: `Ce courriel d’essai vient de ${config.baseUrl}. S’il est arrivé, les autres arrivent aussi.\n`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } catch (error) {
    stop(`Le courriel n’est pas parti : ${error instanceof Error ? error.message : error}`)
  } finally {
    transport.close()
  }
  return config.SMTP_URL
    ? `Parti pour ${address}.`
    : `Écrit dans ${path.join(config.DATA_DIR, 'mailbox')} : SMTP_URL n’est pas donné.`
}

const accountWords =
  '\nSon accès à l’espace coordination est fermé et effacé ; l’historique en garde les décisions, sans l’adresse.'

const lastOne = 'C’est le dernier accès de coordination : ouvrez-en un autre avant (coordinator add).'

const words = process.argv.slice(3)
const [noun = 'help', verb = ''] = words
if (noun === 'help') console.log(help)
else await run()

async function run() {
  const two = commands[`${noun} ${verb}`]
  const chosen = two ?? commands[noun] ?? stop(`Commande inconnue : ${noun} ${verb}\n\n${help}`)
  const config = configuration()
  const house = openHouse(config, { setClock: false })
  console.log(await chosen(house, words.slice(two ? 2 : 1), config))
  house.db.close()
}

function foldersOf({ DATA_DIR }: Config) {
  return { documents: path.join(DATA_DIR, 'documents'), images: path.join(DATA_DIR, 'images') }
}

function needed(given: string | undefined): string {
  return given?.includes('@') ? given : stop('Il manque une adresse électronique.')
}

function stop(message: string): never {
  console.error(message)
  process.exit(1)
}
