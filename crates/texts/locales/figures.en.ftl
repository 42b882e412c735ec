## What is said of a figure: words of the registry
fig-stage-training = training
fig-stage-research = trials and research
fig-stage-inference = computing the answer
fig-stage-idle = idle machines
fig-stage-cpu-memory = processors and memory
fig-stage-cooling = cooling
fig-stage-pue = losses of the building (PUE)
fig-stage-hardware-manufacture = making the servers
fig-stage-end-of-life = end of life
fig-stage-network = network
fig-stage-device-use = use of devices
fig-stage-device-manufacture = making the devices
fig-stage-data-centre-building = building the data centre
fig-stage-water-on-site = water on site
fig-stage-water-off-site = water at power stations
fig-stage-upstream-fuel = extracting the fuel
fig-stage-non-co2-aviation = contrails of planes
fig-stage-vehicle-manufacture = making the vehicle
fig-stage-infrastructure = roads and rails
fig-stage-imports = imported goods and services
fig-stage-land-use = land use
fig-stage-user-terminal = the person’s own device
fig-stage-cryptocurrency = cryptocurrencies
fig-stage-tv-sets = television sets
fig-stage-enterprise-it = company computing
fig-method-measured = measured
fig-method-estimated = an estimate
fig-method-declared = declared
fig-method-modelled = modelled
fig-method-computed = computed
fig-method-survey = survey
fig-allocation-average = average
fig-allocation-marginal = marginal effect
fig-allocation-median = median
fig-allocation-total = sum of all
fig-allocation-share = share
fig-allocation-factor = conversion factor
fig-allocation-typical = typical case
fig-allocation-worst = worst case
fig-allocation-not-stated = not stated
fig-accounting-location-based = grid of the place
fig-accounting-market-based = purchase contracts
fig-accounting-not-stated = not stated
fig-accounting-not-applicable = not applicable
fig-status-current = up to date
fig-status-dated = out of date
fig-status-superseded = replaced
fig-status-disputed = disputed
fig-status-target = target
fig-status-projection = a projection
fig-evidence-primary = read at the source
fig-evidence-secondary = read in a text that cites it
fig-evidence-computed = computed again
fig-evidence-none = not verified
fig-source-peer-reviewed = reviewed paper
fig-source-preprint = preprint
fig-source-vendor = vendor
fig-source-ngo = charity
fig-source-agency = public agency
fig-source-consultancy = consultants
fig-source-press = the press
fig-source-blog = a blog
fig-source-book = book
fig-source-database = database
fig-source-podcast = a podcast
fig-source-seed = the seed deck
fig-source-registry = register
fig-topic-seed = the deck
fig-topic-ai-use = uses of AI
fig-topic-ai-training = training
fig-topic-ai-sector = the AI sector
fig-topic-digital-sector = the digital sector
fig-topic-water = water
fig-topic-devices = devices
fig-topic-everyday = everyday life
fig-topic-electricity = electricity
fig-topic-climate = climate change
fig-topic-usage = how often it is used
fig-group-request = One request
fig-group-training = Training
fig-group-sector = All that is digital
fig-group-planet = AI for the planet
fig-group-everyday = To compare with
fig-aspect-unit = Unit of account
fig-aspect-subject = Subject
fig-aspect-scope = What is counted
fig-aspect-includes = Stages counted
fig-aspect-excludes = Stages left out
fig-aspect-accounting = Electricity
fig-aspect-allocation = Statistic
fig-aspect-geography = Place
fig-aspect-year = Year
fig-aspect-method = Method
fig-aspect-source = Who says it
fig-aspect-evidence = How it was checked
fig-aspect-status = Standing

## The eight settings
fig-setting-unit = Unit of account
fig-setting-perimeter = Perimeter
fig-setting-stage = Perimeter: { $stage }
fig-setting-water = Which water
fig-setting-accounting = Electricity
fig-setting-statistic = Statistic
fig-setting-date = Model and date
fig-setting-speaker = Who measures
fig-setting-mistakes = Mistakes found
fig-setting-all = all
fig-setting-unit-why = An answer, a conversation, a week: one subject, other numbers.
fig-setting-perimeter-why = The chip alone, the server, the building, the making, your screen: the more is counted, the larger it is.
fig-setting-water-why = Evaporated on site, or at the power stations too. Withdrawn is not consumed.
fig-setting-accounting-why = The grid of the place, or purchase contracts: one socket, two accounts.
fig-setting-statistic-why = The median hides heavy uses; the worst case is not the mean.
fig-setting-date-why = A figure for a request expires in a year: the model has changed.
fig-setting-speaker-why = The vendor declares, others measure, others again suppose.
fig-setting-mistakes-why = Bits for bytes, visits for people, seats for planes: to find the mistake is the best exercise.
fig-position-answer = an answer
fig-position-search = a search
fig-position-image = an image
fig-position-video = a video
fig-position-email = an e-mail
fig-position-conversation = a conversation
fig-position-charge = one charge
fig-position-people = people
fig-position-visits = visits
fig-position-one-way = one way
fig-position-return-trip = a return trip
fig-position-computing = computing alone
fig-position-server = the whole server
fig-position-building = the building too
fig-position-manufacture = the making too
fig-position-counted = is counted
fig-position-left-out = is left out
fig-position-on-site = on site
fig-position-with-power-stations = at power stations too
fig-position-location-based = grid of the place
fig-position-market-based = purchase contracts
fig-position-median = median
fig-position-average = average
fig-position-typical = typical case
fig-position-marginal = marginal effect
fig-position-worst = worst case
fig-position-total = sum of all
fig-position-share = share
fig-position-factor = conversion factor
fig-position-vendor = the vendor
fig-position-measured = measured by others
fig-position-modelled = computed by others
fig-position-sound = without them
fig-position-mistake = them alone
fig-position-unsaid = not said

## The exhibition
figures-title = The figures, and what keeps them apart
figures-lead = A contested figure is never shown alone: here, question by question, is all that is published, who says it and why it differs.
figures-search = A figure, a word, a source
figures-search-go = Search
figures-search-hint = “4 g”, “50 cl”, “Mistral”
figures-found = { $n ->
    [0] No figure of the registry has “{ $query }”.
    [one] { $n } figure for “{ $query }”
   *[other] { $n } figures for “{ $query }”
  }
figures-none-hint = Try the value with its unit, a single word, or a question below.
figures-open-question = The whole question:
figures-count = { $n ->
    [one] { $n } figure
   *[other] { $n } figures
  }
figures-count-of = { $n } of { $of } figures
figures-about-year = about { $year }
figures-turned = Set: { $settings }.
figures-unset = Without settings: { $factor }.
figures-from-to = from { $low } to { $high }
figures-factor = a factor of { $n }
figures-same = all alike
figures-settings-title = Eight settings that keep two honest figures apart
figures-settings-lead = On the page of each question, turn those that explain it: a figure makes room for the one that says the same set otherwise, where the registry has both; the others step aside.
figures-files = The whole registry:
figures-files-claim = These figures:
figures-spreadsheet = spreadsheet (CSV)
figures-programs = programs (JSON)
figures-marks = Stroke: the value. Band: the published range; a mere point where none is published. Logarithmic axis: each tick multiplies. In brick red: the deck.
figures-no-range = no published range
figures-range = range: { $range }
figures-zero = zero: off a logarithmic axis
figures-in-deck = deck: { $verdict }
figures-mistake = mistake found: { $what }
figures-aside = Put aside by your settings
figures-aside-note = { $n ->
    [one] { $n } other figure answers the question, set otherwise; it stays in sight, as it contradicts the first ones.
   *[other] { $n } other figures answer the question, set otherwise; they stay in sight, as they contradict the first ones.
  }
figures-nothing-kept = No published figure answers all of these settings at once. That is an answer too.
figures-turn = Settings
figures-turn-lead = { $n ->
    [one] One setting explains the distance: turn it
   *[other] { $n } settings explain the distance: turn them
  }
figures-turn-go = Set
figures-turn-back = Show all
figures-why = Why they differ
figures-beside = To understand by
figures-all-questions = All questions
figures-chains = Chains of citations
figures-calculate = Calculate
figures-menu = The pages of figures
figures-nav = Figures
figures-deck-charts = The charts of the deck
figures-deck-lead = The deck shows four curves under the title “a carbon footprint that explodes because of AI”. Here they are drawn again, from values whose source is known.
figures-no-source = No source found
figures-deck-scale = Linear scale. Line: the value, from zero. Wide band: the published range, where there is one.
figures-doubts = What people come to check
figures-others = The others: { $range }.
figures-deck-says = Deck: { $values }.
figures-key-deck = the deck
figures-key-others = the other published figures
figures-every = All figures ({ $n })
figures-every-lead = All that the registry holds, topic by topic, with what answers no question.
figures-unasked = { $n ->
    [one] { $n } figure that answers no question
   *[other] { $n } figures that answer no question
  }
figures-filters = filter
figures-exchanges = { $n ->
    [one] exchanges { $n } figure, filters the others
   *[other] exchanges { $n } figures, filters the others
  }
figures-instead = Instead of
figures-turn-try = { $question } Set to “{ $position }”: from a factor of { $before } to a factor of { $after }.

## One figure
fig-facts = All about this figure
fig-question = It answers
fig-deck-says = The deck says
fig-traced = How it was checked
fig-seen = Where it was seen
fig-caution = Beware
fig-also = Further sources
fig-derived = Computed from
fig-superseded = Replaced by
fig-address-unverified = address cited from memory
fig-published = published in { $year }
fig-not-alone = To be read with
fig-contested-alone = This figure is contested: never cite it alone.
fig-this = This figure
fig-other = The other
fig-criterion = Criterion
fig-differs = In what they differ
fig-times-more = { $n } times as much
fig-times-less = { $n } times less
fig-alike = about as much
fig-not-comparable = is not measured in one unit
fig-nothing-said = does not say
problem-unknown-figure = Unknown figure
problem-unknown-figure-detail = The registry has no figure “{ $id }”. { $near }
problem-unknown-topic = Unknown topic
problem-unknown-topic-detail = The registry has no topic “{ $id }”. { $near }
problem-unknown-claim = Unknown claim
problem-unknown-claim-detail = The registry has no claim “{ $id }”. { $near }

## The spreadsheet
fig-col-id = Id
fig-col-claim = Claim
fig-col-topic = Topic
fig-col-label = Figure
fig-col-value = Value
fig-col-low = Low
fig-col-high = High
fig-col-unit = Unit (UCUM)
fig-col-text = As written
fig-col-per = Per
fig-col-note = Note
near-ids = The nearest: { $ids }.
near-none = Nothing is like it.
