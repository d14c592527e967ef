import type { Guide } from './guide.ts'

export const proposing: Guide = {
  title: 'Proposer un événement, pas à pas',
  lede: 'Cinq minutes suffisent, sans compte ni mot de passe. Ayez sous la main le titre, la date, le lieu et l’adresse où s’inscrire : le reste peut attendre.',
  steps: [
    {
      title: 'Ouvrir le formulaire',
      at: 'contribuer',
      does: 'Allez à la page [Contribuer](/proposer), dans le menu, et pressez **Proposer un événement**. Vous en avez plusieurs ? **Envoyez-les dans un tableau** : une ligne par événement.',
      sees: 'le formulaire, en six parties numérotées.',
    },
    {
      title: 'Dire ce que c’est',
      at: 'formulaire',
      does: 'Donnez un **Titre** qui se comprend seul, puis un **Résumé** d’une ou deux phrases. Choisissez le type, un à trois thèmes et les **Publics visés**. Seul ce qui est marqué « obligatoire » l’est.',
      sees: 'sous chaque question, un exemple de ce qui est attendu.',
      picture: 'formulaire',
    },
    {
      title: 'Dire quand et où',
      at: 'formulaire',
      does: 'Écrivez le **Jour** et l’heure comme vous les diriez : « 25 mai », « 8 h 30 ». L’heure ou la salle ne sont pas fixées ? Laissez-les vides. Si l’événement a lieu plusieurs fois, pressez **Ajouter un créneau**.',
      sees: 'une deuxième date à remplir, sans rien perdre de la première.',
    },
    {
      title: 'Dire comment s’inscrire, et qui organise',
      at: 'formulaire',
      does: 'Indiquez l’**Accès** et où s’inscrire, le **Nom de la structure organisatrice**, puis vos coordonnées. Votre nom et votre adresse ne sont jamais publiés : vous choisissez à part ce que les visiteurs verront.',
      sees: 'à côté de chaque coordonnée, si elle est publiée ou non.',
    },
    {
      title: 'Vérifier',
      at: 'formulaire',
      does: 'Pressez **Vérifier ma proposition**. S’il manque quelque chose, un cadre le dit en haut de la page, et chaque ligne du cadre mène à la question.',
      sees: 'soit les points à corriger, avec tout ce que vous avez déjà écrit, soit votre proposition à relire.',
    },
    {
      title: 'Envoyer',
      at: 'verification',
      does: 'Relisez. **Modifier** rouvre une partie. Quand tout est juste, pressez **Envoyer ma proposition**. Pas encore prêt ? **Enregistrer et m’envoyer le lien** la garde soixante jours.',
      sees: 'une page qui dit « Bien reçu », et un courriel avec votre lien personnel.',
      picture: 'envoi',
    },
    {
      title: 'Suivre et corriger',
      at: 'suivi',
      does: 'Gardez ce lien parmi vos favoris. Il mène à votre page : **Modifier ma proposition**, **Écrire à la coordination**, **Retirer ma proposition**. La coordination répond en général sous trois jours ouvrés.',
      sees: 'où en est votre proposition : reçue, à lire, publiée.',
      picture: 'suivi',
    },
    {
      title: 'Annoncer un changement',
      at: 'publiee',
      does: 'Une fois en ligne, une modification attend l’accord de la coordination. Ce qui ne peut pas attendre passe par **Annulé, complet, reporté, en ligne ? L’annoncer tout de suite**, même à sept heures du matin.',
      sees: 'l’annonce sur la page publique et dans l’agenda, aussitôt.',
    },
    {
      title: 'Retrouver un lien perdu',
      at: 'retrouver',
      does: 'À la page [Retrouver mes propositions](/suivi), donnez l’adresse que vous aviez indiquée et pressez **Recevoir le lien**.',
      sees: 'dans votre messagerie, un lien vers tout ce que vous avez proposé, brouillons compris.',
    },
  ],
}
