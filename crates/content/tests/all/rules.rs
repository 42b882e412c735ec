//! Every rule can be broken: one change to the packs of the program, one fault of that name at that place.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use content::Library;

use crate::kinds::Kinds;
use crate::layers::folder;

/// The files of the French pack.
fn french() -> BTreeMap<String, String> {
    fn gather(root: &Path, dir: &Path, files: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(root, &path, files);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/fr");
    let mut files = BTreeMap::new();
    gather(&root, &root, &mut files);
    files
}

/// The file, what is replaced in it (the first time), by what, and the fault.
type Case = (&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    ("workshops/atelier-45.toml", "minutes = 45", "minutes = 46", "« minutes » : 46"),
    ("workshops/atelier-45.toml", "people = [8, 40]", "people = [40, 8]", "le plus petit groupe"),
    (
        "workshops/atelier-45.toml",
        "poll = \"a45-sondage\"",
        "poll = \"a45-accueil\"",
        "« poll » : a45-accueil",
    ),
    ("workshops/atelier-45.toml", "\"google-2025-co2\"]", "\"google-2024-co2\"]", "chiffre inconnu"),
    ("workshops/atelier-45.toml", "slides = [\"s-acv\"]", "slides = [\"s-acvv\"]", "référence inconnue"),
    (
        "workshops/atelier-45.toml",
        "slides = [\"s-acv\"]",
        "slides = [\"q-image-texte\"]",
        "référence inconnue",
    ),
    ("workshops/atelier-45.toml", "slides = [\"s-enseignant\"]\n", "", "« slides » : clé manquante"),
    ("workshops/atelier-45.toml", "activity = \"sort\"", "activity = \"tri\"", "activité inconnue"),
    ("workshops/atelier-45.toml", "seconds = 25", "seconds = 5", "« seconds » : 5"),
    ("workshops/module-1.toml", "start = \"09:45\"", "start = \"09:50\"", "09:50"),
    ("workshops/module-1.toml", "start = \"09:45\"\n", "", "« start » manque"),
    ("tableau.toml", "id = \"tableau-express\"", "id = \"tableau-lent\"", "référence inconnue"),
    ("quiz/eau-et-energie.toml", "answers = [", "answers = [\"D\", ", "D, "),
    ("quiz/eau-et-energie.toml", "difficulty = 1", "difficulty = 7", "« difficulty » : 7"),
    ("cycle-de-vie/cartes.toml", "object = \"smartphone\"", "object = \"telephone\"", "« telephone »"),
    ("cinq-r.toml", "r = \"recycler\"", "r = \"recycle\"", "« recycle »"),
    ("chaines.toml", "turn = \"eau-presse\"", "turn = \"eau-etude\"", "« turn » : « eau-etude »"),
    ("chaines.toml", "turn = \"wh-rapport\"", "turn = \"wh-raport\"", "« wh-raport »"),
    (
        "chaines.toml",
        "verified = true\n\n[[chain.hop]]\nid = \"eau-presse\"",
        "verified = true\n[chain.hop.changed]\nfrom = \"un\"\nto = \"deux\"\nkind = \"unit\"\nwhy = \"Quarante signes au moins, pour dire pourquoi.\"\n\n[[chain.hop]]\nid = \"eau-presse\"",
        "un changement au premier maillon",
    ),
    ("chaines.toml", "year = 2023", "year = 2024", "« year » : 2023"),
    ("chaines.toml", "to = \"une conversation\"", "to = \"20 à 50 réponses\"", "ne change rien"),
    ("chaines.toml", "verified = false", "verified = true", "vérifié, mais sans source"),
    (
        "chaines.toml",
        "figure = \"streaming-shift-2019\"\nverified = false",
        "figure = \"streaming-shift-2019\"\nverified = true",
        "plus sûr que son chiffre",
    ),
    ("chaines.toml", "source = \"li-2023\"", "source = \"lee-2023\"", "source inconnue « lee-2023 »"),
    ("chaines.toml", "kind = \"unit\"", "kind = \"units\"", "« units »"),
    (
        "chaines.toml",
        "said = \"Une question, une bouteille.\"",
        "said = \"Une question.\\n\\nUne bouteille.\"",
        "plusieurs paragraphes",
    ),
    ("reflexe.toml", "chain = \"ch-bouteille\"", "chain = \"eau-presse\"", "référence inconnue"),
    ("reflexe.toml", "id = \"reflexe-quoi\"", "id = \"reflexe-qui\"", "identifiant déjà pris"),
    ("coffre-2070.toml", "code = \"", "code = \"9", "« code »"),
    ("coffre-2070.toml", "order = 2", "order = 3", "des rangs qui se répètent"),
    ("bisou/methode.toml", "letter = \"I\"", "letter = \"U\"", "BUSOU"),
    ("bisou/methode.toml", "from = 0", "from = 1", "des scores sans verdict"),
    ("label.toml", "points = ", "points = 9", "paliers"),
    ("ria31.toml", "order = 2\n", "order = 3\n", "13 éléments"),
    ("glossaire.toml", "id = \"g-", "id = \"x-", "un terme sans son préfixe"),
    ("slides/s-dechets.md", "layout = \"big\"", "layout = \"gros\"", "« gros »"),
    ("slides/s-calcul.md", "Et en kilomètres", "## Et en kilomètres", "un sous-titre"),
    ("fiches/f-eau.md", "## La situation", "## Situation", "section « La situation » absente"),
    ("fiches/f-eau.md", "## Questions\n", "## Questions\n## Suite\n", "0 questions numérotées"),
    ("fiches/f-eau.md", "figures = [", "figures = [\"seed-request-co2\", ", "seed-request-co2 annoncé"),
    ("chartes/charte-eleve.md", "- [ ] ", "- ", "engagements"),
    ("parcours/p-8-bisou.md", "pass = ", "pass = 6 #", "plus que de questions"),
    ("pack.toml", "lang = \"fr\"", "lang = \"nl\"", "une autre langue"),
    ("pack.toml", "version = \"0.1.0\"", "version = \"0.1\"", "« 0.1 »"),
    ("debats.toml", "schema = 1", "schema = 2", "un autre schéma"),
    ("debats.toml", "kind = \"debates\"", "kind = \"debate\"", "« debate »"),
    ("qr.toml", "schema = 1\n", "schema = 1\r\n", "retour chariot"),
];

/// Cases that can be tried together: one a file.
fn rounds() -> Vec<Vec<&'static Case>> {
    let mut rounds: Vec<Vec<&Case>> = Vec::new();
    for case in CASES {
        match rounds.iter_mut().find(|round| round.iter().all(|other| other.0 != case.0)) {
            Some(round) => round.push(case),
            None => rounds.push(vec![case]),
        }
    }
    rounds
}

/// What is found wrong once these changes are made: file and fault.
fn found(french: &BTreeMap<String, String>, round: &[&Case]) -> Vec<(String, String)> {
    let mut files = french.clone();
    for (file, from, to, _) in round {
        let text = files.get_mut(*file).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        let times = if *from == "- [ ] " { usize::MAX } else { 1 };
        *text = text.replacen(from, to, times);
    }
    let named: Vec<(String, String)> =
        files.into_iter().map(|(name, text)| (format!("fr/{name}"), text)).collect();
    let named: Vec<(&str, &str)> = named.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let dir = folder(&named);
    let report = Library::check(&[dir.path().to_owned()], &Kinds).unwrap_err();
    report.diagnostics.into_iter().map(|one| (one.file, one.found.replace('\u{202f}', " "))).collect()
}

#[test]
fn every_rule_can_be_broken() {
    let french = french();
    let mut silent = Vec::new();
    for round in rounds() {
        let found = found(&french, &round);
        for (file, from, to, expected) in round {
            let is_told = |(_, told): &(String, String)| told.contains(expected);
            if !found.iter().any(is_told) {
                silent.push(format!("{file}: {from} -> {to}: expected {expected}, found {found:?}"));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
