//! The command line in French: the help that `clap` writes, what it refuses, and what an operating system says of files.

use std::error::Error as _;
use std::io;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

/// A command and those below it, with the words of its help.
pub fn help(command: Command) -> Command {
    const TEMPLATE: &str = "{about-with-newline}\nUtilisation\u{202f}: {usage}\n\n{all-args}{after-help}";
    let named = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("Commandes\u{202f}")
        .disable_help_subcommand(true)
        .subcommand_value_name("COMMANDE")
        .disable_help_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Affiche cette aide"));
    let named = if named.get_version().is_some() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        named.disable_version_flag(true).arg(version.help("Affiche la version"))
    } else {
        named
    };
    let named = named.mut_args(option);
    let below: Vec<String> = named.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    below.into_iter().fold(named, |all, name| all.mut_subcommand(name, help))
}

/// Under a French heading; `[default: 8080]` is told as `[d’ordinaire : 8080]`.
fn option(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "Arguments\u{202f}" } else { "Options\u{202f}" };
    let arg = arg.help_heading(heading);
    if arg.is_hide_default_value_set() || !arg.get_action().takes_values() {
        return arg;
    }
    let usual: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if usual.is_empty() {
        return arg;
    }
    let told = arg.get_help().map(StyledStr::to_string).unwrap_or_default();
    let help = format!("{} [d’ordinaire\u{202f}: {}]", told.trim_end_matches('.'), usual.join(" "));
    arg.help(help).hide_default_value(true)
}

/// What is wrong with the arguments, in a sentence; none where there is nothing wrong (help, version).
pub fn refusal(error: &clap::Error) -> Option<String> {
    let one = |kind| error.get(kind).map(text);
    let argument = one(ContextKind::InvalidArg).unwrap_or_default();
    let value = one(ContextKind::InvalidValue).unwrap_or_default();
    let said = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument => format!("«\u{202f}{argument}\u{202f}» n’existe pas ici"),
        ErrorKind::InvalidSubcommand => {
            let command = one(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("la commande «\u{202f}{command}\u{202f}» n’existe pas")
        }
        ErrorKind::MissingSubcommand => "il manque une commande".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} demande une valeur"),
        ErrorKind::InvalidValue => format!("«\u{202f}{value}\u{202f}» n’est pas possible pour {argument}"),
        ErrorKind::ValueValidation => {
            let why = error.source().map(|source| reason(&source.to_string())).unwrap_or_default();
            format!("«\u{202f}{value}\u{202f}» n’est pas possible pour {argument}\u{202f}: {why}")
        }
        ErrorKind::ArgumentConflict => {
            let other = one(ContextKind::PriorArg).unwrap_or_default();
            format!("{argument} ne va pas avec {other}")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} n’a pas le bon nombre de valeurs")
        }
        ErrorKind::NoEquals => format!("{argument} demande une valeur, après «\u{202f}=\u{202f}»"),
        ErrorKind::InvalidUtf8 => "un argument n’est pas du texte UTF-8".to_owned(),
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    };
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let meant = near.into_iter().find_map(|kind| error.get(kind)).map(text);
    let possible = one(ContextKind::ValidValue).filter(|possible| !possible.is_empty());
    Some(match (meant, possible) {
        (Some(meant), _) => format!("{said}. Vouliez-vous dire {meant}\u{202f}?"),
        (None, Some(possible)) => format!("{said}. Possible\u{202f}: {possible}."),
        (None, None) => format!("{said}."),
    })
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

/// What a parser of the standard library, or of `clap`, says of a value.
fn reason(said: &str) -> String {
    let range = said.split_once(" is not in ").map(|(_, range)| range.replace("..=", " et "));
    match said {
        _ if range.is_some() => format!("entre {}", range.unwrap_or_default()),
        "invalid digit found in string" | "cannot parse integer from empty string" => {
            "un nombre entier est attendu".to_owned()
        }
        "invalid float literal" | "cannot parse float from empty string" => {
            "un nombre est attendu".to_owned()
        }
        "number too large to fit in target type" => "c’est trop grand".to_owned(),
        other => other.to_owned(),
    }
}

/// An error with what led to it, outermost first; what the system says of a file or an address is said in French.
pub fn chain(error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| match cause.downcast_ref::<io::Error>() {
        Some(error) => system(error),
        None => cause.to_string(),
    });
    causes.collect::<Vec<_>>().join("\u{202f}: ")
}

fn system(error: &io::Error) -> String {
    let known = match error.kind() {
        io::ErrorKind::NotFound => "ce fichier ou ce dossier n’existe pas",
        io::ErrorKind::PermissionDenied => "l’accès est refusé",
        io::ErrorKind::AlreadyExists => "cela existe déjà",
        io::ErrorKind::NotADirectory => "ce n’est pas un dossier",
        io::ErrorKind::IsADirectory => "c’est un dossier",
        io::ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "le disque est plein",
        io::ErrorKind::InvalidData => "ce n’est pas du texte UTF-8",
        io::ErrorKind::InvalidFilename => "ce nom n’est pas possible",
        io::ErrorKind::AddrInUse => "l’adresse est déjà prise",
        _ => return error.to_string(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toy() -> Command {
        help(
            Command::new("toy").version("1").subcommand(
                Command::new("go")
                    .arg(Arg::new("n").long("number").value_parser(clap::value_parser!(u32).range(1..=9)))
                    .arg(Arg::new("how").long("how").value_parser(["fast", "slow"]).default_value("fast"))
                    .arg(Arg::new("where").required(true)),
            ),
        )
    }

    fn told(line: &str) -> Option<String> {
        refusal(&toy().try_get_matches_from(line.split(' ')).expect_err("it is wrong"))
    }

    #[test]
    fn what_is_refused_is_said_in_french() {
        let cases = [
            ("toy goo", "la commande «\u{202f}goo\u{202f}» n’existe pas. Vouliez-vous dire go\u{202f}?"),
            (
                "toy go x --nmber 3",
                "«\u{202f}--nmber\u{202f}» n’existe pas ici. Vouliez-vous dire --number\u{202f}?",
            ),
            (
                "toy go x --number z",
                "«\u{202f}z\u{202f}» n’est pas possible pour --number <n>\u{202f}: un nombre entier est attendu.",
            ),
            (
                "toy go x --number 70",
                "«\u{202f}70\u{202f}» n’est pas possible pour --number <n>\u{202f}: entre 1 et 9.",
            ),
            (
                "toy go x --how well",
                "«\u{202f}well\u{202f}» n’est pas possible pour --how <how>. Possible\u{202f}: fast, slow.",
            ),
            ("toy go", "il manque <where>."),
            ("toy go x --number", "--number <n> demande une valeur."),
        ];
        for (line, expected) in cases {
            assert_eq!(told(line).as_deref(), Some(expected), "{line}");
        }
        assert_eq!((told("toy --help"), told("toy go -h"), told("toy -V")), (None, None, None));
    }

    #[test]
    fn the_help_has_no_english_word() {
        let mut all = toy();
        let told =
            all.render_help().to_string() + &all.find_subcommand_mut("go").unwrap().render_help().to_string();
        assert!(told.contains("Utilisation") && told.contains("[d’ordinaire\u{202f}: fast]"), "{told}");
        for word in ["Usage", "Commands", "Print", "default"] {
            assert!(!told.contains(word), "{word} in {told}");
        }
    }
}
