# A session's report: page, workbook, CSV.

## On top

report-page-title = Report: { $title }
report-kicker = Session report
report-rehearsal = Rehearsal: simulated participants
report-rehearsal-label = Note
report-not-over = This session is not over: the report says where it was on { $at }.
report-title = Title
report-workshop = Workshop
report-date-label = Date
report-ended-at = End
report-duration = Duration
report-people-label = Participants
report-answers-label = Answers
report-late-label = Late answers
report-code = Code
report-id = Identifier
report-written-at = Report written

## Dates and durations

report-date-time = { $date }, { $hour }:{ $minute }
report-date = { $weekday } { $day } { $month } { $year }
report-weekday-1 = Monday
report-weekday-2 = Tuesday
report-weekday-3 = Wednesday
report-weekday-4 = Thursday
report-weekday-5 = Friday
report-weekday-6 = Saturday
report-weekday-7 = Sunday
report-month-1 = January
report-month-2 = February
report-month-3 = March
report-month-4 = April
report-month-5 = May
report-month-6 = June
report-month-7 = July
report-month-8 = August
report-month-9 = September
report-month-10 = October
report-month-11 = November
report-month-12 = December
report-seconds = { $n } s
report-minutes = { $n } min
report-hours = { $hours } h { $minutes }

## The path and its steps

report-path = The path
report-total = In all
report-added = added
report-skipped = skipped
report-not-reached = not reached
report-used-of-planned = { $used } of { $planned } planned
report-round = Vote { $n }
report-part = { $title } ({ $n } of { $of })
report-answered =
    { $n ->
        [0] No answer
        [one] { $n } answer
       *[other] { $n } answers
    }
report-late =
    { $n ->
        [one] { $n } answer came after the close: kept apart, not counted
       *[other] { $n } answers came after the close: kept apart, not counted
    }

## The figures

report-figures = Figures cited
report-range = published range: { $range }

## The data

report-privacy = Your data
report-privacy-text =
    { $named ->
        [0] No name stands in the answers.
        [one] One name, given by its owner, stands in the exported answers and nowhere else.
       *[other] { $named } names, given by their owners, stand in the exported answers and nowhere else.
    } On the server, this session and its answers will be deleted on { $date }. A file saved elsewhere stays there: delete it when it is no longer of use.
report-written = Report written on { $at }.

## The workbook and the CSV

report-sheet-session = Session
report-sheet-steps = Steps
report-sheet-tallies = Tallies
report-sheet-answers = Answers
report-sheet-figures = Figures
report-yes = yes
report-no = no
report-planned-minutes = Minutes planned
report-used-minutes = Minutes used
report-duration-minutes = Duration in minutes
report-col-what = Item
report-col-counted = Counted
report-col-right = Right
report-col-value = Value
report-col-step = Step
report-col-title = Title
report-col-kind = Activity
report-col-question = Question
report-col-rounds = Votes
report-col-round = Vote
report-used-planned = Used / planned
report-col-answers = Answers
report-col-state = Remark
report-col-participant = Participant
report-col-name = Name
report-col-key = Part
report-col-answer = Answer
report-col-late = Late
report-col-time = Date and time
report-col-rehearsal = Rehearsal
report-col-figure = Figure
report-col-label = What it says
report-col-low = Low
report-col-high = High
report-col-unit = Unit
report-col-text = In words
report-col-year = Year
report-col-source = Source
report-col-url = Address
report-col-verdict = Verdict
report-col-verified = Verified
report-questions = Questions of the room
report-sheet-questions = Asked
report-col-votes = For it
report-votes = { $n ->
    [one] { $n } vote for it
   *[other] { $n } votes for it
  }
report-mark-open = unanswered
report-mark-answered = was answered
report-mark-later = kept for later
report-hidden = (hidden text)
