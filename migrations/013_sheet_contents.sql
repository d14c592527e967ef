-- The content of a sheet is its answers under the names of their questions, and no longer nested: the form, the pages and the
-- exports read the same names. Whether the holder agrees to be named was never asked, so that nothing is answered there.
UPDATE sheets SET content = json_patch('{}', json_object(
  'habitants', content ->> '$.acheteur.habitants',
  'objet', content ->> '$.marche.objet',
  'categorie', content ->> '$.marche.categorie',
  'procedure', content ->> '$.marche.procedure',
  'montant', content ->> '$.marche.montantHT',
  'tranche', CASE WHEN content ->> '$.marche.montantHT' IS NULL THEN content ->> '$.marche.trancheMontant' END,
  'duree_mois', content ->> '$.marche.dureeMois',
  'alloti', CASE content ->> '$.marche.alloti' WHEN 1 THEN 'oui' WHEN 0 THEN 'non' END,
  'nombre_lots', CASE WHEN content ->> '$.marche.alloti' THEN content ->> '$.marche.nombreLots' END,
  'lots_reserves', CASE WHEN content ->> '$.marche.alloti' THEN content ->> '$.marche.lotsReserves' END,
  'technique', content ->> '$.marche.technique',
  'modalite_execution', content ->> '$.marche.modaliteExecution',
  'date_notification', content ->> '$.marche.dateNotification',
  'offres_recues', content ->> '$.marche.offresRecues',
  'considerations_sociales', content -> '$.considerationsSociales',
  'fondement_reservation', content ->> '$.fondementReservation',
  'considerations_environnementales', content -> '$.considerationsEnvironnementales',
  'clause_environnementale', content ->> '$.clauseEnvironnementale',
  'beneficiaires', content ->> '$.beneficiaires',
  'heures_prevues', content ->> '$.insertion.heuresPrevues',
  'heures_realisees', content ->> '$.insertion.heuresRealisees',
  'personnes', content ->> '$.insertion.personnes',
  'sorties_positives', content ->> '$.insertion.sortiesPositives',
  'facilitateur', CASE content ->> '$.insertion.facilitateur' WHEN 1 THEN 'oui' WHEN 0 THEN 'non' END,
  'criteres', json(nullif((
    SELECT json_group_array(json_object('label', value ->> 'libelle', 'value', value ->> 'ponderation'))
    FROM json_each(content, '$.criteres')), '[]')),
  'titulaire', content ->> '$.titulaire.nom',
  'titulaire_type', coalesce(
    (SELECT value FROM json_each(content, '$.titulaire.qualites') WHERE value <> 'esus' LIMIT 1),
    replace(content ->> '$.titulaire.familleEss', 'societe-commerciale-ess', 'societe-ess')),
  'titulaire_departement', content ->> '$.titulaire.departement',
  'groupement', content ->> '$.groupement',
  'sous_traitance', content ->> '$.sousTraitanceEss',
  'resume', content ->> '$.resume',
  'contexte', content ->> '$.contexte',
  'demarche', content ->> '$.demarche',
  'resultats', content ->> '$.resultats',
  'chiffres_cles', json(nullif((
    SELECT json_group_array(json_object('label', value ->> 'libelle', 'value', value ->> 'valeur'))
    FROM json_each(content, '$.chiffresCles')), '[]')),
  'facteurs', content -> '$.facteursReussite',
  'conseils', content -> '$.conseils',
  'difficultes', json(nullif(content -> '$.difficultes', '[]')),
  'suites', content ->> '$.suites',
  'partenaires', json(nullif(content -> '$.partenaires', '[]'))
))
WHERE kind = 'rex' AND json_type(content, '$.marche') = 'object';

UPDATE sheets SET content = json_patch('{}', json_object(
  'auteur_type', CASE WHEN organisation_type = 'structure-ess' THEN coalesce(
      (SELECT value FROM json_each(content, '$.auteur.qualites') WHERE value <> 'esus' LIMIT 1),
      replace(content ->> '$.auteur.familleEss', 'societe-commerciale-ess', 'societe-ess'))
    ELSE organisation_type END,
  'secteur', content ->> '$.auteur.secteur',
  'effectif', content ->> '$.auteur.effectif',
  'chapo', content ->> '$.chapo',
  'texte', content ->> '$.texte',
  'citation', content ->> '$.citation.texte',
  'citation_role', content ->> '$.citation.role',
  'conseil', content ->> '$.conseil',
  'chiffres_cles', json(nullif((
    SELECT json_group_array(json_object('label', value ->> 'libelle', 'value', value ->> 'valeur'))
    FROM json_each(content, '$.chiffresCles')), '[]')),
  'lien', content ->> '$.lien',
  'objet', content ->> '$.achat.objet',
  'fournisseur', content ->> '$.achat.fournisseur',
  'fournisseur_type', coalesce(
    (SELECT value FROM json_each(content, '$.achat.fournisseurQualites') WHERE value <> 'esus' LIMIT 1),
    replace(content ->> '$.achat.fournisseurFamille', 'societe-commerciale-ess', 'societe-ess')),
  'depuis', content ->> '$.achat.depuis',
  'accord_reseaux', CASE content ->> '$.consentementDiffusion.reseauxSociaux' WHEN 1 THEN 'oui' WHEN 0 THEN 'non' END
))
WHERE kind = 'carte-blanche' AND json_type(content, '$.achat') = 'object';
