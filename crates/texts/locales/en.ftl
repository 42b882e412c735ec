clock-differs = The facilitator’s computer has another time than this device. Countdowns stay right, but the date of the report would be wrong: check the computer’s clock.
server-stopped = The server has stopped: what was noted is kept. This page goes on as soon as it starts again.
reconnecting = Reconnecting… What you type stays here and leaves when the network is back.
refresh = Refresh
send = Send
choose = Choose
optional = optional
sources = Sources
your-data = Your data
rehearsal = Rehearsal
desk = Desk
remote = Remote
report = Report
keys = Keys
from-to = between { $low } and { $high }
screen-of = screen { $n } of { $of }
n-of = { $n } of { $of }
room-people = { $n ->
    [one] { $n } person in the room
   *[other] { $n } people in the room
  }
in-the-room = { $n } in the room
people-in-the-room = { $n ->
    [one] person in the room
   *[other] people in the room
  }
answers-n = { $n ->
    [one] { $n } answer
   *[other] { $n } answers
  }
answers-of = { $n ->
    [one] { $n } answer of { $of }
   *[other] { $n } answers of { $of }
  }
kind-join = Welcome
kind-slide = Slides
kind-number-poll = Poll
kind-calculator = Sum
kind-quiz = Quiz question
kind-duel = Head to head
kind-break = Break
kind-free = Group work
kind-sort = Sorting
kind-five-r = The five Rs
kind-bisou = BISOU questions
kind-vault = Safe
kind-timed-board = Ideas board
kind-debate = Debate
kind-qna = Questions and answers
kind-badge = Open badge
kind-footprint = Footprint
enter-title = Join the workshop
enter-code = The six-letter code is on the screen in front of you.
enter-name = Choose a nickname (optional)
enter-name-label = Nickname
enter = Join
enter-privacy = No account, no name, no advertising. The only cookie keeps your seat.
to-the-entrance = To the entrance
go-back = Go back
you-are-in = You are in the room
you-are-in-more = Keep this phone in your hand: questions arrive here.
starts-soon = The workshop is about to begin. This page moves on by itself.
look-at-the-screen = Look at the screen in the room.
noted = Noted:
noted-late = Your answer came after the close: it is kept, but does not count in the result.
change-until-close = Until the close, the last answer counts.
answers-closed = Answers are closed. The result is coming on the screen.
result-is-there = The result is there.
a-minute-left = One minute left.
ten-seconds-left = Ten seconds left.
paused = The workshop is paused. You can still answer.
paused-short = paused
ended = It is over, thank you
ended-more = The session is closed. You can close this page.
ended-stage = Thank you all.
verdict-right = Well seen.
verdict-wrong = Not this time: here is why.
verdict-none = You did not answer: here is the result.
right-answer = (right answer)
other-person = Somebody else answers here
erase-mine = Erase my answers
back-to-session = Back to the workshop
join-wifi = Wi-Fi
join-address = Address
join-code = The code
join-aim = or aim at this square
join-aim-then = then the workshop
join-wifi-aim = the Wi-Fi first
nothing-leaves = No account. No name. Nothing leaves this room.
wheel-label = The six stages of a life: extraction, production, transport, use, end of life, second life
wheel-extraction = mining
wheel-production = making
wheel-transport = transporting
wheel-utilisation = use
wheel-fin-de-vie = end of life
wheel-valorisation = second life
poll-roughly = Roughly. Zero is a normal answer.
poll-zero-counts = On your phone. Zero counts too.
poll-send = Send { $n }
poll-none = None
poll-answers = { $n ->
    [one] answer
   *[other] answers
  }
poll-median = Median
poll-total = in all
poll-nobody = Nobody has answered.
poll-in-words = { $median } { $unit } in the middle of the room, { $total } in all
poll-half = Half of you are at { $median } or fewer.
pad-delete = Delete a digit
histogram-label = Histogram, in { $unit }: { $bins }
histogram-bin = { $label }: { $n }
week-yours = Your week in requests:
week-example = An example, until you have answered the poll.
week-per-week = In grams of CO₂ equivalent a week, on a log scale.
week-spread = From one published figure to another, from { $least } to { $most }, the result is multiplied by { $ratio }.
week-own = Bisou’s calculation
week-own-of = { $model }, { $zone }, a page
week-title = The same total, counted in several ways
week-class = { $total } requests this week in the room ({ $people } people)
week-class-year = At this pace, about { $total } in { $weeks } weeks of school. How much CO₂? Look at your phone.
week-class-kicker = { $total } requests a year ({ $people } people), in CO₂ equivalent
week-what-ifs = { $n ->
    [one] person has tried “what if?”
   *[other] people have tried “what if?”
  }
week-what-if-line = What if? { $n ->
    [one] { $n } answer
   *[other] { $n } answers
  }: from { $now } to { $then } requests a week.
week-noted = { $requests } requests, and what if it were { $what_if }
what-if = What if you made
what-if-send = Send this choice
everyday-after = After:
everyday-car = By car:
everyday-charges = Phone charges:
everyday-water = Water:
no-published-range = no published range
quiz-several = Several answers are right.
quiz-right = { $n ->
    [one] { $n } right answer of { $of }
   *[other] { $n } right answers of { $of }
  }
duel-depends = It depends
duel-ratio = { $ratio } times more

# Check: the same questions before and after
kind-check = Before, after
check-before-lead = Answer as you know today, one question at least. It is no mark: the same questions will come back at the end.
check-after-lead = The same questions as at the beginning. Answer as you know now: we look at the way of the class, never at a person.
check-kept-title = Your answers are kept
check-kept = The same questions will come back at the end. We shall see then what has moved, and why.
check-own-title = Before, now
check-own = Your answers of both moments. It is no mark: to change one’s mind for a good reason is to learn.
check-was = before
check-now = after
check-right = right
check-empty = no answer
check-headline = From { $before } to { $after } right answers
check-gain = Gain of the class: { $gain } of the way that was left.
check-gain-range = Gain of the class: { $gain } of the way that was left (between { $low } and { $high }).
check-nothing-left = Everything was right at the beginning: nothing was left to gain.
check-same = Gain of the class: none. As many right answers as at the beginning.
check-less = No gain of the class this time: these questions deserve another look.
check-figures = Normalised gain: { $gain }.
check-figures-range = Normalised gain: { $gain } (between { $low } and { $high }).
check-chance = The range holds zero: chance may be enough to explain it.
check-twice = { $n ->
    [0] Nobody answered at both moments.
    [one] { $n } person answered at both moments.
   *[other] { $n } people answered at both moments.
  }
check-once = { $n ->
    [one] { $n } answered only once: not counted here.
   *[other] { $n } answered only once: not counted here.
  }
check-few = Fewer than { $least } people answered at both moments: a result would show people, not a class. So nothing is compared.
check-method = Normalised gain (Hake, 1998): (after − before) / (1 − before), with the class’s shares of right answers. A question left empty counts as not right yet. Range at 95%: people drawn again (Efron and Tibshirani, 1986); with fewer than some twenty people it is a little too narrow. Below { $least } people, nothing is compared.
check-row-pairs = People of both moments
check-row-before-only = People of before only
check-row-after-only = People of after only
check-row-before = Right answers before (share)
check-row-after = Right answers after (share)
check-row-gain = Normalised gain of the class
check-row-low = Gain, lower end of the 95% range
check-row-high = Gain, upper end of the 95% range
problem-unknown-question = This question is not asked here
problem-unknown-question-detail = Answer the questions that are shown.

# Pledge: one or two practices to keep
kind-pledge = Pledge
pledge-lead = One or two practices, in your own words: where, when, with whom. The list of the class does not say who.
pledge-practices = A good practice
pledge-rs = Or one of the 5 R
pledge-words = In your own words
pledge-send = I keep this practice
pledge-criticism = The honest criticism
pledge-against = What it is, and the criticism
pledge-others = { $n ->
    [one] Read the other text
   *[other] Read the { $n } other texts
  }
pledge-on-phones = { $n ->
    [one] and { $n } more, on the phones
   *[other] and { $n } more, on the phones
  }
pledge-second = A second practice (optional)
pledge-noted = { $practice }: “{ $words }”
pledge-result = What the class keeps
pledge-nobody = Nobody has chosen yet.
pledge-calendar = Remind me in two weeks
pledge-calendar-what = A file for your calendar, on this phone. No address is asked for.
pledge-reminder = What I keep: { $practice }
pledge-reminder-from = Chosen during “{ $workshop }”. How is it going?
problem-practice-missing = A practice is missing
problem-practice-missing-detail = Choose a practice of the list.
problem-first-missing = A first practice is missing
problem-first-missing-detail = Choose one practice first, then a second one.
problem-same-practice = You have chosen this practice already
problem-same-practice-detail = Choose another one, or keep one only.
problem-unknown-practice = This practice is not offered here
problem-unknown-practice-detail = Choose a practice of the list.
problem-nothing-to-keep = Nothing is noted here yet
problem-nothing-to-keep-detail = Choose a practice first, then come back.

# Breaks and work away from the screens
phase-birth = birth
phase-life = life
phase-death = death
phase-rebirth = rebirth
sort-lead = { $n } cards, six stages, four phases. On your phone, one card at a time.
sort-hint = A card, then a stage of the wheel.
sort-cards = Cards
sort-places = Stages
sort-noted = { $n ->
    [one] { $n } card placed of { $of }
   *[other] { $n } cards placed of { $of }
  }
sort-placed = { $n ->
    [one] card placed
   *[other] cards placed
  }
sort-others = The other cards
five-r-lead = { $n } actions, five R, from the most effective to the last resort.
five-r-hint = An action, then an R. The order matters: the first spares the most.
five-r-cards = Actions
five-r-places = The five R, in order
five-r-noted = { $n ->
    [one] { $n } action placed of { $of }
   *[other] { $n } actions placed of { $of }
  }
five-r-placed = { $n ->
    [one] action placed
   *[other] actions placed
  }
five-r-others = The other actions
placing-keep = I keep these choices
placing-together = Your group:
placing-why = Tap a line to read why.
placing-all = All { $n } cards, and why
placing-you = you:
placing-room = The room:
placing-nobody = nobody answered
placing-agreement = { $share } of the choices follow the reference
placing-complete = { $n ->
    [one] { $n } of { $of } placed everything
   *[other] { $n } of { $of } placed everything
  }
placing-also = Can be defended too: { $places }.
placing-reference = Reference
placing-class = The room
placing-defended = can be defended
placing-is = reference: { $place }
placing-agree = In line with the reference
placing-dispute = To discuss, { $n } of { $of }
placing-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
  }
placing-moved = { $moves ->
    [0] Nobody changed their mind since the vote before
    [one] { $moves } change since the vote before, by { $n } of { $of }
   *[other] { $moves } changes since the vote before, by { $n } of { $of }
  }
placing-movers = { $n ->
    [one] { $n } person
   *[other] { $n } people
  }
print = To print
print-how = Print this page on A4 at its own scale (Ctrl + P). The last sheet is for the facilitator.
print-cards = Cards to cut out, sheet { $n }
print-wheel = The wheel: for the middle of the table, or enlarged to A3
print-solution = For the facilitator: the places of reference
problem-placements-missing = Nothing is placed
problem-placements-missing-detail = Place at least one before you send.
problem-unknown-card = There is no such card
problem-unknown-card-detail = It is not one of this step. Nothing was changed.
problem-unknown-stage = There is no such stage of a life
problem-unknown-stage-detail = Choose one of the six stages of the wheel. Nothing was changed.
problem-unknown-action = There is no such action
problem-unknown-action-detail = It is not one of this step. Nothing was changed.
problem-unknown-r = There is no such R
problem-unknown-r-detail = Choose one of the five R. Nothing was changed.
break-more = Nothing to do here. Look up from the screen.
free-more = Work away from the screens. This page will move on by itself.
# The safe of 2070
vault-room = The room
vault-message = The message from 2070
vault-rules = The rules
vault-puzzles = The puzzles
vault-to-solve = to solve
vault-digit = digit
vault-gives = The digit is
vault-answer = Answer to puzzle { $n }
vault-check = Check
vault-wrong = “{ $answer }” opens nothing. Read the puzzle again, or ask for a hint.
vault-ask-hint = Ask for hint { $n } of { $of }
vault-hint-cost = { $minutes ->
    [one] It costs your group a minute.
   *[other] It costs your group { $minutes } minutes.
  }
vault-your-time = Your clock:
vault-hints-cost = { $n ->
    [one] { $n } hint, { $time } less
   *[other] { $n } hints, { $time } less
  }
vault-dial = The dial
vault-code = The code of { $n } digits
vault-open = Open
vault-wrong-code = “{ $code }” is not the code. Take a breath, and read the digits again.
vault-next-try = Next try in
vault-opened-in = open after { $time }
vault-open-after = open after
vault-with-hints = { $n ->
    [one] (one hint included)
   *[other] ({ $n } hints included)
  }
vault-debate = The debate that follows
vault-to-debate = On to the debate
vault-debate-here = The debate will open in the room: keep your phone.
vault-debate-join = Join the debate
vault-solutions = The solutions
vault-explained = The solutions explained
vault-closed = The safe is still closed.
vault-door-open = The safe is open.
vault-door-lamps = { $n ->
    [0] A closed safe, no digit of { $of } found.
    [one] A closed safe, { $n } digit of { $of } found.
   *[other] A closed safe, { $n } digits of { $of } found.
  }
vault-door-digits = A closed safe. Digits found, in order: { $digits }.
vault-the-code = The code:
vault-opened-of = { $n ->
    [0] None of { $of } groups has opened the safe
    [one] { $n } of { $of } groups has opened the safe
   *[other] { $n } of { $of } groups have opened the safe
  }
vault-solved-of = { $n ->
    [0] no puzzle of { $of }
    [one] { $n } puzzle of { $of }
   *[other] { $n } puzzles of { $of }
  }
vault-hints-n = { $n ->
    [one] { $n } hint
   *[other] { $n } hints
  }
vault-more-groups = { $n ->
    [one] and { $n } other group
   *[other] and { $n } other groups
  }
vault-tried = last try: { $answer }
vault-give-hint = Hint { $n }
vault-code-of = Code announced by { $group }
vault-codes-tried = { $n ->
    [one] { $n } code tried
   *[other] { $n } codes tried
  }
vault-col-solved = Puzzles
vault-col-hints = Hints
vault-col-codes = Codes tried
vault-col-time = Time
vault-col-answer = Answer
vault-col-digit = Digit
vault-col-solvers = Groups
vault-not-opened = not opened
vault-print-envelope = First envelope
vault-print-second = Second envelope, for the group that announces the code
vault-print-puzzle = puzzle { $n } of { $of }
vault-print-grid = the grid
vault-print-announce = Is the code complete? Tell it to the facilitator in a low voice.
vault-print-group = Group
vault-print-hints = The hints, to cut out and to fold
vault-print-fold = Cut out each slip. Fold the blank flap over the hint, then both behind: only the number stays visible. An unfolded slip costs { $minutes } min.
vault-print-hint = hint { $n }
vault-print-solution = For the facilitator: the code and the solutions
vault-print-accepted = Also said: { $forms }
problem-too-soon = One moment before the next code
problem-too-soon-detail = { $seconds } s more. Nothing is locked: read the digits again.
problem-hint-order = Hints come one by one
problem-hint-order-detail = Ask for hint { $next } first.

figures-shown = Figures shown:
not-verified = not verified
not-verified-text = This figure is cited from memory: it was not seen again at its source. Do not print it as it is.
verdict-of-holds = holds
verdict-of-holds-with-scope = holds, if one says about what
verdict-of-weak-chain = weak citations
verdict-of-not-traceable = not traceable
fact-range = Range
fact-scope = What is counted
fact-year = Year
fact-verdict = Our verdict
fact-formula = Calculation
fact-source = Source of the figure
fact-others = Other figures say otherwise
lobby = The room is coming in
lobby-remote = Show the way in, let people join, then start. People can join at any time.
phase-showing = on screen
phase-open = open
phase-closed = closed
phase-revealed = revealed
stage-shows-blank = The room’s screen is black.
stage-shows-join = The room’s screen shows how to join.
room-does-not-see = the room does not see it yet
late-answers = { $n ->
    [one] { $n } answer after the close, not counted
   *[other] { $n } answers after the close, not counted
  }
on-paper = Without a screen
then = Next:
last-one = This is the last step.
path-items = { $n } parts
back-to-remote = Back to the remote
texts-all = All texts
texts-unsettled = Not settled yet
texts-unsettled-what = Written at the same place, at the same moment. Their group sees them, the room does not, the report does.
texts-others = { $n ->
    [one] One more text
   *[other] { $n } more texts
}
all-steps = All steps
rehearsal-notice = Rehearsal: participants are simulated, nothing counts in statistics.
ended-remote = The session is closed. Its report is on the desk.
do-previous = Back
do-next = Next
do-reveal = Reveal
do-close = Close
do-reopen = Reopen
do-round = Vote again
do-minute = +1 minute
do-blank = Black
do-show = Show
do-join = Way in
do-join-off = Hide way in
do-pause = Hold
do-resume = Resume
do-skip = Skip
do-end = End
do-end-sure = End the session for everybody?
big-start = Start
big-next = Next
big-reveal = Reveal
big-resume = Resume
big-end = End
key-next = next (also space, page down)
key-previous = back (also page up)
key-reveal = reveal
key-minute = one more minute
key-blank = black screen
key-join = how to join
key-full = full screen
key-dark = dark background
key-sources = sources in large
desk-title = Which workshop today?
desk-lead = Start, project, let the room join with the code. “Rehearse” plays the session with a simulated class.
desk-first-1 = Choose a workshop and press “Start”, or “Rehearse” to try it alone with a simulated class.
desk-first-2 = Open the room’s screen on the projector, and the remote on your phone.
desk-first-3 = People aim at the square or type the address and the code. In the end the report is here.
desk-start = Start
desk-rehearse = Rehearse
desk-resume = Resume
desk-steps = Steps and material
desk-material = To prepare
desk-strip = { $n } steps
desk-sessions = Latest sessions
desk-none = No session yet.
desk-kept = Each session is erased with its answers twelve months after its creation.
nav-workshops = Workshops
nav-sessions = Sessions
col-date = Day
col-workshop = Workshop
col-people = People
col-answers = Answers
col-actions = What to do
level-fondamental = primary
level-secondaire = secondary
level-superieur = higher education
level-enseignants = staff
status-lobby = lobby
status-running = running
status-paused = paused
status-ended = ended
disk-low = The disk is nearly full: make room, or the next answers will be refused. Nothing is lost so far.
console-show = Project and lead
console-stage = Open the room’s screen
console-remote = Open the remote here
console-keys = On the room’s screen, “?” shows the keys.
console-phone = Remote on my phone
console-pair-what = A square to aim at with your phone: it becomes the remote of this session.
console-pair = Show the square
console-pair-once = Aim once, within five minutes. Do not project it.
console-join = How the room joins
console-address = Address of this computer
console-wifi = Show the Wi-Fi
console-kept = This session will be erased on { $date }.
console-delete = Erase this session
console-delete-what = All its answers and its report disappear for good.
console-delete-sure = Erase for good
wifi-name = Network name
wifi-password = Password
wifi-show = Show in the lobby
wifi-what = The name and a square to aim at appear in the lobby. The password stays on this computer. An empty name takes the square away.
report-read = Read and print
data-title = Your data
data-what = What is kept
data-what-text = Your answers, the time they arrive, and a nickname if you gave one. No name, no e-mail address, no address of your phone. During the session, bytes are counted phone by phone; only their sum and the greatest number are kept.
data-who = Who sees them
data-who-text = The room sees totals, and the texts that you send to it: arguments, cards, questions. The facilitator sees the answers without knowing whose they are, unless you give a name. A private note is read by you alone.
data-where = Where they are
data-where-text = On the facilitator’s computer. Nothing is sent elsewhere.
data-long = For how long
data-long-text = Twelve months at most, then everything is erased. The facilitator can erase the session before.
data-cookie = The only cookie
data-cookie-text = A random number, kept by your browser, keeps your seat. It follows nobody: it cannot link you from one session to another.
data-ask = Your rights
data-ask-text = You can erase your answers yourself at any time. For the rest, ask the facilitator.
data-yours = Your answers
data-erased = Your answers are erased.
data-name = Nickname (empty: none)
data-name-set = Keep this nickname
data-shared = One device for several people
data-shared-text = On a shared tablet everybody can have a seat. Yours stays counted.
problem-not-found = This page does not exist
problem-not-found-detail = Check the address, or start again from the entrance.
problem-method-not-allowed = This action does not exist here
problem-method-not-allowed-detail = Go back to the previous page.
problem-unknown-code = This code opens no session
problem-unknown-code-detail = { $letters ->
    [none] Read the six letters on the screen again. A code has no digit, no I and no O.
   *[other] No code holds { $letters }. Read the six letters on the screen again: no digit, no I and no O.
  }
problem-too-many-codes = Too many codes tried
problem-too-many-codes-detail = Wait a minute, then copy the code on the screen.
problem-unknown-session = This session does not exist, or no longer
problem-unknown-session-detail = It may have been erased. Ask the facilitator for the code.
problem-unauthorized = This page is for the facilitator
problem-unauthorized-detail = Open the link that Bisou printed when it started, or a new remote link. To take part, start from the entrance.
remote-may-not = This remote cannot do that
remote-may-not-detail = It leads one session and that one alone; the rest is done on the facilitator’s computer.
stage-may-not = This screen cannot do that
stage-may-not-detail = It shows a session and turns its pages; the rest is done on the remote or on the facilitator’s computer.
problem-forbidden = This action is for the facilitator
problem-forbidden-detail = Your seat lets you answer, not lead the session.
problem-no-seat = You have no seat in this session
problem-no-seat-detail = Join with its code first.
problem-wrong-link = This is not the right link
problem-wrong-link-detail = Copy the whole link that Bisou printed when it started on the computer.
problem-pairing-over = This link was used or is no longer valid
problem-pairing-over-detail = It works once, for five minutes. Ask for a new square on the desk.
problem-cross-site = This request comes from another site
problem-cross-site-detail = It is refused to be safe. Start again from Bisou’s page.
problem-malformed = The request is malformed
problem-malformed-detail = { $fault ->
    [missing] “{ $found }” is missing.
    [unknown] There is no “{ $found }” here.
    [variant] There is no “{ $found }” here. Possible: { $expected }.
    [type] Received: { $found }. Expected: { $expected ->
        [whole] a whole number
        [number] a number
        [text] a text
        [flag] true or false
        [object] an object
        [list] a list
       *[other] { $expected }
      }.
   *[other] This is not the expected shape ({ $reason }).
  }
problem-too-deep = The request is nested too deeply
problem-too-deep-detail = { $max } levels at most.
problem-too-large = The request is too long
problem-too-large-detail = { $max } KiB at most.
problem-too-many-items = Too many questions at once
problem-too-many-items-detail = { $max } questions at most: send them in parts.
impact-refused = This question has no answer
problem-too-slow = The request arrives too slowly
problem-too-slow-detail = The network is probably weak: try again, your text stayed in the page.
problem-not-now = This is not possible now
problem-not-now-detail = The session has moved on, or this step does not allow it: the buttons of the remote say what is possible.
problem-last-step = This is the last step
problem-last-step-detail = There is nothing after it. You can end the session.
problem-first-step = This is the first step
problem-first-step-detail = There is nothing before it.
problem-unknown-step = This step does not exist
problem-unknown-step-detail = No step “{ $step }” in this workshop.
problem-unknown-seat = This seat does not exist
problem-unknown-seat-detail = Nobody has this seat in the session.
problem-unknown-command = This command does not exist
problem-unknown-command-detail = “{ $command }” is not a command.
problem-unknown-workshop = This workshop does not exist
problem-unknown-workshop-detail = No workshop “{ $workshop }” in the packs.
problem-step-not-open = This step has not begun
problem-step-not-open-detail = Wait until the room gets there.
problem-session-ended = The session is over
problem-session-ended-detail = It takes no more answers. What you had sent is kept.
problem-session-full = The room is full
problem-session-full-detail = { $capacity } seats are taken. Tell the facilitator, or answer in pairs.
problem-takes-no-answer = This step takes no answer
problem-takes-no-answer-detail = Look at the screen in the room.
problem-name-refused = This nickname is not possible
problem-name-refused-detail = { $max } characters at most, on one line. You can also give none.
problem-title-refused = This title is not possible
problem-title-refused-detail = { $max } characters at most, on one line.
problem-wifi-refused = This Wi-Fi is not possible
problem-wifi-refused-detail = 32 bytes at most for the name, 63 for the password.
problem-out-of-range = This number is not possible
problem-out-of-range-detail = A whole number between { $min } and { $max } is expected.
problem-not-a-number = A number is expected
problem-not-a-number-detail = Type a whole number, without letters.
problem-unknown-choice = This choice does not exist
problem-unknown-choice-detail = Choose a letter from A to { $last }.
problem-choice-missing = A choice is missing
problem-choice-missing-detail = Choose at least one answer.
problem-one-choice = Only one answer is possible
problem-one-choice-detail = Choose one letter.
problem-busy = The server is very busy
problem-busy-detail = Try again in a second: nothing is lost.
problem-disk-full = The disk is full
problem-disk-full-detail = Your answer could not be kept. Tell the facilitator; what was noted before is safe.
problem-database-held = Another program holds the file of the sessions
problem-database-held-detail = This is not noted yet, and leaves again by itself. On the facilitator’s computer, close what has this file open (a backup, an SQLite tool).
problem-store-failed = Saving failed
problem-store-failed-detail = Try again. If it goes on, tell the facilitator; what was noted before is safe.
problem-unreadable-session = This session cannot be read
problem-unreadable-session-detail = Its log is from a newer version or is damaged. The details are in Bisou’s terminal.
problem-report-failed = The report could not be written
problem-report-failed-detail = Try again, or choose another format.
problem-unknown-key = This part of the step does not exist
problem-unknown-key-detail = The step has no place of this name for an answer. Nothing was changed.

# The board of ideas
board-whole-room = The whole room
board-time-up = The time is up
board-closed = The time of this phase is up. What you have begun stays here.
board-note = Your note
board-note-private = Nobody else sees it.
board-note-keep = Keep my note
board-note-kept = Your note is kept.
board-note-change = Change my note
board-notes = { $n ->
    [one] note written
   *[other] notes written
  }
board-starters = To begin with:
board-criteria = A good idea is…
board-sheet = Your group’s sheet
board-begun = What you had begun
board-no-group = Choose your group first, at the end of this page.
board-card = Card { $n }
board-card-text = Text of card { $n }
board-card-for = { $group }, card { $n }
board-write = Write a card
board-free = free
board-column = Where does it belong?
board-column-later = To be seen later
board-no-column = To be placed
board-keep = Keep the card
board-take-away = Take away
board-taken-away = Card taken away
board-two = { $n ->
    [2] Two texts at the same place
   *[other] { $n } texts at the same place
  }: card { $card }
board-two-help = You wrote at the same time. Nothing is lost: take one of the texts, or write one from them all.
board-two-in = Several texts at the same place, card { $cards }
board-yours = Yours
board-take = Take this one
board-from-all = Write one from them all
board-elsewhere = Put this text on card { $n }
board-late = This text came after the end of the phase. It is kept, but not on the sheet yet.
board-your-turn = Your turn to present
board-turn = { $group } presents
board-stand-up = It is your group’s turn: the idea you stand for most, then the first thing to do.
board-until-own = { $n ->
    [one] Your group is next.
   *[other] Your group presents in { $n } turns.
  }
board-no-others = There is no card of another group yet.
board-own = Your group
board-dots-left = { $n ->
    [0] You have given all your votes.
    [one] You have one vote left to give.
   *[other] You have { $n } votes left to give.
  }
board-dot-give = Give a vote
board-dot-given = Vote given
board-dots = { $n ->
    [one] { $n } vote
   *[other] { $n } votes
  }
board-dots-given = { $n ->
    [one] { $n } vote given
   *[other] { $n } votes given
  }
board-cards-of = { $n ->
    [one] { $n } card of { $of }
   *[other] { $n } cards of { $of }
  }
board-merged = { $n } cards made one
board-merged-with = Made one with:
board-beside = Also written here:
board-unsettled = Written at the same time, and never settled
board-lit = highlighted
board-more = { $n ->
    [one] and one more card, on the phones and in the report
   *[other] and { $n } more cards, on the phones and in the report
  }
board-on-phones = { $n ->
    [one] { $n } card to read on your phone
   *[other] { $n } cards to read on your phone
  }
board-more-here = { $n ->
    [one] and one more
   *[other] and { $n } more
  }
board-cards = { $n ->
    [one] card written
   *[other] cards written
  }
board-waiting = No card yet: { $groups }
board-result = The room’s board
board-needs-groups = Without groups the whole room writes on one sheet. Make groups below.
board-chart = The votes
board-report = { $cards ->
    [one] { $cards } card
   *[other] { $cards } cards
  } on the board. { $notes ->
    [one] { $notes } person noted their ideas
   *[other] { $notes } people noted their ideas
  } before, for themselves.

# Groups
group-n = Group { $n }
groups = Groups
your-group = Your group:
no-group-yet = Choose your group.
choose-group = Change group
group-none = no group
group-paper = on paper
group-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
  }
group-name-of = Name of group { $n }
group-rename = Rename
group-move-who = Move
group-move-where = to
group-move = Move
person-n = Person { $n }
groups-count = Groups with phones
groups-by = Divide
groups-by-count = in order of arrival
groups-by-lot = by lot
groups-by-choice = everyone chooses
groups-on-paper = Groups on paper, without phones
groups-make = Make the groups
groups-make-again = Making new groups dissolves the present ones.
groups-lock = Settle the groups
groups-unlock = Let them change
groups-dissolve = Undo the groups
problem-unknown-group = This group does not exist
problem-unknown-group-detail = Choose a group of the list.
problem-groups-locked = The groups are settled
problem-groups-locked-detail = The facilitator can move you to another group.
teams = Teams
team-points = { $n ->
    [one] { $n } point
   *[other] { $n } points
  }
teams-need-groups = Make groups to count points by team.

# What people write for others
problem-conflict = Two people wrote in the same place
problem-conflict-detail = Both texts are kept. Read them, then send the one that stays.
problem-unknown-item = This text is not there
problem-unknown-item-detail = It was taken away, or it waits to be read.
problem-no-group = You are in no group
problem-no-group-detail = Choose your group first, at the bottom of the page.
problem-other-group = This is another group’s sheet
problem-other-group-detail = Answer in your own group. Nothing was changed.
problem-too-many = You have written a lot
problem-too-many-detail = A person sends { $max } questions at most in a session.
problem-no-hint = There is no hint left
problem-no-hint-detail = This puzzle does not exist, or all its hints were given.
problem-text-missing = The text is empty
problem-text-missing-detail = Write at least one word, then send it again.
problem-text-too-long = The text is too long
problem-text-too-long-detail = It has { $found } characters; { $max } are possible. Shorten it, then send it again.
problem-text-control = The text has a character that is not allowed
problem-text-control-detail = Write it on one line, without returns or tabs.
problem-takes-no-vote = There is no vote here
problem-takes-no-vote-detail = Nothing was changed.
problem-own-item = This is your own text
problem-own-item-detail = Vote for those of others.
problem-no-dots-left = You have given all your votes
problem-no-dots-left-detail = { $dots } votes a person. Take one back to give it elsewhere.
problem-other-step = These texts do not go together
problem-other-step-detail = Texts of one step can be merged.
problem-cannot-linger = This step ends with the session
problem-cannot-linger-detail = Only a debate can stay open.
vote-for = Vote for: { $text }
vote-noted = Vote noted
vote-taken-back = Vote taken back
votes-n = { $n ->
    [one] { $n } vote
   *[other] { $n } votes in all
  }
texts-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more of them
  }
questions = Questions of the room
questions-all = Read the questions and vote
questions-none = No question so far.
ask-question = Ask a question
your-question = Your question
question-named = Show my nickname
question-send = Send the question
question-noted = Question noted
question-now = The question
back-to-step = Back to the step
mark-open = waiting
mark-answered = answered
mark-later = kept for later
texts = Texts
texts-none = Nothing is written so far.
texts-held = { $n ->
    [one] { $n } to read first
   *[other] { $n } to read first
  }
text-is-held = to be read
text-is-hidden = hidden
text-is-merged = merged
text-approve = Show it
text-hide = Hide
text-unname = Take the name off
text-show = Show again
text-highlight = In large
text-dim = Take down
text-answered = Answered
text-later = For later
text-reopen = Put back
text-merge = Merge the ticked texts
text-move = To column { $n }
text-move-named = To “{ $name }”
moderation-is-off = Texts appear at once; those with a word of the list, or signed with such a name, wait.
moderation-is-on = Every text waits until you show it.
moderation-on = Read before showing
moderation-off = Show at once
phase-n = Part { $n } ({ $time })
phase-named = { $name } ({ $time })
big-phase = Next part
big-phase-named = Next phase: { $name }
linger = Leave open after the session
linger-stop = Close after the session
lingers = The session is over; the debate stays open.
lingers-stage = The session is over; the debate goes on here.
ended-read = The session is over. The debate is closed; it can still be read.
report-share = Share the report with participants
report-unshare = Share it no more
report-is-shared = Participants can read the report on their phones once the session is over.
report-is-not-shared = For now the report is read on the facilitator’s computer alone.
console-lingers = Open: everybody can still answer, with this square or on their page.
console-lingers-not = It closes with the session, and can be read afterwards.
questions-ask-now = Ask your questions on your phone, or aloud.
badge-criteria = What the badge recognises
badge-evidence = What to hand in
badge-examples = Examples that will do
badge-not-accepted = What will not do
badge-claim = I want this badge
badge-claimed = Your code
badge-unclaim = On second thought, no
badge-keep = Write it down, or take a picture. It is enough to ask for the badge; no name is asked for here.
badge-free = Nothing is compulsory. If you want it, a code is waiting for you.
badge-on-phones = Your code is on your phone. { $n ->
    [0] Do you want it?
    [one] { $n } person wants it.
   *[other] { $n } people want it.
  }
badge-to-code = To your code, on your phone
badge-wanted = { $n ->
    [one] { $n } person wants this badge.
   *[other] { $n } people want this badge.
  }
arguments = The arguments
arguments-all = All { $n } arguments
arguments-none = No argument so far.
arguments-n = { $n ->
    [one] { $n } argument given
   *[other] { $n } arguments given
  }
debate-place = Take a place on the line, and say why.
debate-move = Were you convinced? You can move.
debate-where = Where do you stand?
debate-why = An argument, in one sentence (optional)
debate-rather = rather { $end }
debate-middle = in between
debate-to-relaunch = To start again: arguments and questions
debate-for = Arguments for it
debate-against = Arguments against it
debate-relaunch = To go on
debate-side-for = for
debate-side-against = against
debate-side-between = in between
debate-moved = { $n ->
    [0] Nobody moved.
    [one] { $n } person of { $of } moved.
   *[other] { $n } people of { $of } moved.
  }
debate-moved-to = { $n } towards “{ $end }”
problem-position-missing = Choose a place
problem-position-missing-detail = Say where you stand on the line, then send again.
problem-not-a-text = A text is expected
problem-not-a-text-detail = Write words, then send again.
do-measure = Measure again
cost-not-yet = The measurement comes as soon as this step is on the screen.
cost-counted = Measured: { $n ->
    [one] { $n } phone
   *[other] { $n } phones
  }, { $time }, { $all }; { $each } per phone, { $most } at most.
cost-counted-alone = Measured: no phone, { $time }, { $all }.
cost-axis = In watt-hours: low – central – high, on a log scale.
cost-all = In all
cost-part-server = Bisou server
cost-part-access-point = Wifi access point
cost-part-phones = { $n ->
    [one] { $n } phone
   *[other] { $n } phones
  }
cost-part-laptop = Computer
cost-part-projector = Projector
cost-between = between { $low } and { $high } { $unit } ({ $central } at the centre)
cost-energy = Electricity, modelled: { $energy }.
cost-carbon = CO₂e: { $carbon }.
cost-dominant = What weighs most: { $first } ({ $share }), then { $second } ({ $other }).
cost-server = The server: { $share }.
cost-below = less than 1%
cost-the-server = the server
cost-the-access-point = the access point
cost-the-phones = the phones
cost-the-laptop = the computer
cost-the-projector = the projector
cost-against = Beside things you know
cost-this = This session
cost-emails = { $n ->
    [one] An e-mail of 1 MB with the slides
   *[other] An e-mail of 1 MB with the slides to each of the { $n }
  }
cost-car = One kilometre by car
cost-way = The same by car
cost-emails-count = The figure of an e-mail is mostly a share of making the computers; that of the session is electricity alone.
cost-beside = The same by car: { $way }. { $n ->
    [one] An e-mail of 1 MB with the slides
   *[other] An e-mail of 1 MB with the slides to each of the { $n }
  }: { $emails }.
cost-beside-car = The same by car: { $way }.
cost-how = How it is measured
cost-how-measured = Measured.
cost-how-bytes = The server counts the bytes that pass on its sockets, pages, pictures, answers and updates: { $to } sent to phones, { $from } received from them, { $screens } with the stage, the remote and the desk. A connection that names no session is not counted, nor is what the network adds to each packet.
cost-how-metered = During { $cpu } of computing, the processor’s energy is read off its meters (RAPL): central and high, Bisou’s share of the work done; low, its share of what the machine could have done.
cost-how-unmetered = The system does not let the processor’s energy be read: { $cpu } of computing are multiplied by the power of a busy core, a model.
cost-how-time = The session took { $time }, without the lobby and the pauses; the phones in the room since they came in make { $hours } together.
cost-how-modelled = Modelled.
cost-how-devices = A projector, a computer and an access point that are on for the whole session, phones whose screen stays on: time × published power. The server runs on this computer: its part, shown by itself, is in there too. The CO₂e is that of the country’s electricity.
cost-how-ranges = The ranges.
cost-how-ends = For a total, all low ends together, then all high ends: nothing lies outside, but the ends are unlikely. Two significant digits. Percentages are taken at the centre.
cost-how-left-out = Not counted.
cost-how-not = How everybody came here, making the devices, heating and lighting the room, the phone that is the remote. A trip by car of more than { $way } alone exceeds all that is counted here.
cost-row-to-phones = Sent to phones
cost-row-from-phones = Received from phones
cost-row-screens = Stage, remote and desk
cost-row-phones = Phones
cost-row-busiest = The phone that exchanged most
cost-row-time = Time of the session
cost-row-cpu = Computing time of the server
cost-low = low
cost-central = central
cost-high = high

# What is typed
signs-left = Characters left: { $n }
and-more = { $n ->
    [one] and { $n } more, in the report
   *[other] and { $n } more, in the report
  }
you = you

# BISOU
bisou-think = What to think of
bisou-alternative = An alternative you found (optional)
bisou-decide = And so?
bisou-avec = With the AI
bisou-sans = Without the AI
bisou-plus-tard = Later
bisou-noted = { $said }. Instead: { $alternative }
bisou-radar = Profile on five axes: { $letters }
bisou-rather = Rather: { $end }
bisou-between = In between
bisou-table = The room’s profile, from 0 to 4
bisou-letter = Letter
bisou-middle = In the middle
bisou-half = Half of the room
bisou-row-middle = { $letter }, in the middle
bisou-row-from = { $letter }, first quarter
bisou-row-to = { $letter }, last quarter
bisou-strip = Answers of the room, from 0 to 4: { $counts }
bisou-found = { $n ->
    [one] { $n } alternative found
   *[other] { $n } alternatives found
  }
bisou-instead = Instead
bisou-advice = Hints, letter by letter
bisou-if-ai = If it is with the AI
bisou-without = Ways without an AI
bisou-alone-link = Do it again, for a request of your own
bisou-alone = Do a BISOU, alone
bisou-alone-title = Give your request a BISOU
bisou-alone-lead = Five questions before using an AI, then a reading in words. Nothing is kept, nothing is sent elsewhere.
bisou-alone-own = My own situation
bisou-alone-pack = Or a situation from school
bisou-alone-what = What would you ask an AI, and what for?
bisou-alone-read = Read my answers
bisou-alone-reading = One possible reading
bisou-alone-yours = It is only a reading: the decision is yours.
bisou-alone-decided = Your decision:
bisou-alone-instead = Instead:
bisou-alone-print = To keep this page, print it from the browser’s menu: nothing of it stays on the computer that served it.
bisou-alone-again = Another situation
problem-unknown-decision = A decision is missing
problem-unknown-decision-detail = Choose: with the AI, without it, or later.

# Chains of citations
kind-chain = Chain of citations
chain-ask = Where does the meaning change?
chain-ask-how = Tap the hop where the figure no longer means the same.
chain-asked = “{ $claim }” Where does the meaning change?
chain-ask-what = What has changed?
chain-turn = Here the meaning turns
chain-becomes = becomes
chain-pointed = { $n ->
    [one] { $n } person here
   *[other] { $n } people here
  }
chain-lesson = To keep in mind
chain-better = How to say it
chain-others = What others count
chain-kind-unit = The unit of account
chain-kind-scope = The perimeter
chain-kind-water = Water: on site, or also at the power station
chain-kind-electricity = Electricity: of the grid, or of contracts
chain-kind-statistic = The median, the mean or the worst case
chain-kind-model = The model, the date or the place
chain-kind-author = Who measures, and with which reserve
chain-kind-mistake = A plain mistake
chain-print-cards = Cards to cut out and put back in order; then: where does the meaning change?
chain-print-solution = For the facilitator: the chain, and what changes
chain-exercise = find the mistake
chain-first = Look for the mistake yourself first
chain-exercise-lead = Read the chain from top to bottom. Nothing is counted, nothing is kept: your answer is in the page’s address.
chain-show = Show what has changed
chain-found-turn = This is where the meaning turns.
chain-found-also = Something changes here too; the biggest leap is at another hop.
chain-found-same = Nothing changes here: the figure is repeated. That is how it gains its assurance.
chain-yours = Your hop:
chain-thought = You were thinking of this:
chain-was = What changes there:
chain-ways = Where to go next
chain-all = All chains
chain-next = Search the next chain
chain-span = { $n ->
    [one] { $n } hop
   *[other] { $n } hops
  }, from { $first } to { $last }
chain-undated = date unknown
chain-unverified = “Not verified”: this hop was not read in a source, or its link with the one before is not established.
problem-hop-missing = A hop is missing
problem-hop-missing-detail = Choose the hop where you think the meaning changes.
problem-unknown-hop = This hop is not part of this chain
problem-unknown-hop-detail = Choose one of the hops shown.
problem-what-missing = What has changed is missing
problem-what-missing-detail = Choose what you think has changed at this hop.
reflex-link = The reflex in four questions, to print
reflex-holds = What holds, whatever the figure
reflex-falls = What is better not said any more
reflex-chain = the chain
reflex-how = Print this page on A4, without scaling (Ctrl + P): it fits one sheet.

# Cases
kind-cases = Case
case-worth = Is it worth it?
case-worth-0 = No, not at all
case-worth-1 = Rather not
case-worth-2 = I do not know
case-worth-3 = Rather yes
case-worth-4 = Yes, by all means
case-judge = This evidence seems to you…
case-strong = Strong
case-weak = Weak
case-promise = The promise
case-cost = The cost
case-source = Source of the promise:
case-evidence = The evidence
case-again = Second vote, after the discussion
case-votes = { $n ->
    [one] { $n } vote
   *[other] { $n } votes
  }
case-before = Before, { $n ->
    [one] { $n } vote
   *[other] { $n } votes
  }
case-after = After, { $n ->
    [one] { $n } vote
   *[other] { $n } votes
  }
case-down = towards no
case-same = unmoved
case-up = towards yes
case-judged = Evidence strong to { $strong }, weak to { $weak }.
case-judged-before = Before: evidence strong to { $strong }, weak to { $weak }.
case-judged-after = After: strong to { $strong }, weak to { $weak }.
case-then-again = Reveal, let them talk, then “Vote again”: the room will see what moved.
case-then-compare = Reveal: the room sees both votes and who moved.
problem-unknown-evidence = What you make of the evidence is missing
problem-unknown-evidence-detail = Choose: strong or weak.
problem-not-this-phase = Not the time for this yet
problem-not-this-phase-detail = The facilitator will open this moment for everybody. What you wrote stays on your screen.
