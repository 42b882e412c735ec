//! Packs: TOML and Markdown in, a checked workshop out; every fault with its file, line and column.
