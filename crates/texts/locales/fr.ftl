# Everywhere
clock-differs = L’heure de l’ordinateur qui anime n’est pas celle de cet appareil. Les comptes à rebours restent justes, mais la date du rapport serait fausse : vérifiez l’horloge de l’ordinateur.
server-stopped = Le serveur s’est arrêté : ce qui était noté est gardé. Cette page reprend dès qu’il redémarre.
reconnecting = Reconnexion… Ce que vous tapez reste ici et partira dès le retour du réseau.
refresh = Actualiser
send = Envoyer
choose = Choisir
optional = facultatif
sources = Sources
your-data = Vos données
rehearsal = Répétition
desk = Bureau
remote = Télécommande
report = Rapport
keys = Touches
from-to = entre { $low } et { $high }
screen-of = écran { $n } sur { $of }
n-of = { $n } sur { $of }
room-people = { $n ->
    [one] { $n } personne dans la salle
   *[other] { $n } personnes dans la salle
  }
in-the-room = { $n } dans la salle
people-in-the-room = { $n ->
    [one] personne dans la salle
   *[other] personnes dans la salle
  }
answers-n = { $n ->
    [one] { $n } réponse
   *[other] { $n } réponses
  }
answers-of = { $n ->
    [one] { $n } réponse sur { $of }
   *[other] { $n } réponses sur { $of }
  }

# Kinds of activities
kind-join = Accueil
kind-slide = Diapositives
kind-number-poll = Sondage
kind-calculator = Calcul
kind-quiz = Quiz
kind-duel = Duel
kind-break = Pause
kind-free = Travail en groupe
kind-sort = Tri
kind-five-r = Les 5 R
kind-bisou = BISOU
kind-vault = Coffre
kind-timed-board = Tableau d’idées
kind-debate = Débat
kind-qna = Questions
kind-badge = Badge
kind-footprint = Empreinte

# The door
enter-title = Entrer dans l’atelier
enter-code = Le code à six lettres est à l’écran, devant vous.
enter-name = Choisir un prénom d’emprunt (facultatif)
enter-name-label = Prénom d’emprunt
enter = Entrer
enter-privacy = Ni compte, ni nom, ni publicité. Le seul témoin gardé retient votre place.
to-the-entrance = Vers l’entrée
go-back = Revenir

# The phone
you-are-in = Vous êtes dans la salle
you-are-in-more = Gardez ce téléphone en main : les questions arrivent ici.
starts-soon = L’atelier va commencer. Cette page avance toute seule.
look-at-the-screen = Regardez l’écran de la salle.
noted = C’est noté :
noted-late = Votre réponse est arrivée après la clôture : elle est gardée, mais elle ne compte pas dans le résultat.
change-until-close = Jusqu’à la clôture, la dernière réponse compte.
answers-closed = Les réponses sont closes. Le résultat arrive à l’écran.
result-is-there = Le résultat est là.
a-minute-left = Il reste une minute.
ten-seconds-left = Il reste dix secondes.
paused = L’atelier est en pause. Vous pouvez encore répondre.
paused-short = en pause
ended = C’est terminé, merci !
ended-more = La séance est close. Vous pouvez fermer cette page.
ended-stage = Merci à toutes et à tous.
verdict-right = Bien vu !
verdict-wrong = Pas cette fois : voici pourquoi.
verdict-none = Vous n’avez pas répondu : voici le résultat.
right-answer = (bonne réponse)
other-person = Une autre personne répond ici
erase-mine = Effacer mes réponses
back-to-session = Retour à l’atelier

# How to join
join-wifi = Wifi
join-address = Adresse
join-code = Code
join-aim = ou visez ce carré
join-aim-then = puis l’atelier
join-wifi-aim = le wifi, d’abord
nothing-leaves = Aucun compte. Aucun nom. Rien ne sort de cette pièce.
wheel-label = Les six étapes d’une vie : extraction, production, transport, utilisation, fin de vie, valorisation
wheel-extraction = extraction
wheel-production = production
wheel-transport = transport
wheel-utilisation = utilisation
wheel-fin-de-vie = fin de vie
wheel-valorisation = valorisation

# Number poll
poll-roughly = À la louche. Zéro est une réponse normale.
poll-zero-counts = Sur votre téléphone. Zéro compte aussi.
poll-send = Envoyer { $n }
poll-none = Aucune
poll-answers = { $n ->
    [one] réponse
   *[other] réponses
  }
poll-median = Médiane
poll-total = total
poll-nobody = Personne n’a répondu.
poll-in-words = { $median } { $unit } au milieu de la salle, { $total } en tout
poll-half = La moitié d’entre vous en est à { $median } ou moins.
pad-delete = Effacer un chiffre
histogram-label = Histogramme, en { $unit } : { $bins }
histogram-bin = { $label } : { $n }

# Calculator
week-yours = Votre semaine en requêtes :
week-example = Un exemple, tant que vous n’avez pas répondu au sondage.
week-per-week = En grammes de CO₂ équivalent par semaine, échelle logarithmique.
week-spread = D’un chiffre publié à l’autre, de { $least } à { $most }, le résultat est multiplié par { $ratio }.
week-own = Calcul Bisou
week-own-of = { $model }, { $zone }, une page
week-title = Le même total, compté de plusieurs façons
week-class = { $total } requêtes cette semaine dans la salle ({ $people } personnes)
week-class-year = À ce rythme, environ { $total } en { $weeks } semaines d’école. Combien de CO₂ ? Regardez votre téléphone.
week-class-kicker = { $total } requêtes par an ({ $people } personnes), en CO₂ équivalent
week-what-ifs = { $n ->
    [one] essai de « et si ? »
   *[other] essais de « et si ? »
  }
week-what-if-line = Et si ? { $n ->
    [one] { $n } réponse
   *[other] { $n } réponses
  } : de { $now } à { $then } requêtes par semaine.
week-noted = { $requests } requêtes, et si c’était { $what_if }
what-if = Et si vous en faisiez
what-if-send = Envoyer ce choix
everyday-after = D’après :
everyday-car = En voiture :
everyday-charges = Recharges de téléphone :
everyday-water = Eau :
no-published-range = sans fourchette publiée

# Quiz and duel
quiz-several = Plusieurs réponses sont justes.
quiz-right = { $n ->
    [one] { $n } réponse juste sur { $of }
   *[other] { $n } réponses justes sur { $of }
  }
duel-depends = Ça dépend
duel-ratio = { $ratio } fois plus

# Check: the same questions before and after
kind-check = Avant, après
check-before-lead = Répondez comme vous savez aujourd’hui, au moins à une question. Ce n’est pas une note : les mêmes questions reviendront à la fin.
check-after-lead = Les mêmes questions qu’au début. Répondez comme vous savez maintenant : on regarde le chemin de la classe, jamais une personne.
check-kept-title = Vos réponses sont gardées
check-kept = Les mêmes questions reviendront à la fin. On verra alors ce qui a bougé, et pourquoi.
check-own-title = Avant, maintenant
check-own = Vos réponses des deux moments. Ce n’est pas une note : changer d’avis pour une bonne raison, c’est apprendre.
check-was = avant
check-now = après
check-right = juste
check-empty = sans réponse
check-headline = De { $before } à { $after } de bonnes réponses
check-gain = Gain de la classe : { $gain } du chemin qui restait.
check-gain-range = Gain de la classe : { $gain } du chemin qui restait (entre { $low } et { $high }).
check-nothing-left = Tout était déjà juste au début : il ne restait rien à gagner.
check-same = Gain de la classe : aucun. Autant de bonnes réponses qu’au début.
check-less = Pas de gain de la classe cette fois : ces questions méritent qu’on y revienne.
check-figures = Gain normalisé : { $gain }.
check-figures-range = Gain normalisé : { $gain } (entre { $low } et { $high }).
check-chance = La fourchette contient zéro : le hasard suffit peut-être à l’expliquer.
check-twice = { $n ->
    [0] Personne n’a répondu aux deux moments.
    [one] { $n } personne a répondu aux deux moments.
   *[other] { $n } personnes ont répondu aux deux moments.
  }
check-once = { $n ->
    [one] { $n } n’a répondu qu’une fois : non comptée ici.
   *[other] { $n } n’ont répondu qu’une fois : non comptées ici.
  }
check-few = Moins de { $least } personnes ont répondu aux deux moments : un résultat montrerait des personnes, pas une classe. Rien n’est donc comparé.
check-method = Gain normalisé (Hake, 1998) : (après − avant) / (1 − avant), avec les parts de bonnes réponses de la classe. Une question laissée vide compte comme pas encore juste. Fourchette à 95 % : rééchantillonnage des personnes (Efron et Tibshirani, 1986) ; avec moins d’une vingtaine de personnes, elle est un peu trop étroite. Sous { $least } personnes, aucune comparaison.
check-row-pairs = Personnes des deux moments
check-row-before-only = Personnes d’avant seulement
check-row-after-only = Personnes d’après seulement
check-row-before = Bonnes réponses avant (part)
check-row-after = Bonnes réponses après (part)
check-row-gain = Gain normalisé de la classe
check-row-low = Gain, bas de la fourchette à 95 %
check-row-high = Gain, haut de la fourchette à 95 %
problem-unknown-question = Cette question n’est pas posée ici
problem-unknown-question-detail = Répondez aux questions affichées.

# Pledge: one or two practices to keep
kind-pledge = Engagement
pledge-lead = Une ou deux pratiques, dites avec vos mots : où, quand, avec qui. La liste de la classe ne dit pas qui.
pledge-practices = Une bonne pratique
pledge-rs = Ou l’un des 5 R
pledge-words = Avec vos mots
pledge-send = Je garde cette pratique
pledge-criticism = La critique honnête
pledge-against = Ce que c’est, et la critique
pledge-others = { $n ->
    [one] Lire l’autre texte
   *[other] Lire les { $n } autres textes
  }
pledge-on-phones = { $n ->
    [one] et { $n } autre, sur les téléphones
   *[other] et { $n } autres, sur les téléphones
  }
pledge-second = Une deuxième pratique (facultatif)
pledge-noted = { $practice } : « { $words } »
pledge-result = Ce que la classe garde
pledge-nobody = Personne n’a encore choisi.
pledge-calendar = Me le rappeler dans deux semaines
pledge-calendar-what = Un fichier pour votre agenda, sur ce téléphone. Aucune adresse n’est demandée.
pledge-reminder = Ce que je garde : { $practice }
pledge-reminder-from = Choisi pendant « { $workshop } ». Où en êtes-vous ?
problem-practice-missing = Il manque une pratique
problem-practice-missing-detail = Choisissez une pratique de la liste.
problem-first-missing = Il manque une première pratique
problem-first-missing-detail = Choisissez d’abord une pratique, puis une deuxième.
problem-same-practice = Vous avez déjà choisi cette pratique
problem-same-practice-detail = Choisissez-en une autre, ou gardez-en une seule.
problem-unknown-practice = Cette pratique n’est pas proposée ici
problem-unknown-practice-detail = Choisissez une pratique de la liste.
problem-nothing-to-keep = Rien n’est encore noté ici
problem-nothing-to-keep-detail = Choisissez d’abord une pratique, puis revenez.
# Cards in places: the life-cycle wheel, the five R
phase-birth = naissance
phase-life = vie
phase-death = mort
phase-rebirth = renaissance
sort-lead = { $n } cartes, six étapes, quatre phases. Sur votre téléphone, une carte à la fois.
sort-hint = Une carte, puis une étape de la roue.
sort-cards = Cartes
sort-places = Étapes
sort-noted = { $n ->
    [one] { $n } carte placée sur { $of }
   *[other] { $n } cartes placées sur { $of }
  }
sort-placed = { $n ->
    [one] carte placée
   *[other] cartes placées
  }
sort-others = Les autres cartes
five-r-lead = { $n } actions, cinq R, du plus efficace au dernier recours.
five-r-hint = Une action, puis un R. L’ordre compte : le premier épargne le plus.
five-r-cards = Actions
five-r-places = Les cinq R, dans l’ordre
five-r-noted = { $n ->
    [one] { $n } action placée sur { $of }
   *[other] { $n } actions placées sur { $of }
  }
five-r-placed = { $n ->
    [one] action placée
   *[other] actions placées
  }
five-r-others = Les autres actions
placing-keep = Je garde ces choix
placing-together = Votre groupe :
placing-why = Touchez une ligne pour lire pourquoi.
placing-all = Les { $n } cartes, et pourquoi
placing-you = vous :
placing-room = La salle :
placing-nobody = personne n’a répondu
placing-agreement = { $share } des choix suivent la référence
placing-complete = { $n ->
    [one] { $n } sur { $of } a tout placé
   *[other] { $n } sur { $of } ont tout placé
  }
placing-also = Se défend aussi : { $places }.
placing-reference = Référence
placing-class = La salle
placing-defended = se défend
placing-is = référence : { $place }
placing-agree = D’accord avec la référence
placing-dispute = À discuter, { $n } sur { $of }
placing-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
  }
placing-moved = { $moves ->
    [0] Depuis le vote précédent, personne n’a changé d’avis
    [one] Depuis le vote précédent, { $moves } changement, par { $n } sur { $of }
   *[other] Depuis le vote précédent, { $moves } changements, par { $n } sur { $of }
  }
placing-movers = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
  }
print = À imprimer
print-how = Imprimez cette page en A4, sans mise à l’échelle (Ctrl + P). La dernière feuille est pour la personne qui anime.
print-cards = Cartes à découper, feuille { $n }
print-wheel = La roue : à poser au milieu de la table, ou à agrandir en A3
print-solution = Pour la personne qui anime : les places de référence
problem-placements-missing = Rien n’est placé
problem-placements-missing-detail = Placez au moins un élément avant d’envoyer.
problem-unknown-card = Cette carte n’existe pas
problem-unknown-card-detail = Elle ne fait pas partie de cette étape. Rien n’a été changé.
problem-unknown-stage = Cette étape du cycle de vie n’existe pas
problem-unknown-stage-detail = Choisissez une des six étapes de la roue. Rien n’a été changé.
problem-unknown-action = Cette action n’existe pas
problem-unknown-action-detail = Elle ne fait pas partie de cette étape. Rien n’a été changé.
problem-unknown-r = Ce R n’existe pas
problem-unknown-r-detail = Choisissez un des cinq R. Rien n’a été changé.

# Breaks and work away from the screens
break-more = Rien à faire ici. Levez les yeux de l’écran.
free-more = On travaille sans écran. Cette page avancera toute seule.

# The safe of 2070
vault-room = La salle
vault-message = Le message de 2070
vault-rules = Les règles du jeu
vault-puzzles = Les énigmes
vault-to-solve = à résoudre
vault-digit = chiffre
vault-gives = Le chiffre est
vault-answer = Réponse à l’énigme { $n }
vault-check = Vérifier
vault-wrong = « { $answer } » n’ouvre rien. Relisez l’énigme, ou demandez un indice.
vault-ask-hint = Demander l’indice { $n } sur { $of }
vault-hint-cost = { $minutes ->
    [one] Il coûte une minute à votre groupe.
   *[other] Il coûte { $minutes } minutes à votre groupe.
  }
vault-your-time = Votre horloge :
vault-hints-cost = { $n ->
    [one] { $n } indice, { $time } en moins
   *[other] { $n } indices, { $time } en moins
  }
vault-dial = Le cadran
vault-code = Le code à { $n } chiffres
vault-open = Ouvrir
vault-wrong-code = « { $code } » n’est pas le bon code. On respire, et on relit les chiffres.
vault-next-try = Prochain essai dans
vault-opened-in = ouvert en { $time }
vault-open-after = ouvert en
vault-with-hints = { $n ->
    [one] (un indice compris)
   *[other] ({ $n } indices compris)
  }
vault-debate = Le débat qui suit
vault-to-debate = Passer au débat
vault-debate-here = Le débat s’ouvrira dans la salle : gardez votre téléphone.
vault-debate-join = Entrer dans le débat
vault-solutions = Les solutions
vault-explained = Les solutions expliquées
vault-closed = Le coffre est encore fermé.
vault-door-open = Le coffre est ouvert.
vault-door-lamps = { $n ->
    [0] Un coffre fermé, aucun chiffre trouvé sur { $of }.
    [one] Un coffre fermé, { $n } chiffre trouvé sur { $of }.
   *[other] Un coffre fermé, { $n } chiffres trouvés sur { $of }.
  }
vault-door-digits = Un coffre fermé. Chiffres trouvés, dans l’ordre : { $digits }.
vault-the-code = Le code :
vault-opened-of = { $n ->
    [0] Aucun groupe sur { $of } n’a ouvert le coffre
    [one] { $n } groupe sur { $of } a ouvert le coffre
   *[other] { $n } groupes sur { $of } ont ouvert le coffre
  }
vault-solved-of = { $n ->
    [0] aucune énigme sur { $of }
    [one] { $n } énigme sur { $of }
   *[other] { $n } énigmes sur { $of }
  }
vault-hints-n = { $n ->
    [one] { $n } indice
   *[other] { $n } indices
  }
vault-more-groups = { $n ->
    [one] et { $n } autre groupe
   *[other] et { $n } autres groupes
  }
vault-tried = dernier essai : { $answer }
vault-give-hint = Indice { $n }
vault-code-of = Code annoncé par { $group }
vault-codes-tried = { $n ->
    [one] { $n } code essayé
   *[other] { $n } codes essayés
  }
vault-col-solved = Énigmes
vault-col-hints = Indices
vault-col-codes = Codes essayés
vault-col-time = Temps
vault-col-answer = Réponse
vault-col-digit = Chiffre
vault-col-solvers = Groupes
vault-not-opened = pas ouvert
vault-print-envelope = Première enveloppe
vault-print-second = Seconde enveloppe, pour le groupe qui annonce le bon code
vault-print-puzzle = énigme { $n } sur { $of }
vault-print-grid = la grille
vault-print-announce = Le code est complet ? Annoncez-le, à voix basse, à la personne qui anime.
vault-print-group = Groupe
vault-print-hints = Les indices, à découper et à plier
vault-print-fold = Découpez chaque billet. Repliez le volet blanc sur l’indice, puis le tout derrière : seul le numéro reste visible. Un billet déplié coûte { $minutes } min.
vault-print-hint = indice { $n }
vault-print-solution = Pour la personne qui anime : le code et les solutions
vault-print-accepted = Se dit aussi : { $forms }
problem-too-soon = Un instant avant le prochain code
problem-too-soon-detail = Encore { $seconds } s. Rien n’est bloqué : relisez les chiffres.
problem-hint-order = Les indices viennent un par un
problem-hint-order-detail = Demandez d’abord l’indice { $next }.

# Figures
figures-shown = Chiffres montrés :
not-verified = non vérifié
not-verified-text = Ce chiffre est cité de mémoire : il n’a pas été revu à la source. Ne l’imprimez pas tel quel.
verdict-of-holds = tient
verdict-of-holds-with-scope = tient, si l’on dit de quoi
verdict-of-weak-chain = citations fragiles
verdict-of-not-traceable = introuvable à la source
fact-range = Fourchette
fact-scope = Ce qui est compté
fact-year = Année
fact-verdict = Notre verdict
fact-formula = Calcul
fact-source = Source
fact-others = D’autres chiffres disent autre chose

# The remote
lobby = La salle entre
lobby-remote = Projetez l’accueil, laissez entrer, puis démarrez. On peut entrer à tout moment.
phase-showing = à l’écran
phase-open = ouvert
phase-closed = clos
phase-revealed = révélé
stage-shows-blank = L’écran de la salle est noir.
stage-shows-join = L’écran de la salle montre comment entrer.
room-does-not-see = la salle ne voit pas encore
late-answers = { $n ->
    [one] { $n } réponse après la clôture, non comptée
   *[other] { $n } réponses après la clôture, non comptées
  }
on-paper = Sans écran
then = Ensuite :
last-one = C’est la dernière étape.
path-items = { $n } parties
back-to-remote = Retour à la télécommande
texts-all = Tous les textes
texts-unsettled = Pas encore départagés
texts-unsettled-what = Écrits au même endroit, au même moment. Leur groupe les voit, la salle non, le rapport oui.
texts-others = { $n ->
    [one] Un autre texte
   *[other] Les { $n } autres textes
}
all-steps = Toutes les étapes
rehearsal-notice = Répétition : les participants sont simulés, rien ne compte dans les statistiques.
ended-remote = La séance est close. Son rapport vous attend sur le bureau.
do-previous = Retour
do-next = Suivant
do-reveal = Révéler
do-close = Clore
do-reopen = Rouvrir
do-round = Revoter
do-minute = +1 min
do-blank = Noir
do-show = Rallumer
do-join = Accueil
do-join-off = Fermer l’accueil
do-pause = Pause
do-resume = Reprendre
do-skip = Passer
do-end = Terminer
do-end-sure = Terminer la séance pour tout le monde ?
big-start = Démarrer
big-next = Suivant
big-reveal = Révéler
big-resume = Reprendre
big-end = Terminer

# Keys of the stage
key-next = suivant (aussi espace, page suivante)
key-previous = retour (aussi page précédente)
key-reveal = révéler
key-minute = une minute de plus
key-blank = écran noir
key-join = comment entrer
key-full = plein écran
key-dark = fond sombre
key-sources = sources en grand

# The desk
desk-title = Quel atelier aujourd’hui ?
desk-lead = Démarrez, projetez, laissez la salle entrer avec le code. « Répéter » joue la séance avec une classe simulée.
desk-first-1 = Choisissez un atelier et appuyez sur « Démarrer », ou sur « Répéter » pour l’essayer seul, avec une classe simulée.
desk-first-2 = Ouvrez l’écran de la salle sur le projecteur, et la télécommande sur votre téléphone.
desk-first-3 = Les participants visent le carré ou tapent l’adresse et le code. À la fin, le rapport est ici.
desk-start = Démarrer
desk-rehearse = Répéter
desk-resume = Reprendre
desk-steps = Étapes et matériel
desk-material = À préparer
desk-strip = { $n } étapes
desk-sessions = Dernières séances
desk-none = Aucune séance pour l’instant.
desk-kept = Chaque séance est effacée avec ses réponses douze mois après sa création.
nav-workshops = Ateliers
nav-sessions = Séances
col-date = Date
col-workshop = Atelier
col-people = Personnes
col-answers = Réponses
col-actions = Actions
level-fondamental = fondamental
level-secondaire = secondaire
level-superieur = supérieur
level-enseignants = équipes
status-lobby = accueil
status-running = en cours
status-paused = en pause
status-ended = terminée
disk-low = Le disque est presque plein : libérez de la place, sinon les prochaines réponses seront refusées. Rien n’est perdu jusqu’ici.
console-show = Projeter et mener
console-stage = Ouvrir l’écran de la salle
console-remote = Ouvrir la télécommande ici
console-keys = Sur l’écran de la salle, « ? » montre les touches.
console-phone = Télécommande sur mon téléphone
console-pair-what = Un carré à viser avec votre téléphone : il devient la télécommande de cette séance.
console-pair = Montrer le carré
console-pair-once = À viser une seule fois, dans les cinq minutes. Ne le projetez pas.
console-join = Comment la salle entre
console-address = Adresse de cet ordinateur
console-wifi = Afficher le wifi
console-kept = Cette séance sera effacée le { $date }.
console-delete = Effacer cette séance
console-delete-what = Toutes ses réponses et son rapport disparaissent pour de bon.
console-delete-sure = Effacer pour de bon
wifi-name = Nom du réseau
wifi-password = Mot de passe
wifi-show = Afficher à l’accueil
wifi-what = Le nom et un carré à viser s’affichent à l’accueil. Le mot de passe reste sur cet ordinateur. Un nom vide enlève le carré.
report-read = Lire et imprimer

# Your data
data-title = Vos données
data-what = Ce qui est gardé
data-what-text = Vos réponses, l’heure à laquelle elles arrivent, et le prénom d’emprunt si vous en avez donné un. Ni nom, ni adresse électronique, ni adresse du téléphone. Pendant la séance, les octets échangés sont comptés téléphone par téléphone ; seuls leur somme et le plus grand nombre sont gardés.
data-who = Qui les voit
data-who-text = La salle voit des totaux, et les textes que vous envoyez pour elle : arguments, cartes, questions. La personne qui anime voit les réponses sans savoir de qui elles viennent, sauf si vous donnez un prénom. Une note privée n’est lue que par vous.
data-where = Où elles sont
data-where-text = Sur l’ordinateur de la personne qui anime. Rien n’est envoyé ailleurs.
data-long = Combien de temps
data-long-text = Douze mois au plus, puis tout est effacé. La personne qui anime peut effacer la séance avant.
data-cookie = Le seul témoin
data-cookie-text = Un nombre tiré au hasard, gardé par votre navigateur, retient votre place. Il ne suit personne : d’une séance à l’autre, il ne permet pas de vous relier.
data-ask = Vos droits
data-ask-text = Vous pouvez effacer vos réponses vous-même, à tout moment. Pour le reste, adressez-vous à la personne qui anime.
data-yours = Vos réponses
data-erased = Vos réponses sont effacées.
data-name = Prénom d’emprunt (vide : aucun)
data-name-set = Garder ce prénom
data-shared = Un appareil pour plusieurs
data-shared-text = Sur une tablette partagée, chaque personne peut avoir sa place. La vôtre reste comptée.

# What went wrong
problem-not-found = Cette page n’existe pas
problem-not-found-detail = Vérifiez l’adresse, ou repartez de l’entrée.
problem-method-not-allowed = Cette action n’existe pas ici
problem-method-not-allowed-detail = Repartez de la page précédente.
problem-unknown-code = Ce code n’ouvre aucune séance
problem-unknown-code-detail = { $letters ->
    [none] Relisez les six lettres à l’écran. Un code n’a ni chiffre, ni I, ni O.
   *[other] Aucun code ne contient : { $letters }. Relisez les six lettres à l’écran : ni chiffre, ni I, ni O.
  }
problem-too-many-codes = Trop de codes essayés
problem-too-many-codes-detail = Attendez une minute, puis recopiez le code affiché à l’écran.
problem-unknown-session = Cette séance n’existe pas ou plus
problem-unknown-session-detail = Elle a peut-être été effacée. Demandez le code à la personne qui anime.
problem-unauthorized = Cette page est réservée à la personne qui anime
problem-unauthorized-detail = Ouvrez le lien affiché au démarrage de Bisou, ou un lien de télécommande neuf. Pour participer, repartez de l’entrée.
remote-may-not = Cette télécommande ne peut pas faire cela
remote-may-not-detail = Elle mène une séance, et elle seule ; le reste se fait sur l’ordinateur qui anime.
stage-may-not = Cet écran ne peut pas faire cela
stage-may-not-detail = Il montre une séance et tourne ses pages ; le reste se fait à la télécommande ou sur l’ordinateur qui anime.
problem-forbidden = Cette action est réservée à la personne qui anime
problem-forbidden-detail = Votre place permet de répondre, pas de mener la séance.
problem-no-seat = Vous n’avez pas de place dans cette séance
problem-no-seat-detail = Entrez d’abord avec son code.
problem-wrong-link = Ce lien n’est pas le bon
problem-wrong-link-detail = Copiez en entier le lien affiché au démarrage de Bisou sur l’ordinateur.
problem-pairing-over = Ce lien a déjà servi ou n’est plus valable
problem-pairing-over-detail = Il sert une fois, pendant cinq minutes. Demandez un nouveau carré sur le bureau.
problem-cross-site = Cette demande vient d’un autre site
problem-cross-site-detail = Par prudence, elle est refusée. Repartez de la page de Bisou.
problem-malformed = La demande est mal formée
problem-malformed-detail = { $fault ->
    [missing] Il manque « { $found } ».
    [unknown] « { $found } » n’existe pas ici.
    [variant] « { $found } » n’existe pas ici. Possible : { $expected }.
    [type] Reçu : { $found }. Attendu : { $expected ->
        [whole] un nombre entier
        [number] un nombre
        [text] un texte
        [flag] true ou false
        [object] un objet
        [list] une liste
       *[other] { $expected }
      }.
   *[other] Ce n’est pas la forme attendue ({ $reason }).
  }
problem-too-deep = La demande est mal formée
problem-too-deep-detail = { $max } niveaux au plus.
problem-too-large = La demande est trop longue
problem-too-large-detail = { $max } Kio au plus.
problem-too-many-items = Trop de questions à la fois
problem-too-many-items-detail = { $max } questions au plus par envoi : coupez-le en plusieurs.
impact-refused = Cette question n’a pas de réponse
problem-too-slow = La demande arrive trop lentement
problem-too-slow-detail = Le réseau est sans doute faible : réessayez, votre texte est resté dans la page.
problem-not-now = Ce n’est pas possible maintenant
problem-not-now-detail = La séance a avancé entre-temps, ou cette étape ne s’y prête pas : les boutons de la télécommande disent ce qui est possible.
problem-last-step = C’est la dernière étape
problem-last-step-detail = Il n’y a rien après. Vous pouvez terminer la séance.
problem-first-step = C’est la première étape
problem-first-step-detail = Il n’y a rien avant.
problem-unknown-step = Cette étape n’existe pas
problem-unknown-step-detail = Aucune étape « { $step } » dans cet atelier.
problem-unknown-seat = Cette place n’existe pas
problem-unknown-seat-detail = Personne n’a cette place dans la séance.
problem-unknown-command = Cette commande n’existe pas
problem-unknown-command-detail = « { $command } » n’est pas une commande.
problem-unknown-workshop = Cet atelier n’existe pas
problem-unknown-workshop-detail = Aucun atelier « { $workshop } » dans les packs.
problem-step-not-open = Cette étape n’a pas commencé
problem-step-not-open-detail = Attendez que la salle y arrive.
problem-session-ended = La séance est terminée
problem-session-ended-detail = Elle ne prend plus de réponses. Ce que vous aviez envoyé est gardé.
problem-session-full = La salle est pleine
problem-session-full-detail = { $capacity } places sont prises. Prévenez la personne qui anime, ou répondez à deux.
problem-takes-no-answer = Cette étape n’attend pas de réponse
problem-takes-no-answer-detail = Regardez l’écran de la salle.
problem-name-refused = Ce prénom n’est pas possible
problem-name-refused-detail = { $max } signes au plus, sur une ligne. Vous pouvez aussi n’en donner aucun.
problem-title-refused = Ce titre n’est pas possible
problem-title-refused-detail = { $max } signes au plus, sur une ligne.
problem-wifi-refused = Ce wifi n’est pas possible
problem-wifi-refused-detail = 32 octets au plus pour le nom, 63 pour le mot de passe.
problem-out-of-range = Ce nombre n’est pas possible
problem-out-of-range-detail = Un nombre entier entre { $min } et { $max } est attendu.
problem-not-a-number = Un nombre est attendu
problem-not-a-number-detail = Tapez un nombre entier, sans lettres.
problem-unknown-choice = Ce choix n’existe pas
problem-unknown-choice-detail = Choisissez une lettre de A à { $last }.
problem-choice-missing = Il manque un choix
problem-choice-missing-detail = Choisissez au moins une réponse.
problem-one-choice = Une seule réponse est possible
problem-one-choice-detail = Choisissez une lettre.
problem-busy = Le serveur est très occupé
problem-busy-detail = Réessayez dans une seconde : rien n’est perdu.
problem-disk-full = Le disque est plein
problem-disk-full-detail = Votre réponse n’a pas pu être gardée. Prévenez la personne qui anime ; ce qui était noté avant est intact.
problem-database-held = Un autre programme tient le fichier des séances
problem-database-held-detail = Ceci n’est pas encore noté, et repart tout seul. Sur l’ordinateur qui anime, fermez ce qui ouvre ce fichier (une copie de sauvegarde, un outil SQLite).
problem-store-failed = L’enregistrement a échoué
problem-store-failed-detail = Réessayez. Si cela dure, prévenez la personne qui anime ; ce qui était noté avant est intact.
problem-unreadable-session = Cette séance ne peut pas être relue
problem-unreadable-session-detail = Son journal vient d’une version plus récente ou est abîmé. Le détail est dans le terminal de Bisou.
problem-report-failed = Le rapport n’a pas pu être écrit
problem-report-failed-detail = Réessayez, ou choisissez un autre format.
problem-unknown-key = Cette partie de l’étape n’existe pas
problem-unknown-key-detail = L’étape n’a pas de place de ce nom pour une réponse. Rien n’a été changé.

# The board of ideas
board-whole-room = Toute la salle
board-time-up = Le temps est écoulé
board-closed = Le temps de cette phase est écoulé. Ce que vous avez commencé reste ici.
board-note = Votre note
board-note-private = Personne d’autre ne la voit.
board-note-keep = Garder ma note
board-note-kept = Votre note est gardée.
board-note-change = Changer ma note
board-notes = { $n ->
    [one] note écrite
   *[other] notes écrites
  }
board-starters = Pour commencer :
board-criteria = Une bonne idée, c’est…
board-sheet = La feuille de votre groupe
board-begun = Ce que vous aviez commencé
board-no-group = Choisissez d’abord votre groupe, au bas de cette page.
board-card = Carte { $n }
board-card-text = Texte de la carte { $n }
board-card-for = { $group }, carte { $n }
board-write = Écrire une carte
board-free = libre
board-column = Où la placer ?
board-column-later = À voir plus tard
board-no-column = À placer
board-keep = Garder la carte
board-take-away = Retirer
board-taken-away = Carte retirée
board-two = { $n ->
    [2] Deux textes au même endroit
   *[other] { $n } textes au même endroit
  } : carte { $card }
board-two-help = Vous avez écrit en même temps. Rien n’est perdu : prenez l’un des textes, ou écrivez-en un à partir de tous.
board-two-in = Plusieurs textes au même endroit, carte { $cards }
board-yours = Le vôtre
board-take = Prendre celui-ci
board-from-all = En écrire un à partir de tous
board-elsewhere = Mettre ce texte sur la carte { $n }
board-late = Ce texte est arrivé après la fin de la phase. Il est gardé, mais pas encore sur la feuille.
board-your-turn = À vous de présenter
board-turn = { $group } présente
board-stand-up = C’est le tour de votre groupe : l’idée que vous défendez le plus, puis la première chose à faire.
board-until-own = { $n ->
    [one] Votre groupe passe juste après.
   *[other] Votre groupe passe dans { $n } tours.
  }
board-no-others = Il n’y a pas encore de carte d’un autre groupe.
board-own = Votre groupe
board-dots-left = { $n ->
    [0] Vous avez donné toutes vos voix.
    [one] Il vous reste une voix à donner.
   *[other] Il vous reste { $n } voix à donner.
  }
board-dot-give = Donner une voix
board-dot-given = Voix donnée
board-dots = { $n } voix
board-dots-given = { $n ->
    [one] { $n } voix donnée
   *[other] { $n } voix données
  }
board-cards-of = { $n ->
    [one] { $n } carte sur { $of }
   *[other] { $n } cartes sur { $of }
  }
board-merged = { $n } cartes réunies
board-merged-with = Réunie avec :
board-beside = Écrit aussi à cet endroit :
board-unsettled = Écrit en même temps, et jamais départagé
board-lit = mise en avant
board-more = { $n ->
    [one] et une autre carte, sur les téléphones et dans le rapport
   *[other] et { $n } autres cartes, sur les téléphones et dans le rapport
  }
board-on-phones = { $n ->
    [one] { $n } carte à lire sur votre téléphone
   *[other] { $n } cartes à lire sur votre téléphone
  }
board-more-here = { $n ->
    [one] et une autre
   *[other] et { $n } autres
  }
board-cards = { $n ->
    [one] carte écrite
   *[other] cartes écrites
  }
board-waiting = Pas encore de carte : { $groups }
board-result = Le tableau de la salle
board-needs-groups = Sans groupes, toute la salle écrit sur une seule feuille. Formez des groupes plus bas.
board-chart = Les voix
board-report = { $cards ->
    [one] { $cards } carte
   *[other] { $cards } cartes
  } au tableau. { $notes ->
    [one] { $notes } personne a noté
   *[other] { $notes } personnes ont noté
  } ses idées avant, pour elle seule.

# Groups
group-n = Groupe { $n }
groups = Groupes
your-group = Votre groupe :
no-group-yet = Choisissez votre groupe.
choose-group = Changer de groupe
group-none = aucun groupe
group-paper = sur papier
group-people = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
  }
group-name-of = Nom du groupe { $n }
group-rename = Renommer
group-move-who = Déplacer
group-move-where = vers
group-move = Déplacer
person-n = Personne { $n }
groups-count = Groupes avec téléphones
groups-by = Répartir
groups-by-count = dans l’ordre d’arrivée
groups-by-lot = au sort
groups-by-choice = chacun choisit
groups-on-paper = Groupes sur papier, sans téléphone
groups-make = Former les groupes
groups-make-again = Former de nouveaux groupes défait les groupes actuels.
groups-lock = Figer les groupes
groups-unlock = Laisser changer
groups-dissolve = Défaire les groupes
problem-unknown-group = Ce groupe n’existe pas
problem-unknown-group-detail = Choisissez un groupe de la liste.
problem-groups-locked = Les groupes sont figés
problem-groups-locked-detail = La personne qui anime peut vous changer de groupe.
teams = Équipes
team-points = { $n ->
    [one] { $n } point
   *[other] { $n } points
  }
teams-need-groups = Formez des groupes pour compter les points par équipe.

# What people write for others
problem-conflict = Deux personnes ont écrit au même endroit
problem-conflict-detail = Les deux textes sont gardés. Relisez-les, puis envoyez celui qui reste.
problem-unknown-item = Ce texte n’est pas là
problem-unknown-item-detail = Il a été retiré, ou il attend d’être relu.
problem-no-group = Vous n’êtes dans aucun groupe
problem-no-group-detail = Choisissez d’abord votre groupe, en bas de la page.
problem-other-group = C’est la feuille d’un autre groupe
problem-other-group-detail = Répondez dans votre groupe. Rien n’a été changé.
problem-too-many = Vous avez beaucoup écrit
problem-too-many-detail = Une personne envoie { $max } questions au plus par séance.
problem-no-hint = Il n’y a plus d’indice
problem-no-hint-detail = Cette énigme n’existe pas, ou ses indices sont tous donnés.
problem-text-missing = Le texte est vide
problem-text-missing-detail = Écrivez au moins un mot, puis renvoyez.
problem-text-too-long = Le texte est trop long
problem-text-too-long-detail = Il compte { $found } signes ; { $max } sont possibles. Raccourcissez, puis renvoyez.
problem-text-control = Le texte contient un signe interdit
problem-text-control-detail = Écrivez-le sur une ligne, sans retour ni tabulation.
problem-takes-no-vote = On ne vote pas ici
problem-takes-no-vote-detail = Rien n’a été changé.
problem-own-item = C’est votre propre texte
problem-own-item-detail = Votez pour ceux des autres.
problem-no-dots-left = Vous avez donné toutes vos voix
problem-no-dots-left-detail = { $dots } voix par personne. Reprenez-en une pour la donner ailleurs.
problem-other-step = Ces textes ne vont pas ensemble
problem-other-step-detail = On regroupe des textes d’une même étape.
problem-cannot-linger = Cette étape se termine avec la séance
problem-cannot-linger-detail = Seul un débat peut rester ouvert.
vote-for = Voter pour : { $text }
vote-noted = Vote noté
vote-taken-back = Vote repris
votes-n = { $n ->
    [one] { $n } vote
   *[other] { $n } votes
  }
texts-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
  }
questions = Questions
questions-all = Lire les questions et voter
questions-none = Aucune question pour le moment.
ask-question = Poser une question
your-question = Votre question
question-named = Montrer mon prénom d’emprunt
question-send = Envoyer la question
question-noted = Question notée
question-now = La question
back-to-step = Retour à l’étape
mark-open = en attente
mark-answered = répondue
mark-later = gardée pour plus tard
texts = Textes
texts-none = Rien n’est écrit pour le moment.
texts-held = { $n ->
    [one] { $n } à relire
   *[other] { $n } à relire
  }
text-is-held = à relire
text-is-hidden = masqué
text-is-merged = regroupé
text-approve = Montrer
text-hide = Masquer
text-unname = Retirer le nom
text-show = Remontrer
text-highlight = En grand
text-dim = Retirer
text-answered = Répondue
text-later = Plus tard
text-reopen = Remettre
text-merge = Regrouper les textes cochés
text-move = Vers la colonne { $n }
text-move-named = Vers « { $name } »
moderation-is-off = Les textes paraissent aussitôt ; ceux qui contiennent un mot de la liste, ou que signe un tel nom, attendent.
moderation-is-on = Chaque texte attend que vous le montriez.
moderation-on = Relire avant de montrer
moderation-off = Montrer aussitôt
phase-n = Phase { $n } ({ $time })
phase-named = { $name } ({ $time })
big-phase = Phase suivante
big-phase-named = Phase suivante : { $name }
linger = Laisser ouvert après la séance
linger-stop = Fermer après la séance
lingers = La séance est finie ; le débat reste ouvert.
lingers-stage = La séance est finie ; le débat continue ici.
ended-read = La séance est finie. Le débat est fermé ; il se relit.
report-share = Partager le rapport avec les participants
report-unshare = Ne plus le partager
report-is-shared = Les participants peuvent lire le rapport sur leur téléphone, une fois la séance finie.
report-is-not-shared = Pour l’instant, le rapport n’est lu que sur l’ordinateur qui anime.
console-lingers = Ouvert : chacun peut encore répondre, avec ce carré ou sur sa page.
console-lingers-not = Il se ferme avec la séance, et se relit ensuite.
questions-ask-now = Posez vos questions sur votre téléphone, ou à voix haute.
badge-criteria = Ce que le badge reconnaît
badge-evidence = Ce qu’il faut remettre
badge-examples = Des exemples qui conviennent
badge-not-accepted = Ce qui ne convient pas
badge-claim = Je veux ce badge
badge-claimed = Votre code
badge-unclaim = Finalement non
badge-keep = Notez-le, ou prenez-en une photo. Il suffit pour demander le badge ; aucun nom n’est demandé ici.
badge-free = Rien d’obligatoire. Si vous le voulez, un code vous attend.
badge-on-phones = Votre code est sur votre téléphone. { $n ->
    [0] Le voulez-vous ?
    [one] { $n } personne le veut.
   *[other] { $n } personnes le veulent.
  }
badge-to-code = Vers votre code, sur votre téléphone
badge-wanted = { $n ->
    [one] { $n } personne veut ce badge.
   *[other] { $n } personnes veulent ce badge.
  }
arguments = Les arguments
arguments-all = Les { $n } arguments
arguments-none = Aucun argument pour le moment.
arguments-n = { $n ->
    [one] { $n } argument
   *[other] { $n } arguments
  }
debate-place = Placez-vous sur la ligne, et dites pourquoi.
debate-move = On vous a convaincu ? Vous pouvez bouger.
debate-where = Où vous placez-vous ?
debate-why = Un argument, en une phrase (facultatif)
debate-rather = plutôt { $end }
debate-middle = entre les deux
debate-to-relaunch = Pour relancer : des arguments et des questions
debate-for = Des arguments pour
debate-against = Des arguments contre
debate-relaunch = Pour relancer
debate-side-for = pour
debate-side-against = contre
debate-side-between = entre les deux
debate-moved = { $n ->
    [0] Personne n’a bougé.
    [one] { $n } personne sur { $of } a bougé.
   *[other] { $n } personnes sur { $of } ont bougé.
  }
debate-moved-to = { $n } vers « { $end } »
problem-position-missing = Choisissez une place
problem-position-missing-detail = Dites où vous vous placez sur la ligne, puis renvoyez.
problem-not-a-text = Un texte est attendu
problem-not-a-text-detail = Écrivez des mots, puis renvoyez.
# Footprint: what the session cost
do-measure = Mesurer à nouveau
cost-not-yet = La mesure arrive dès que cette étape est à l’écran.
cost-counted = Mesuré : { $n ->
    [one] { $n } téléphone
   *[other] { $n } téléphones
  }, { $time }, { $all } ; { $each } par téléphone, { $most } au plus.
cost-counted-alone = Mesuré : aucun téléphone, { $time }, { $all }.
cost-axis = En watt-heures : bas – central – haut, échelle logarithmique.
cost-all = En tout
cost-part-server = Serveur Bisou
cost-part-access-point = Borne wifi
cost-part-phones = { $n ->
    [one] { $n } téléphone
   *[other] { $n } téléphones
  }
cost-part-laptop = Ordinateur
cost-part-projector = Vidéoprojecteur
cost-between = entre { $low } et { $high } { $unit } (au centre { $central })
cost-energy = Électricité, modélisée : { $energy }.
cost-carbon = CO₂e : { $carbon }.
cost-dominant = Ce qui pèse le plus : { $first } ({ $share }), puis { $second } ({ $other }).
cost-server = Le serveur : { $share }.
cost-below = moins de 1 %
cost-the-server = le serveur
cost-the-access-point = la borne wifi
cost-the-phones = les téléphones
cost-the-laptop = l’ordinateur
cost-the-projector = le vidéoprojecteur
cost-against = À côté de choses connues
cost-this = Cette séance
cost-emails = { $n ->
    [one] Un e-mail de 1 Mo avec les diapositives
   *[other] Un e-mail de 1 Mo avec les diapositives à chacun des { $n }
  }
cost-car = Un kilomètre en voiture
cost-way = La même chose en voiture
cost-emails-count = Le chiffre d’un e-mail compte surtout une part de la fabrication des ordinateurs ; celui de la séance ne compte que l’électricité.
cost-beside = La même chose en voiture : { $way }. { $n ->
    [one] Un e-mail de 1 Mo avec les diapositives
   *[other] Un e-mail de 1 Mo avec les diapositives à chacun des { $n }
  } : { $emails }.
cost-beside-car = La même chose en voiture : { $way }.
cost-how = Comment c’est mesuré
cost-how-measured = Mesuré.
cost-how-bytes = Le serveur compte les octets qui passent par ses prises réseau, pages, images, réponses et mises à jour : { $to } envoyés aux téléphones, { $from } reçus d’eux, { $screens } avec l’écran, la télécommande et le bureau. Une connexion qui ne nomme aucune séance n’est pas comptée ; ce que le réseau ajoute à chaque paquet non plus.
cost-how-metered = Pendant { $cpu } de calcul, l’énergie du processeur est lue sur ses compteurs (RAPL) : au centre et en haut, la part de Bisou dans le travail fait ; en bas, sa part de ce que la machine aurait pu faire.
cost-how-unmetered = Le système ne laisse pas lire l’énergie du processeur : { $cpu } de calcul sont multipliées par la puissance d’un cœur occupé, un modèle.
cost-how-time = La séance a duré { $time }, sans l’attente ni les pauses ; les téléphones présents depuis leur arrivée font { $hours } ensemble.
cost-how-modelled = Modélisé.
cost-how-devices = Un vidéoprojecteur, un ordinateur et une borne wifi allumés toute la séance, des téléphones dont l’écran reste allumé : durée × puissance publiée. Le serveur tourne sur cet ordinateur : sa part, montrée à part, y est comprise aussi. Le CO₂e vient de l’électricité du pays.
cost-how-ranges = Les fourchettes.
cost-how-ends = Pour un total, tous les bas ensemble, puis tous les hauts : rien n’en sort, mais les extrêmes sont peu probables. Deux chiffres significatifs. Les pourcentages sont pris au centre.
cost-how-left-out = Non compté.
cost-how-not = Les trajets de chacun, la fabrication des appareils, le chauffage et l’éclairage de la salle, le téléphone qui sert de télécommande. Un trajet en voiture de plus de { $way } dépasse à lui seul tout ce qui est compté ici.
cost-row-to-phones = Envoyé aux téléphones
cost-row-from-phones = Reçu des téléphones
cost-row-screens = Écran, télécommande et bureau
cost-row-phones = Téléphones
cost-row-busiest = Le téléphone qui a le plus échangé
cost-row-time = Durée de la séance
cost-row-cpu = Temps de calcul du serveur
cost-low = bas
cost-central = central
cost-high = haut

# What is typed
signs-left = Signes restants : { $n }
and-more = { $n ->
    [one] et { $n } autre, dans le rapport
   *[other] et { $n } autres, dans le rapport
  }
you = vous

# BISOU
bisou-think = De quoi y penser
bisou-alternative = Une alternative trouvée (facultatif)
bisou-decide = Et donc ?
bisou-avec = Avec l’IA
bisou-sans = Sans l’IA
bisou-plus-tard = Plus tard
bisou-noted = { $said }. À la place : { $alternative }
bisou-radar = Profil sur cinq axes : { $letters }
bisou-rather = Plutôt : { $end }
bisou-between = Entre les deux
bisou-table = Le profil de la salle, de 0 à 4
bisou-letter = Lettre
bisou-middle = Au milieu
bisou-half = La moitié de la salle
bisou-row-middle = { $letter }, au milieu
bisou-row-from = { $letter }, premier quart
bisou-row-to = { $letter }, dernier quart
bisou-strip = Réponses de la salle, de 0 à 4 : { $counts }
bisou-found = { $n ->
    [one] { $n } alternative trouvée
   *[other] { $n } alternatives trouvées
  }
bisou-instead = À la place
bisou-advice = Repères, lettre par lettre
bisou-if-ai = Si c’est avec l’IA
bisou-without = Des pistes sans IA
bisou-alone-link = Refaire un BISOU, pour une demande à vous
bisou-alone = Faire un BISOU, seul
bisou-alone-title = Faites un BISOU à votre requête
bisou-alone-lead = Cinq questions avant d’utiliser une IA, puis une lecture en mots. Rien n’est enregistré, rien n’est envoyé ailleurs.
bisou-alone-own = Ma propre situation
bisou-alone-pack = Ou une situation vécue à l’école
bisou-alone-what = Que voulez-vous demander à une IA, et pour quoi faire ?
bisou-alone-read = Lire mes réponses
bisou-alone-reading = Une lecture possible
bisou-alone-yours = Ce n’est qu’une lecture : la décision vous appartient.
bisou-alone-decided = Votre décision :
bisou-alone-instead = À la place :
bisou-alone-print = Pour garder cette page, imprimez-la depuis le menu du navigateur : rien n’en reste sur l’ordinateur qui l’a servie.
bisou-alone-again = Une autre situation
problem-unknown-decision = Il manque une décision
problem-unknown-decision-detail = Choisissez : avec l’IA, sans l’IA ou plus tard.

# Chains of citations
kind-chain = Chaîne de citations
chain-ask = Où le sens change-t-il ?
chain-ask-how = Touchez le maillon où le chiffre ne veut plus dire la même chose.
chain-asked = « { $claim } » Où le sens change-t-il ?
chain-ask-what = Qu’est-ce qui a changé ?
chain-turn = Ici, le sens bascule
chain-becomes = devient
chain-pointed = { $n ->
    [one] { $n } personne ici
   *[other] { $n } personnes ici
  }
chain-lesson = À retenir
chain-better = Le dire juste
chain-others = Ce que d’autres comptent
chain-kind-unit = L’unité de compte
chain-kind-scope = Le périmètre
chain-kind-water = L’eau : sur place, ou aussi à la centrale
chain-kind-electricity = L’électricité : du réseau, ou des contrats
chain-kind-statistic = La médiane, la moyenne ou le pire cas
chain-kind-model = Le modèle, la date ou le lieu
chain-kind-author = Qui mesure, et avec quelle réserve
chain-kind-mistake = Une erreur pure et simple
chain-print-cards = Cartes à découper, à remettre dans l’ordre ; puis : où le sens change-t-il ?
chain-print-solution = Pour la personne qui anime : la chaîne, et ce qui change
chain-exercise = chercher l’erreur
chain-first = Cherchez d’abord l’erreur vous-même
chain-exercise-lead = Lisez la chaîne de haut en bas. Rien n’est compté, rien n’est enregistré : votre réponse est dans l’adresse de la page.
chain-show = Montrer ce qui a changé
chain-found-turn = C’est bien là que le sens bascule.
chain-found-also = Là aussi, quelque chose change ; le plus grand saut est à un autre maillon.
chain-found-same = Ici, rien ne change : le chiffre est répété. C’est ainsi qu’il prend de l’assurance.
chain-yours = Votre maillon :
chain-thought = Vous pensiez à ceci :
chain-was = Ce qui change là :
chain-ways = La suite
chain-all = Toutes les chaînes
chain-next = Chercher dans la chaîne suivante
chain-span = { $n ->
    [one] { $n } maillon
   *[other] { $n } maillons
  }, de { $first } à { $last }
chain-undated = date inconnue
chain-unverified = « Non vérifié » : ce maillon n’a pas été lu dans une source, ou son lien avec le précédent n’est pas établi.
problem-hop-missing = Il manque un maillon
problem-hop-missing-detail = Choisissez le maillon où, selon vous, le sens change.
problem-unknown-hop = Ce maillon n’est pas de cette chaîne
problem-unknown-hop-detail = Choisissez un des maillons affichés.
problem-what-missing = Il manque ce qui a changé
problem-what-missing-detail = Choisissez ce qui, selon vous, a changé à ce maillon.
reflex-link = Le réflexe en quatre questions, à imprimer
reflex-holds = Ce qui tient, quel que soit le chiffre
reflex-falls = Ce qu’il vaut mieux ne plus dire
reflex-chain = la chaîne
reflex-how = Imprimez cette page en A4, sans mise à l’échelle (Ctrl + P) : elle tient sur une feuille.

# Cases
kind-cases = Cas
case-worth = Cela en vaut-il la peine ?
case-worth-0 = Non, pas du tout
case-worth-1 = Plutôt non
case-worth-2 = Je ne sais pas
case-worth-3 = Plutôt oui
case-worth-4 = Oui, tout à fait
case-judge = Ces preuves vous semblent…
case-strong = Solides
case-weak = Fragiles
case-promise = La promesse
case-cost = Le coût
case-source = Source de la promesse :
case-evidence = Les preuves
case-again = Deuxième vote, après la discussion
case-votes = { $n ->
    [one] { $n } vote
   *[other] { $n } votes
  }
case-before = Avant, { $n ->
    [one] { $n } vote
   *[other] { $n } votes
  }
case-after = Après, { $n ->
    [one] { $n } vote
   *[other] { $n } votes
  }
case-down = vers le non
case-same = sans bouger
case-up = vers le oui
case-judged = Preuves solides pour { $strong }, fragiles pour { $weak }.
case-judged-before = Avant : preuves solides pour { $strong }, fragiles pour { $weak }.
case-judged-after = Après : solides pour { $strong }, fragiles pour { $weak }.
case-then-again = Révélez, laissez discuter, puis « Revoter » : la salle verra ce qui a bougé.
case-then-compare = Révélez : la salle voit les deux votes et qui a bougé.
problem-unknown-evidence = Il manque un avis sur les preuves
problem-unknown-evidence-detail = Choisissez : solides ou fragiles.
problem-not-this-phase = Ce n’est pas encore le moment
problem-not-this-phase-detail = La personne qui anime ouvrira ce moment pour tout le monde. Ce que vous avez écrit reste sur votre écran.
