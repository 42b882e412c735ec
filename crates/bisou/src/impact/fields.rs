//! The fields of a question as options of the command line, one for each that the engine knows.

use clap::error::Error;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use impact::Field;

/// What was given, in the order in which it was.
#[derive(Clone, Debug, Default)]
pub struct Given(pub Vec<(Field, String)>);

/// Which fields are options, what they are called in help, what their value is.
const OPTIONS: [(Field, &str, &str); 25] = [
    (Field::Model, "Le modèle (voir bisou impact models)", "NOM"),
    (Field::Provider, "Qui l’héberge, si plusieurs l’ont", "NOM"),
    (Field::Like, "Un modèle connu, pour compter comme lui un modèle qui ne l’est pas", "NOM"),
    (Field::OutputTokens, "Longueur de la réponse, en tokens", "N"),
    (Field::InputTokens, "Longueur de la question, en tokens (méthode bisou)", "N"),
    (Field::Images, "Images demandées avec la réponse (méthode bisou)", "N"),
    (Field::Latency, "Durée mesurée de la réponse, en secondes", "S"),
    (Field::Zone, "D’où vient l’électricité : BEL, be, Belgique… (voir bisou impact zones)", "ZONE"),
    (Field::Requests, "Combien de requêtes pareilles", "N"),
    (Field::ActiveParams, "Au lieu du modèle : paramètres actifs (8e9, 8B, 44B..132B)", "N"),
    (Field::TotalParams, "Au lieu du modèle : paramètres en mémoire (8e9, 8B)", "N"),
    (Field::Bits, "Bits par poids", "N"),
    (Field::Batch, "Requêtes que le serveur traite à la fois", "N"),
    (Field::TokensPerSecond, "Tokens par seconde", "N"),
    (Field::FirstToken, "Durée jusqu’au premier token, en secondes", "S"),
    (Field::GpuMemory, "Mémoire d’un GPU, en Go", "GO"),
    (Field::ServerPower, "Puissance du serveur sans ses GPU, en kW", "KW"),
    (Field::ServerGpus, "GPU par serveur", "N"),
    (Field::Lifetime, "Durée de vie du matériel, en secondes", "S"),
    (Field::Pue, "PUE du centre de données, de 1 à 3 (1.2 ou 1.1..1.3)", "N"),
    (Field::Wue, "Eau évaporée sur place, en L/kWh (0.5 ou 0.1..1)", "N"),
    (Field::MixGwp, "Mix propre : kg CO₂e par kWh", "KG"),
    (Field::MixAdpe, "Mix propre : kg Sb éq. par kWh", "KG"),
    (Field::MixPe, "Mix propre : MJ d’énergie primaire par kWh", "MJ"),
    (Field::MixWue, "Mix propre : litres d’eau par kWh", "L"),
];

impl Args for Given {
    fn augment_args(command: Command) -> Command {
        command.args(OPTIONS.map(|(field, help, value)| {
            // A negative number is refused by the engine, with its bounds, not taken for an option.
            let arg = Arg::new(field.option()).long(field.option());
            arg.help(help).value_name(value).allow_hyphen_values(true)
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut given: Vec<_> = OPTIONS
            .into_iter()
            .filter_map(|(field, ..)| {
                let text = matches.get_one::<String>(field.option())?;
                Some((matches.index_of(field.option()), field, text.clone()))
            })
            .collect();
        given.sort_by_key(|(place, ..)| *place);
        Ok(Self(given.into_iter().map(|(_, field, text)| (field, text)).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
