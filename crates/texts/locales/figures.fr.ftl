## What is said of a figure: words of the registry
fig-stage-training = entraînement
fig-stage-research = essais et recherche
fig-stage-inference = calcul de la réponse
fig-stage-idle = machines en attente
fig-stage-cpu-memory = processeurs et mémoire
fig-stage-cooling = refroidissement
fig-stage-pue = pertes du bâtiment (PUE)
fig-stage-hardware-manufacture = fabrication des serveurs
fig-stage-end-of-life = fin de vie
fig-stage-network = réseau
fig-stage-device-use = usage des appareils
fig-stage-device-manufacture = fabrication des appareils
fig-stage-data-centre-building = construction du centre de données
fig-stage-water-on-site = eau sur place
fig-stage-water-off-site = eau des centrales électriques
fig-stage-upstream-fuel = extraction du carburant
fig-stage-non-co2-aviation = traînées des avions
fig-stage-vehicle-manufacture = fabrication du véhicule
fig-stage-infrastructure = infrastructures
fig-stage-imports = importations
fig-stage-land-use = usage des sols
fig-stage-user-terminal = appareil de la personne
fig-stage-cryptocurrency = cryptomonnaies
fig-stage-tv-sets = téléviseurs
fig-stage-enterprise-it = informatique des entreprises
fig-method-measured = mesuré
fig-method-estimated = estimé
fig-method-declared = déclaré
fig-method-modelled = modélisé
fig-method-computed = calculé
fig-method-survey = enquête
fig-allocation-average = moyenne
fig-allocation-marginal = effet marginal
fig-allocation-median = médiane
fig-allocation-total = total
fig-allocation-share = part
fig-allocation-factor = facteur
fig-allocation-typical = cas typique
fig-allocation-worst = pire cas
fig-allocation-not-stated = non précisé
fig-accounting-location-based = réseau du lieu
fig-accounting-market-based = contrats d’achat
fig-accounting-not-stated = non précisé
fig-accounting-not-applicable = sans objet
fig-status-current = actuel
fig-status-dated = daté
fig-status-superseded = remplacé
fig-status-disputed = contesté
fig-status-target = objectif
fig-status-projection = projection
fig-evidence-primary = lu à la source
fig-evidence-secondary = lu dans un texte qui le cite
fig-evidence-computed = recalculé
fig-evidence-none = non vérifié
fig-source-peer-reviewed = revue scientifique
fig-source-preprint = prépublication
fig-source-vendor = fournisseur
fig-source-ngo = association
fig-source-agency = agence publique
fig-source-consultancy = bureau d’études
fig-source-press = presse
fig-source-blog = blog
fig-source-book = livre
fig-source-database = base de données
fig-source-podcast = podcast
fig-source-seed = diaporama de départ
fig-source-registry = registre
fig-topic-seed = le diaporama
fig-topic-ai-use = usages de l’IA
fig-topic-ai-training = entraînement
fig-topic-ai-sector = secteur de l’IA
fig-topic-digital-sector = secteur du numérique
fig-topic-water = eau
fig-topic-devices = appareils
fig-topic-everyday = vie courante
fig-topic-electricity = électricité
fig-topic-climate = climat
fig-topic-usage = fréquence des usages
fig-group-request = Une requête
fig-group-training = L’entraînement
fig-group-sector = Le numérique entier
fig-group-planet = L’IA pour la planète
fig-group-everyday = Pour comparer
fig-aspect-unit = Unité de compte
fig-aspect-subject = Sujet
fig-aspect-scope = Ce qui est compté
fig-aspect-includes = Étapes comptées
fig-aspect-excludes = Étapes laissées de côté
fig-aspect-accounting = Électricité
fig-aspect-allocation = Statistique
fig-aspect-geography = Lieu
fig-aspect-year = Année
fig-aspect-method = Méthode
fig-aspect-source = Qui parle
fig-aspect-evidence = Vérification
fig-aspect-status = État

## The eight settings
fig-setting-unit = Unité de compte
fig-setting-perimeter = Périmètre
fig-setting-stage = Périmètre : { $stage }
fig-setting-water = Eau
fig-setting-accounting = Électricité
fig-setting-statistic = Statistique
fig-setting-date = Modèle et date
fig-setting-speaker = Qui mesure
fig-setting-mistakes = Erreurs repérées
fig-setting-all = tout
fig-setting-unit-why = Une réponse, une conversation, une semaine : le même sujet, d’autres nombres.
fig-setting-perimeter-why = La puce seule, le serveur, le bâtiment, la fabrication, votre écran : plus on compte, plus c’est grand.
fig-setting-water-why = Évaporée sur place, ou aussi dans les centrales électriques. Prélevée n’est pas consommée.
fig-setting-accounting-why = Le réseau du lieu, ou les contrats d’achat : la même prise, deux bilans.
fig-setting-statistic-why = La médiane cache les usages lourds ; le pire cas n’est pas la moyenne.
fig-setting-date-why = Un chiffre par requête périme en un an : le modèle a changé.
fig-setting-speaker-why = Le fournisseur déclare, d’autres mesurent, d’autres encore supposent.
fig-setting-mistakes-why = Bits pour octets, visites pour personnes, sièges pour avions : trouver l’erreur est le meilleur exercice.
fig-position-answer = une réponse
fig-position-search = une recherche
fig-position-image = une image
fig-position-video = une vidéo
fig-position-email = un courriel
fig-position-conversation = une conversation
fig-position-charge = une recharge
fig-position-people = des personnes
fig-position-visits = des visites
fig-position-one-way = un vol simple
fig-position-return-trip = un aller-retour
fig-position-computing = le calcul seul
fig-position-server = le serveur entier
fig-position-building = le bâtiment aussi
fig-position-manufacture = la fabrication aussi
fig-position-counted = compté
fig-position-left-out = laissé de côté
fig-position-on-site = sur place
fig-position-with-power-stations = aussi aux centrales
fig-position-location-based = réseau du lieu
fig-position-market-based = contrats d’achat
fig-position-median = médiane
fig-position-average = moyenne
fig-position-typical = cas typique
fig-position-marginal = effet marginal
fig-position-worst = pire cas
fig-position-total = total
fig-position-share = part
fig-position-factor = facteur
fig-position-vendor = le fournisseur
fig-position-measured = mesuré par d’autres
fig-position-modelled = calculé par d’autres
fig-position-sound = sans elles
fig-position-mistake = elles seules
fig-position-unsaid = non précisé

## The exhibition
figures-title = Les chiffres, et ce qui les sépare
figures-lead = Un chiffre contesté ne se montre jamais seul : voici, question par question, tout ce qui est publié, qui le dit et pourquoi cela diffère.
figures-search = Un chiffre, un mot, une source
figures-search-go = Chercher
figures-search-hint = « 4 g », « 50 cl », « Mistral »
figures-found = { $n ->
    [0] Aucun chiffre du registre ne contient « { $query } ».
    [one] { $n } chiffre pour « { $query } »
   *[other] { $n } chiffres pour « { $query } »
  }
figures-none-hint = Essayez la valeur avec son unité, un seul mot, ou une question ci-dessous.
figures-open-question = La question entière :
figures-count = { $n ->
    [one] { $n } chiffre
   *[other] { $n } chiffres
  }
figures-count-of = { $n ->
    [one] { $n } chiffre sur { $of }
   *[other] { $n } chiffres sur { $of }
  }
figures-about-year = pour { $year }
figures-turned = Réglé : { $settings }.
figures-unset = Sans réglage : { $factor }.
figures-from-to = de { $low } à { $high }
figures-factor = un facteur { $n }
figures-same = tous égaux
figures-settings-title = Huit réglages qui séparent deux chiffres honnêtes
figures-settings-lead = Sur la page de chaque question, tournez ceux qui l’expliquent : un chiffre laisse la place à celui qui dit la même chose réglé autrement, quand le registre a les deux ; les autres se mettent de côté.
figures-files = Tout le registre :
figures-files-claim = Ces chiffres :
figures-spreadsheet = tableur (CSV)
figures-programs = programmes (JSON)
figures-marks = Trait : la valeur. Bande : la fourchette publiée ; un point seul quand aucune n’est publiée. Axe logarithmique : chaque graduation multiplie. En brique : le diaporama.
figures-no-range = sans fourchette publiée
figures-range = fourchette : { $range }
figures-zero = zéro : hors d’un axe logarithmique
figures-in-deck = diaporama : { $verdict }
figures-mistake = erreur repérée : { $what }
figures-aside = Mis de côté par vos réglages
figures-aside-note = { $n ->
    [one] { $n } autre chiffre répond à la question, réglé autrement ; il reste visible, car il contredit les premiers.
   *[other] { $n } autres chiffres répondent à la question, réglés autrement ; ils restent visibles, car ils contredisent les premiers.
  }
figures-nothing-kept = Aucun chiffre publié ne répond à tous ces réglages à la fois. C’est aussi une réponse.
figures-turn = Réglages
figures-turn-lead = { $n ->
    [one] Un réglage explique l’écart : le tourner
   *[other] { $n } réglages expliquent l’écart : les tourner
  }
figures-turn-go = Régler
figures-turn-back = Tout montrer
figures-why = Pourquoi ils diffèrent
figures-beside = Pour comprendre
figures-all-questions = Toutes les questions
figures-chains = Chaînes de citations
figures-calculate = Calculer
figures-menu = Les pages des chiffres
figures-nav = Chiffres
figures-deck-charts = Les graphiques du diaporama
figures-deck-lead = Le diaporama montre quatre courbes sous le titre « une empreinte carbone qui explose à cause des IA ». Les voici redessinées à partir de valeurs dont la source est connue.
figures-no-source = Source introuvable
figures-deck-scale = Échelle linéaire. Trait : la valeur, depuis zéro. Bande large : la fourchette publiée, quand il y en a une.
figures-doubts = Ce que l’on vient vérifier
figures-others = Les autres : { $range }.
figures-deck-says = Diaporama : { $values }.
figures-key-deck = le diaporama
figures-key-others = les autres chiffres publiés
figures-every = Tous les chiffres ({ $n })
figures-every-lead = Tout ce que le registre contient, sujet par sujet, y compris ce qui ne répond à aucune question.
figures-unasked = { $n ->
    [one] { $n } chiffre qui ne répond à aucune question
   *[other] { $n } chiffres qui ne répondent à aucune question
  }
figures-filters = filtre
figures-exchanges = { $n ->
    [one] échange { $n } chiffre, filtre les autres
   *[other] échange { $n } chiffres, filtre les autres
  }
figures-instead = À la place de
figures-turn-try = { $question } Réglé sur « { $position } » : du facteur { $before } au facteur { $after }.

## One figure
fig-facts = Tout sur ce chiffre
fig-question = Il répond à
fig-deck-says = Le diaporama dit
fig-traced = Vérification
fig-seen = Où il a été vu
fig-caution = Attention
fig-also = Autres sources
fig-derived = Calculé à partir de
fig-superseded = Remplacé par
fig-address-unverified = adresse citée de mémoire
fig-published = publié en { $year }
fig-not-alone = À lire avec
fig-contested-alone = Ce chiffre est contesté : ne le citez jamais seul.
fig-this = Ce chiffre
fig-other = L’autre
fig-criterion = Critère
fig-differs = En quoi ils diffèrent
fig-times-more = { $n } fois plus
fig-times-less = { $n } fois moins
fig-alike = à peu près autant
fig-not-comparable = ne se mesure pas dans la même unité
fig-nothing-said = ne le dit pas
problem-unknown-figure = Chiffre inconnu
problem-unknown-figure-detail = Le registre n’a pas de chiffre « { $id } ». { $near }
problem-unknown-topic = Sujet inconnu
problem-unknown-topic-detail = Le registre n’a pas de sujet « { $id } ». { $near }
problem-unknown-claim = Question inconnue
problem-unknown-claim-detail = Le registre n’a pas de question « { $id } ». { $near }

## The spreadsheet
fig-col-id = Identifiant
fig-col-claim = Question
fig-col-topic = Sujet
fig-col-label = Chiffre
fig-col-value = Valeur
fig-col-low = Bas
fig-col-high = Haut
fig-col-unit = Unité (UCUM)
fig-col-text = Écrit
fig-col-per = Par
fig-col-note = À savoir
near-ids = Les plus proches : { $ids }.
near-none = Rien ne lui ressemble.
