//! The reference method, `ecologits-0.11.3`: what the Python package EcoLogits 0.11.3 answers, number for number.
//!
//! Source of all formulas and constants here: <https://ecologits.ai>, version 0.11.3, as run. Its energy model is fitted
//! on the ML.ENERGY leaderboard (H100 80 GB, vLLM, batch at most 512, models up to 200 billion parameters); its server
//! without GPUs is an AWS p5.48xlarge by BoaviztAPI; mixes are Our World in Data's (carbon), ADEME's (minerals, primary
//! energy) and the World Resources Institute's (water).
//!
//! Its ranges come only from the number of parameters, the PUE and the WUE: all lows together are one end, all highs
//! the other. Batch, power, lifetime and mix have none, though the batch alone moves a result more. That is a limit of
//! the method, kept here so that its numbers are its own.

pub mod llm;
pub mod video;

pub use llm::{Deployment, Steps};

/// The method and its version, printed with each result: figures of other versions are not comparable.
pub const METHOD: &str = "ecologits-0.11.3";
