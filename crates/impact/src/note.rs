//! What is to be said beside an answer: how the question was understood, and where it leaves the method's ground.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

macro_rules! subjects {
    ($($(#[$about:meta])* $name:ident = $code:literal, $warning:literal, $french:literal;)*) => {
        /// What a note is about. Codes are stable: programs match on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Subject {
            $($(#[$about])* $name,)*
        }

        impl Subject {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// As it is written.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Whether the answer itself is to be doubted.
            pub const fn is_warning(self) -> bool {
                match self { $(Self::$name => $warning,)* }
            }

            /// One sentence, in French; `{received}` and `{taken}` stand for the names of the note.
            const fn french(self) -> &'static str {
                match self { $(Self::$name => $french,)* }
            }
        }
    };
}

subjects! {
    /// The model's name was written otherwise.
    ModelNameNormalised = "model-name-normalised", false,
        "« {received} » est lu comme le modèle « {taken} ».";
    /// The provider's name was written otherwise.
    ProviderNameNormalised = "provider-name-normalised", false,
        "« {received} » est lu comme le fournisseur « {taken} ».";
    /// No provider was given: the only one that has the model was taken.
    ProviderDeduced = "provider-deduced", false,
        "Le fournisseur n’était pas donné : c’est « {taken} », le seul qui ait ce modèle.";
    /// The zone was written otherwise than by its code.
    ZoneNormalised = "zone-normalised", false,
        "« {received} » est lu comme la zone {taken}.";
    /// No zone was given.
    ZoneAssumed = "zone-assumed", false,
        "La zone n’était pas donnée : {taken} est prise.";
    /// Some of the zone's values were given otherwise.
    MixOverridden = "mix-overridden", false,
        "De l’électricité de {taken}, ceci a été donné à part : {received}.";
    /// No data centre was given: the range of those that are known was taken.
    SiteAssumed = "site-assumed", false,
        "Ni PUE, ni WUE, ni fournisseur n’étaient donnés en entier : ce qui manque prend l’étendue des fournisseurs connus.";
    /// An answer without tokens.
    ZeroTokens = "zero-tokens", false,
        "Zéro token : il ne reste que le temps jusqu’au premier token, quand il est connu.";
    /// A measured time of zero.
    ZeroLatency = "zero-latency", false,
        "Une durée mesurée de zéro seconde efface le serveur et la fabrication ; l’énergie des GPU reste.";
    /// The measured time is above the modelled one.
    LatencyNotBinding = "latency-not-binding", false,
        "La durée mesurée dépasse celle du modèle de calcul : elle n’est qu’un plafond et ne change rien.";
    /// The measured time is far below the modelled one.
    LatencyBinding = "latency-binding", false,
        "La durée mesurée est moins d’un dixième de celle du modèle de calcul : seuls le serveur et la fabrication baissent, l’énergie des GPU reste.";
    /// Bits change the memory alone.
    BitsChangeMemory = "bits-change-memory-only", false,
        "Les bits par poids changent la mémoire, donc le nombre de GPU, pas l’énergie d’un GPU.";
    /// What is read is counted.
    ReadsCounted = "input-tokens-not-in-reference", false,
        "Les tokens lus sont comptés, ce que la référence ne fait pas.";
    /// Images are counted.
    ImagesCounted = "images-not-in-reference", false,
        "Les images sont comptées, ce que la référence ne fait pas ; la fabrication du matériel qui les fait n’y est pas.";
    /// A model is counted by another.
    ModelByAnalogy = "model-by-analogy", true,
        "« {received} » n’est pas connu : il est compté comme « {taken} », à votre demande.";
    /// More tokens than any answer has.
    UnusualSize = "unusual-size", true,
        "Plus de dix millions de tokens : vérifiez que ce n’est pas une somme.";
    /// The energy model was fitted on smaller models or batches.
    OutsideFit = "outside-fit", true,
        "Au-delà de 200 milliards de paramètres actifs ou de 512 requêtes à la fois, le modèle d’énergie extrapole.";
    /// More GPUs than eight servers hold.
    ManyGpus = "many-gpus", true,
        "Plus de 64 GPU d’après la formule : un tel déploiement n’est pas dans les mesures.";
    /// The mix emits nothing, which no grid does.
    MixSuspiciousZero = "mix-suspicious-zero", true,
        "Les données disent que l’électricité de {taken} n’émet rien : c’est invraisemblable, et ce carbone manque au résultat.";
    /// The power of a training is of the accelerator alone.
    PowerOfAccelerator = "power-of-gpu", false,
        "La puissance est celle de l’accélérateur seul\u{202f}: ce qui l’entoure (mémoire, réseau, machine hôte) n’est pas compté.";
    /// Nobody said what the power of a training is of.
    PowerScopeAssumed = "power-scope-assumed", true,
        "Rien ne dit ce que couvre la puissance\u{202f}: elle est prise pour celle de l’accélérateur seul\u{202f}; ce qui l’entoure (mémoire, réseau, machine hôte) n’est pas compté.";
    /// The power of a training is of the accelerator and its share of the server.
    PowerOfServer = "power-of-server", false,
        "La puissance couvre l’accélérateur et sa part du serveur (mémoire, réseau, machine hôte)\u{202f}; le bâtiment s’y ajoute par le PUE.";
    /// The power of a training holds the building.
    PowerOfFacility = "power-of-facility", false,
        "La puissance couvre tout, bâtiment compris\u{202f}: le PUE n’est pas appliqué une seconde fois.";
    /// A PUE was given beside a power that holds it.
    PueNotApplied = "pue-not-applied", false,
        "Le PUE donné ne sert qu’à retrouver l’énergie des seules machines\u{202f}: la puissance le contient déjà.";
    /// No PUE was given.
    PueAssumed = "pue-assumed", true,
        "Le PUE n’était pas donné\u{202f}: l’étendue de ceux des fournisseurs connus est prise.";
    /// The intensity is the zone's.
    IntensityOfZone = "intensity-of-zone", false,
        "L’intensité est la moyenne d’une année du réseau de {taken} (Our World in Data, dans EcoLogits 0.11.3), ni celle du contrat, ni celle de l’heure.";
    /// Only the making of accelerators is counted.
    ServerMakingMissing = "server-making-missing", false,
        "La fabrication ne compte que les accélérateurs\u{202f}: celle des serveurs n’était pas donnée.";
}

/// Something to be said beside an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub subject: Subject,
    /// What was received, where that matters.
    pub received: String,
    /// What was taken for it, where that matters.
    pub taken: &'static str,
}

impl Note {
    /// A note that needs no name.
    pub(crate) const fn plain(subject: Subject) -> Self {
        Self { subject, received: String::new(), taken: "" }
    }

    /// A note on what was taken.
    pub(crate) const fn taken(subject: Subject, taken: &'static str) -> Self {
        Self { subject, received: String::new(), taken }
    }

    /// A note on what was taken for what was received.
    pub(crate) fn read(subject: Subject, received: &str, taken: &'static str) -> Self {
        Self { subject, received: received.to_owned(), taken }
    }

    /// One sentence, in French.
    pub fn french(&self) -> String {
        self.subject.french().replace("{received}", &self.received).replace("{taken}", self.taken)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.subject.code())
    }
}

/// `{code, level, message}`, and the names where there are some.
impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = !self.received.is_empty();
        let mut note = serializer.serialize_struct("Note", if named { 4 } else { 3 })?;
        note.serialize_field("code", self.subject.code())?;
        note.serialize_field("level", if self.subject.is_warning() { "warning" } else { "note" })?;
        if self.taken.is_empty() {
            note.serialize_field("message", self.subject.french())?;
        } else {
            note.serialize_field("message", &self.french())?;
            note.serialize_field("taken", self.taken)?;
        }
        if named {
            note.serialize_field("received", &self.received)?;
        }
        note.end()
    }
}
