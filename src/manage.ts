import { configuration } from './config.ts'
import {
  addCoordinator,
  disableCoordinator,
  findCoordinatorByEmail,
  listAccounts,
  listCoordinators,
} from './coordinators/queries.ts'
import { issueSignIn, openSignIn, signInMinutes } from './coordinators/sign-in.ts'
import { type House, openHouse } from './house.ts'

const help = `Commandes de l’exploitant :
  npm run manage -- coordinator list             les accès, ouverts et fermés
  npm run manage -- coordinator add ADRESSE      ouvrir un accès
  npm run manage -- coordinator disable ADRESSE  fermer un accès
  npm run manage -- coordinator link [ADRESSE]   imprimer un lien de connexion, quand le courriel ne passe pas
  npm run manage -- help                         cette aide`

const commands: Record<string, (house: House, address: string | undefined, baseUrl: string) => string> = {
  'coordinator list': ({ db }) =>
    listAccounts(db)
      .map(({ email, disabledAt }) => `${email}${disabledAt ? ' (fermé)' : ''}`)
      .join('\n'),

  'coordinator add': ({ db, clock }, address) =>
    addCoordinator(db, clock, needed(address))
      ? `Accès ouvert : ${address}`
      : `Cette adresse a déjà un accès : ${address}`,

  'coordinator disable': ({ db, clock }, address) =>
    disableCoordinator(db, clock, needed(address))
      ? `Accès fermé : ${address}`
      : stop(`Aucun accès ouvert pour ${address}.`),

  'coordinator link': ({ db, clock, secret }, address, baseUrl) => {
    const coordinator =
      (address ? findCoordinatorByEmail(db, address) : listCoordinators(db)[0]) ??
      stop(`Aucun accès ouvert${address ? ` pour ${address}` : ''}.`)
    const issued = issueSignIn(db, clock, secret, openSignIn(db, clock, coordinator))
    return `Pour ${coordinator.email}, une seule fois, pendant ${signInMinutes} minutes :\n${baseUrl}/connexion/${issued?.token}`
  },
}

const [noun = 'help', verb = '', address] = process.argv.slice(3)
const command = commands[`${noun} ${verb}`]
if (noun === 'help') console.log(help)
else if (!command) stop(`Commande inconnue : ${noun} ${verb}\n\n${help}`)
else run(command)

function run(chosen: NonNullable<typeof command>) {
  const config = configuration()
  const house = openHouse(config, { setClock: false })
  console.log(chosen(house, address, config.baseUrl))
  house.db.close()
}

function needed(given: string | undefined): string {
  return given?.includes('@') ? given : stop('Il manque une adresse électronique.')
}

function stop(message: string): never {
  console.error(message)
  process.exit(1)
}
