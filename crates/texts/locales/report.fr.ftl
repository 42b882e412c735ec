# Le rapport d’une séance : page, classeur, CSV.

## En tête

report-page-title = Rapport : { $title }
report-kicker = Rapport de séance
report-rehearsal = Répétition : participants simulés
report-rehearsal-label = Attention
report-not-over = Séance non terminée : ce rapport dit où elle en était le { $at }.
report-title = Titre
report-workshop = Atelier
report-date-label = Date
report-ended-at = Fin
report-duration = Durée
report-people-label = Participants
report-answers-label = Réponses
report-late-label = Réponses en retard
report-code = Code
report-id = Identifiant
report-written-at = Rapport écrit

## Dates et durées

report-date-time = { $date }, { $hour } h { $minute }
report-date =
    { $day ->
        [1] { $weekday } 1er { $month } { $year }
       *[other] { $weekday } { $day } { $month } { $year }
    }
report-weekday-1 = lundi
report-weekday-2 = mardi
report-weekday-3 = mercredi
report-weekday-4 = jeudi
report-weekday-5 = vendredi
report-weekday-6 = samedi
report-weekday-7 = dimanche
report-month-1 = janvier
report-month-2 = février
report-month-3 = mars
report-month-4 = avril
report-month-5 = mai
report-month-6 = juin
report-month-7 = juillet
report-month-8 = août
report-month-9 = septembre
report-month-10 = octobre
report-month-11 = novembre
report-month-12 = décembre
report-seconds = { $n } s
report-minutes = { $n } min
report-hours = { $hours } h { $minutes }

## Le parcours et ses étapes

report-path = Le parcours
report-total = En tout
report-added = ajoutée
report-skipped = sautée
report-not-reached = non atteinte
report-used-of-planned = { $used } pour { $planned } prévues
report-round = Vote { $n }
report-part = { $title } ({ $n } sur { $of })
report-answered =
    { $n ->
        [0] Aucune réponse
        [one] { $n } réponse
       *[other] { $n } réponses
    }
report-late =
    { $n ->
        [one] { $n } réponse arrivée après la fin, gardée à part, non comptée
       *[other] { $n } réponses arrivées après la fin, gardées à part, non comptées
    }

## Les chiffres

report-figures = Les chiffres cités
report-range = fourchette publiée : { $range }

## Les données

report-privacy = Vos données
report-privacy-text =
    { $named ->
        [0] Aucun nom ne figure dans les réponses.
        [one] Un nom, donné par la personne, figure dans les réponses exportées, et nulle part ailleurs.
       *[other] { $named } noms, donnés par les personnes, figurent dans les réponses exportées, et nulle part ailleurs.
    } Sur le serveur, cette séance et ses réponses seront effacées le { $date }. Un fichier enregistré ailleurs y reste : effacez-le quand il ne sert plus.
report-written = Rapport écrit le { $at }.

## Le classeur et le CSV

report-sheet-session = Séance
report-sheet-steps = Étapes
report-sheet-tallies = Totaux
report-sheet-answers = Réponses
report-sheet-figures = Chiffres
report-yes = oui
report-no = non
report-planned-minutes = Minutes prévues
report-used-minutes = Minutes passées
report-duration-minutes = Durée en minutes
report-col-what = Rubrique
report-col-counted = Compté
report-col-right = Juste
report-col-value = Valeur
report-col-step = Étape
report-col-title = Titre
report-col-kind = Activité
report-col-question = Question
report-col-rounds = Votes
report-col-round = Vote
report-used-planned = Passé / prévu
report-col-answers = Réponses
report-col-state = Remarque
report-col-participant = Participant
report-col-name = Nom
report-col-key = Partie
report-col-answer = Réponse
report-col-late = En retard
report-col-time = Date et heure
report-col-rehearsal = Répétition
report-col-figure = Chiffre
report-col-label = Ce qu’il dit
report-col-low = Bas
report-col-high = Haut
report-col-unit = Unité
report-col-text = En toutes lettres
report-col-year = Année
report-col-source = Source
report-col-url = Adresse
report-col-verdict = Verdict
report-col-verified = Vérifié
report-questions = Les questions de la salle
report-sheet-questions = Questions
report-col-votes = Votes
report-votes = { $n ->
    [one] { $n } vote
   *[other] { $n } votes
  }
report-mark-open = sans réponse
report-mark-answered = répondue
report-mark-later = gardée pour plus tard
report-hidden = (texte masqué)
