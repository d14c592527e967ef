import type { Guide } from './guide.ts'

export const moderating: Guide = {
  title: 'Modérer, pas à pas',
  lede: 'Une proposition se décide en une minute, depuis le courriel qui l’annonce ou depuis la file. Vous avez cinq minutes pour vous raviser ; plus tard, un refus peut être rouvert et un événement en ligne annulé.',
  steps: [
    {
      title: 'Depuis le courriel',
      at: 'courriel',
      does: 'Chaque proposition arrive par courriel, entière. Son lien ouvre une page où décider sans vous connecter : **Publier**, **Demander une correction** ou **Refuser**. Ouvrir le lien ne décide de rien : il faut presser un bouton.',
      sees: 'la proposition telle qu’elle est aujourd’hui, même si elle a changé depuis le courriel.',
    },
    {
      title: 'Depuis la file',
      at: 'file',
      does: '**À décider** montre tout ce qui attend, le plus ancien d’abord. **Filtrer** et **Rechercher** le réduisent. Vous êtes plusieurs ? **Je m’en occupe** le dit aux autres.',
      sees: 'une ligne par proposition : pourquoi elle est là, de qui, pour quel jour, depuis quand.',
      picture: 'file',
    },
    {
      title: 'Lire',
      at: 'proposition',
      does: 'Ouvrez une ligne. Sous **Vérifications**, le site dit ce qui mérite un regard : doublon possible, date hors de la Semaine, document à ouvrir. **Aperçu de la page** montre ce que le public lirait. **Modifier moi-même** corrige une coquille, **Ajouter une note** reste entre vous.',
      sees: 'toutes les réponses, et à part les coordonnées qui ne seront pas publiées.',
      picture: 'lecture',
    },
    {
      title: 'Décider',
      at: 'proposition',
      does: '**Publier** met en ligne tout de suite. **Demander une correction** et **Refuser** ouvrent des motifs tout prêts, que vous complétez en vos mots ; **Modifier les motifs proposés** les change pour la suite.',
      sees: 'la décision en haut de l’encadré, et la proposition suivante à un clic.',
      picture: 'decision',
    },
    {
      title: 'Se raviser',
      at: 'decidee',
      does: 'Le courriel à l’organisateur attend cinq minutes. **Annuler l’envoi** remet tout comme avant, **Envoyer maintenant** n’attend pas.',
      sees: 'ce qui part, à qui et quand.',
      picture: 'raviser',
    },
    {
      title: 'Plusieurs à la fois',
      at: 'file',
      does: 'Cochez des lignes de la file, puis choisissez sous **Pour celles que vous cochez** : la même décision et le même message pour toutes. Vous relisez la liste avant que rien ne parte.',
      sees: 'celles qui sont décidées, et celles qui ont changé entre-temps et restent cochées.',
    },
    {
      title: 'Ce qui vous arrive autrement',
      at: 'file',
      does: 'Une proposition dictée au téléphone ou reçue par courriel s’ajoute à la main : en haut de la file, **Ajouter vous-même** un événement, une fiche REX ou une carte blanche.',
      sees: 'le même formulaire que les organisateurs, où presque rien n’est obligatoire.',
    },
    {
      title: 'Un événement en ligne qui change',
      at: 'en-ligne',
      does: 'Ouvrez-le depuis l’onglet « Publié ». **Annoncer un changement** dit qu’il est annulé, complet, reporté ou passé en ligne. **Écrire à l’organisateur** lui envoie un message, et sa réponse revient ici.',
      sees: 'l’annonce sur la page publique aussitôt ; un bouton la reprend.',
    },
    {
      title: 'Le texte d’une fiche remise en document',
      at: 'texte',
      does: 'Sous **Texte lu dans le document**, comparez ce que le site a lu au document, corrigez, retirez ce qui ne doit pas être publié, puis pressez **J’ai relu ce texte**.',
      sees: 'le texte sur la page publique, au-dessus du document, dès que la fiche est en ligne.',
    },
    {
      title: 'Les messages et les signalements',
      at: 'courrier',
      does: 'Ce que les visiteurs écrivent attend dans **À décider**, et tout est ensemble dans **Messages des visiteurs**. Ouvrez un message pour y répondre ; sans réponse à donner, cochez-le puis **Marquer comme traités**. Une publicité se classe par **Indésirables**.',
      sees: 'ce qui reste à traiter en tête, avec une mention si l’envoi est suspect. Un signalement se lit aussi sur la page de l’événement ou de la fiche qu’il concerne.',
    },
    {
      title: 'Recevoir moins de courriels',
      at: 'reception',
      does: 'Dans **Courriels**, puis « Comment je reçois les miens », choisissez : à chaque fois, groupés par heure, ou une fois le matin. Pressez **Enregistrer**.',
      sees: 'moins de messages ; ce qui est urgent arrive toujours tout de suite.',
    },
  ],
}
