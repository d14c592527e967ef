import type { Guide } from './guide.ts'

export const editing: Guide = {
  title: 'Tenir le site, pas à pas',
  lede: 'Les textes, la boîte à outils, les fiches à remplir, le webinaire et le portail se changent ici, sans personne d’autre. Ce que vous enregistrez se voit aussitôt.',
  steps: [
    {
      title: 'Trouver ce qui se change',
      at: 'contenus',
      does: 'Dans le menu, ouvrez Contenus. Chaque page du site y a sa ligne ; dessous, **Boîte à outils**, **Webinaire**, **Fiches à télécharger** et **Portail national**.',
      sees: 'ce que la loi demande encore de dire, s’il en manque, en rouge en haut.',
    },
    {
      title: 'Changer un texte',
      at: 'page',
      does: 'Écrivez dans **Texte** : une ligne vide sépare deux paragraphes, et les signes sont expliqués au-dessus. **Aperçu** montre la page sans rien changer, **Enregistrer** la met en ligne.',
      sees: 'plus bas, les versions d’avant : chacune se relit et se remet en ligne.',
    },
    {
      title: 'Changer l’accueil',
      at: 'accueil',
      does: 'Dans Contenus, ouvrez Accueil : **À quoi sert la Semaine** le dit en une phrase, et chaque moment de l’année a son titre et son texte. **Ce que l’accueil montre** suit les dates, ou le moment que vous choisissez. Pressez **Enregistrer**.',
      sees: 'l’accueil du site, dans vos mots ; ce qu’il disait avant se relit dans Historique.',
    },
    {
      title: 'Dire qui publie et qui héberge',
      at: 'editeur',
      does: 'Dans Contenus, sous « Éditeur et hébergeur », remplissez ce que la loi demande : **Nom de la structure**, **Siège**, **Nom de l’hébergeur**. Ce que vous ne savez pas encore peut attendre ; pressez **Enregistrer**.',
      sees: 'ces réponses dans les mentions légales, les données personnelles et l’accessibilité.',
    },
    {
      title: 'Ranger la boîte à outils',
      at: 'ressources',
      does: '**Ajouter un fichier ou un lien**, puis rangez-le dans un groupe. **Monter** et **Descendre** changent l’ordre. Remplacer un fichier garde son adresse.',
      sees: 'la page « Boîte à outils » telle que le public la lit.',
    },
    {
      title: 'Proposer une fiche officielle',
      at: 'fiches',
      does: 'Le site fait lui-même les fiches à remplir. Pour donner la vôtre à la place, déposez-la sous **Mettre une fiche officielle à la place**.',
      sees: 'la fiche que chacun télécharge, partout sur le site, et de quoi revenir à celle du site.',
    },
    {
      title: 'Donner le webinaire',
      at: 'webinaire',
      does: 'Indiquez le lien sous **Webinaire en rediffusion**, ou déposez l’**Enregistrement** lui-même et ses **Sous-titres** (.vtt) ; ajoutez sa date, une ligne à partager et la transcription, puis pressez **Enregistrer**.',
      sees: 'la page « Webinaire », qui dit honnêtement quand il n’y a pas de transcription.',
    },
    {
      title: 'Transmettre au portail national',
      at: 'portail',
      does: 'Sous **À transmettre**, téléchargez le dossier, envoyez-le, puis pressez **Noter comme transmis** ; décochez ce qui n’est pas parti.',
      sees: 'ce qui a été transmis et quand, de quoi le télécharger de nouveau, et un bouton qui annule.',
    },
  ],
}
