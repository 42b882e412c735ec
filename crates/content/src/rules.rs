//! What a schema cannot say of a file: sums, orders, coverage.

use std::collections::BTreeSet;

use crate::check::{At, Checker, keyed, near_miss};
use crate::kinds::{Kind, RS, STAGES};
use crate::node::{Node, Span};
use crate::text::{quoted, words};

impl Checker<'_> {
    /// The rules of a kind, for a file whose fields are right.
    pub(crate) fn rules(&mut self, at: At, kind: &str, node: &Node) {
        match kind {
            "workshop" => self.workshop(at, node),
            "quiz" => node.list("question").iter().for_each(|question| self.question(at, question)),
            "lifecycle" => self.lifecycle(at, node),
            "chains" => node.list("chain").iter().for_each(|chain| self.chain(at, chain)),
            "five-r" => self.placed(at, node.list("action"), "r", RS, &node.span),
            "vault" => self.vault(at, node),
            "bisou-method" => self.method(at, node),
            "label" => self.label(at, node),
            "ria31" => self.ria31(at, node),
            "glossary" => node.list("term").iter().for_each(|term| self.term(at, term)),
            _ => {}
        }
    }

    fn workshop(&mut self, at: At, node: &Node) {
        let steps = node.list("step");
        let counted = steps.iter().filter(|step| !step.flag("optional"));
        let total: f64 = counted.filter_map(|step| step.number("minutes")).sum();
        let told = node.number("minutes").unwrap_or_default();
        if (total - told).abs() > f64::EPSILON {
            let span = span_of(node, "minutes");
            self.error(
                at,
                &span,
                keyed("minutes", told),
                format!("{total}, la somme des étapes qui ne sont pas optionnelles"),
                None,
            );
        }
        if let [least, most] = node.numbers("people")[..]
            && least > most
        {
            let expected = "people = [minimum, maximum]";
            self.error(
                at,
                &span_of(node, "people"),
                "le plus petit groupe dépasse le plus grand",
                expected,
                None,
            );
        }
        self.hours(at, steps);
    }

    /// Once a step of the path says its hour, all do, and they follow each other.
    fn hours(&mut self, at: At, steps: &[Node]) {
        let mut clock: Option<f64> = None;
        for step in steps.iter().filter(|step| !step.flag("optional")) {
            match (step.text("start").map(minutes_of_day), clock) {
                (Some(start), Some(before)) if (start - before).abs() > f64::EPSILON => {
                    let span = span_of(step, "start");
                    let expected = format!(
                        "{:02}:{:02}, la fin de l’étape précédente",
                        before as u32 / 60,
                        before as u32 % 60
                    );
                    self.error(at, &span, step.text("start").unwrap_or_default().to_owned(), expected, None);
                }
                (None, Some(_)) => self.error(
                    at,
                    &step.span,
                    "«\u{202f}start\u{202f}» manque",
                    "une heure pour toutes les étapes, ou pour aucune",
                    None,
                ),
                _ => {}
            }
            clock = step
                .text("start")
                .map(|start| minutes_of_day(start) + step.number("minutes").unwrap_or_default());
        }
    }

    fn question(&mut self, at: At, question: &Node) {
        let options: Vec<String> =
            question.texts("options").iter().map(|option| option.trim().to_lowercase()).collect();
        if options.iter().collect::<BTreeSet<_>>().len() != options.len() {
            self.error(
                at,
                &span_of(question, "options"),
                "deux options identiques",
                "des options différentes",
                None,
            );
        }
        for (one, other) in [("image", "image_alt"), ("image_alt", "image")] {
            if question.get(one).is_some() && question.get(other).is_none() {
                let expected = "une image et, dans image_alt, ce qu’elle montre en mots";
                self.error(
                    at,
                    &span_of(question, one),
                    format!("«\u{202f}{other}\u{202f}» manque"),
                    expected,
                    None,
                );
            }
        }
        let answers = question.texts("answers");
        let mut sorted = answers.clone();
        sorted.sort_unstable();
        sorted.dedup();
        if answers.len() >= options.len() {
            let expected = "au moins une option fausse";
            self.error(at, &span_of(question, "answers"), "toutes les options sont justes", expected, None);
        }
        if sorted != answers {
            self.error(
                at,
                &span_of(question, "answers"),
                answers.join(", "),
                "des lettres distinctes, dans l’ordre de l’alphabet",
                None,
            );
        }
        let last = options.len();
        let beyond = |letter: &&&str| {
            letter.bytes().next().is_some_and(|byte| usize::from(byte.wrapping_sub(b'A')) >= last)
        };
        if let Some(letter) = answers.iter().find(|letter| beyond(letter)) {
            self.error(
                at,
                &span_of(question, "answers"),
                quoted(letter),
                format!("une des {last} premières lettres"),
                None,
            );
        }
    }

    fn lifecycle(&mut self, at: At, node: &Node) {
        let objects: Vec<&str> = node.list("object").iter().filter_map(|object| object.text("id")).collect();
        for object in &objects {
            let cards: Vec<Node> = node
                .list("card")
                .iter()
                .filter(|card| card.text("object") == Some(object))
                .cloned()
                .collect();
            self.placed(at, &cards, "stage", STAGES, &node.span);
        }
        for card in node.list("card") {
            let object = card.text("object").unwrap_or_default();
            if !objects.contains(&object) {
                self.error(
                    at,
                    &span_of(card, "object"),
                    quoted(object),
                    format!("un objet du fichier\u{202f}: {}", objects.join(", ")),
                    None,
                );
            }
        }
    }

    /// Every place has an element, and no element names its own place twice.
    fn placed(&mut self, at: At, items: &[Node], key: &str, places: &[&str], span: &Span) {
        for item in items {
            if item.text(key).is_some_and(|place| item.texts("also").contains(&place)) {
                self.error(
                    at,
                    &span_of(item, "also"),
                    format!("«\u{202f}also\u{202f}» répète {key}"),
                    "d’autres places",
                    None,
                );
            }
        }
        let used: BTreeSet<&str> = items.iter().filter_map(|item| item.text(key)).collect();
        let missing: Vec<&str> = places.iter().copied().filter(|place| !used.contains(place)).collect();
        if !missing.is_empty() {
            self.error(
                at,
                &(span.start..span.start),
                format!("rien pour {}", missing.join(", ")),
                "un élément au moins par place",
                None,
            );
        }
    }

    fn chain(&mut self, at: At, chain: &Node) {
        let hops = chain.list("hop");
        let turning = hops.iter().filter(|hop| hop.get("changed").is_some()).filter_map(|hop| hop.text("id"));
        let turning: Vec<&str> = turning.collect();
        let turn = chain.text("turn").unwrap_or_default();
        if !turning.contains(&turn) {
            let expected =
                format!("un maillon de la chaîne où quelque chose change\u{202f}: {}", turning.join(", "));
            let help = near_miss(turn, turning.iter().copied());
            self.error(at, &span_of(chain, "turn"), keyed("turn", quoted(turn)), expected, help);
        }
        if let Some(changed) = hops.first().and_then(|hop| hop.get("changed")) {
            let expected = "un premier maillon sans «\u{202f}changed\u{202f}»\u{202f}: rien ne le précède";
            self.error(at, &changed.span, "un changement au premier maillon", expected, None);
        }
        let mut before = f64::MIN;
        for hop in hops {
            if let Some(year) = hop.number("year") {
                if year < before {
                    let expected = format!("{before} ou plus tard\u{202f}: les maillons se suivent");
                    self.error(at, &span_of(hop, "year"), keyed("year", year), expected, None);
                }
                before = year;
            }
            self.hop(at, hop);
        }
    }

    fn hop(&mut self, at: At, hop: &Node) {
        if hop.text("said").is_some_and(|said| said.trim().contains("\n\n")) {
            self.error(at, &span_of(hop, "said"), "plusieurs paragraphes", "une phrase", None);
        }
        if let Some(changed) = hop.get("changed")
            && changed.text("from") == changed.text("to")
        {
            let expected = "deux mots différents, avant et après";
            self.error(at, &span_of(changed, "to"), "un changement qui ne change rien", expected, None);
        }
        if !hop.flag("verified") {
            return;
        }
        if hop.text("source").is_none() {
            let expected = "«\u{202f}source\u{202f}», ou verified = false";
            self.error(at, &span_of(hop, "verified"), "vérifié, mais sans source", expected, None);
        }
        let figure = hop.text("figure").and_then(|id| self.figures.figure(id));
        if figure.is_some_and(|figure| !figure.verified) {
            let expected = "verified = false\u{202f}: son chiffre n’a pas été revu à la source";
            self.error(at, &span_of(hop, "verified"), "plus sûr que son chiffre", expected, None);
        }
    }

    fn vault(&mut self, at: At, node: &Node) {
        let mut puzzles: Vec<&Node> = node.list("puzzle").iter().collect();
        puzzles.sort_by_key(|puzzle| puzzle.number("order").unwrap_or_default() as i64);
        let in_order = puzzles
            .iter()
            .enumerate()
            .all(|(index, puzzle)| puzzle.number("order") == Some((index + 1) as f64));
        if !in_order {
            self.error(
                at,
                &span_of(node, "puzzle"),
                "des rangs qui se répètent ou qui manquent",
                "«\u{202f}order\u{202f}» de 1 à n sans trou",
                None,
            );
        }
        let digits: Vec<i64> =
            puzzles.iter().map(|puzzle| puzzle.number("digit").unwrap_or_default() as i64).collect();
        let code: String = digits.iter().map(i64::to_string).collect();
        if node.text("code") != Some(&code) {
            self.error(
                at,
                &span_of(node, "code"),
                keyed("code", quoted(node.text("code").unwrap_or_default())),
                format!("{code}, la suite des chiffres des énigmes"),
                None,
            );
        }
        let sum = digits.iter().sum::<i64>().to_string();
        let told = node.text("checksum").unwrap_or_default();
        if !told.split(|c: char| !c.is_alphanumeric()).any(|word| word == sum) {
            self.error(
                at,
                &span_of(node, "checksum"),
                quoted(told),
                format!("une phrase qui cite la somme des chiffres, {sum}"),
                None,
            );
        }
    }

    fn method(&mut self, at: At, node: &Node) {
        let letters: String = node.list("letter").iter().filter_map(|letter| letter.text("letter")).collect();
        if letters != "BISOU" {
            self.error(
                at,
                &span_of(node, "letter"),
                letters,
                "les lettres B, I, S, O, U, dans l’ordre",
                None,
            );
        }
        let bound = |verdict: &Node, key: &str| verdict.number(key).unwrap_or_default() as i64;
        let mut scores: Vec<i64> = node
            .list("verdict")
            .iter()
            .flat_map(|verdict| bound(verdict, "from")..=bound(verdict, "to"))
            .collect();
        scores.sort_unstable();
        if scores != (0..=5).collect::<Vec<_>>() {
            self.error(
                at,
                &span_of(node, "verdict"),
                "des scores sans verdict, ou avec deux",
                "des verdicts qui couvrent une seule fois chaque score de 0 à 5",
                None,
            );
        }
    }

    fn label(&mut self, at: At, node: &Node) {
        let criteria: Vec<&Node> =
            node.list("family").iter().flat_map(|family| family.list("criterion")).collect();
        if criteria.len() < 25 {
            self.error(
                at,
                &span_of(node, "family"),
                format!("{} critères", criteria.len()),
                "25 critères au moins",
                None,
            );
        }
        let most: f64 = 3.0 * criteria.iter().filter_map(|criterion| criterion.number("points")).sum::<f64>();
        let tiers: Vec<f64> = node.list("tier").iter().filter_map(|tier| tier.number("points")).collect();
        if !tiers.is_sorted_by(|a, b| a < b) || tiers.last().is_some_and(|last| *last > most) {
            self.error(
                at,
                &span_of(node, "tier"),
                "des paliers qui ne montent pas, ou trop haut",
                format!("des paliers croissants, de {most} points au plus"),
                None,
            );
        }
    }

    fn ria31(&mut self, at: At, node: &Node) {
        for (key, count) in [("recommendation", 13), ("criterion", 31)] {
            let places = node.list(key);
            let numbered = places
                .iter()
                .enumerate()
                .all(|(index, place)| place.number("order") == Some((index + 1) as f64));
            if places.len() != count || !numbered {
                self.error(
                    at,
                    &span_of(node, key),
                    format!("{} éléments", places.len()),
                    format!("{count} éléments numérotés de 1 à {count}"),
                    None,
                );
            }
            for place in places.iter().filter(|place| place.flag("verified")) {
                if place.text("text").is_none() || place.text("family").is_none() {
                    self.error(
                        at,
                        &place.span,
                        "vérifié, mais vide",
                        "«\u{202f}text\u{202f}» et «\u{202f}family\u{202f}»",
                        None,
                    );
                }
            }
        }
    }

    fn term(&mut self, at: At, term: &Node) {
        if term.text("id").is_some_and(|id| !id.starts_with("g-")) {
            let expected = "un identifiant qui commence par g-";
            self.error(at, &span_of(term, "id"), "un terme sans son préfixe", expected, None);
        }
    }

    /// The body of a Markdown file, which begins at `start`.
    pub(crate) fn body(&mut self, at: At, kind: &Kind, name: &str, node: &Node, body: &str, start: usize) {
        let span = start..start + body.len();
        for section in kind.sections {
            if !body.lines().any(|line| line.strip_prefix("## ").map(str::trim_end) == Some(section)) {
                self.error(
                    at,
                    &span,
                    format!("section «\u{202f}{section}\u{202f}» absente"),
                    format!("un titre «\u{202f}## {section}\u{202f}»"),
                    None,
                );
            }
        }
        let bullets = |mark: &str| body.lines().filter(|line| line.starts_with(mark)).count();
        match name {
            "slide" => self.slide(at, node, body, &span),
            "fiche" => {
                let questions = numbered_in(body, "## Questions");
                if !(5..=7).contains(&questions) {
                    self.error(
                        at,
                        &span,
                        format!("{questions} questions numérotées"),
                        "5 à 7 questions",
                        None,
                    );
                }
            }
            "charte" if bullets("- [ ] ") < 6 => {
                self.error(
                    at,
                    &span,
                    format!("{} engagements", bullets("- [ ] ")),
                    "6 engagements «\u{202f}- [ ]\u{202f}» au moins",
                    None,
                );
            }
            "parcours" if node.number("pass").unwrap_or_default() > node.list("questions").len() as f64 => {
                self.error(
                    at,
                    &span_of(node, "pass"),
                    "plus que de questions",
                    "au plus le nombre de questions",
                    None,
                );
            }
            _ => {}
        }
        if name != "slide" {
            let cited = figures::ids(body);
            for figure in node.texts("figures").into_iter().filter(|figure| !cited.contains(figure)) {
                self.error(
                    at,
                    &span_of(node, "figures"),
                    format!("{figure} annoncé, mais pas cité"),
                    "des chiffres cités dans le texte",
                    None,
                );
            }
        }
    }

    fn slide(&mut self, at: At, node: &Node, body: &str, span: &Span) {
        let words = words(body);
        if words > 40 {
            self.error(at, span, format!("{words} mots"), "40 mots au plus sur une diapositive", None);
        }
        let bullets = body.lines().filter(|line| line.starts_with("- ")).count();
        if bullets > 6 {
            self.error(at, span, format!("{bullets} puces"), "6 puces au plus", None);
        }
        if body.lines().any(|line| line.starts_with('#')) {
            self.error(at, span, "un sous-titre", "une diapositive sans sous-titre", None);
        }
        let empty = body.trim().is_empty() && node.list("figures").is_empty();
        if empty && node.text("layout") != Some("title") {
            self.error(at, span, "une diapositive vide", "un texte ou un chiffre", None);
        }
    }
}

fn numbered_in(body: &str, heading: &str) -> usize {
    let part = body
        .lines()
        .skip_while(|line| line.trim_end() != heading)
        .skip(1)
        .take_while(|line| !line.starts_with("## "));
    part.filter(|line| {
        line.split_once(". ")
            .is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
    .count()
}

fn span_of(node: &Node, key: &str) -> Span {
    node.get(key).map_or(node.span.start..node.span.start, |node| node.span.clone())
}

fn minutes_of_day(time: &str) -> f64 {
    let (hours, minutes) = time.split_once(':').unwrap_or((time, "0"));
    hours.parse::<f64>().unwrap_or_default() * 60.0 + minutes.parse::<f64>().unwrap_or_default()
}
