// A pack with a workshop of the test's own, beside the one that comes with the program.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes one whose workshop `id` has a welcome, then `step`: its fields in TOML, without `minutes` and `notes`. */
export async function ownPack(id, step) {
  const folder = await mkdtemp(join(tmpdir(), 'bisou-pack-'));
  await mkdir(join(folder, 'workshops'));
  await writeFile(join(folder, 'pack.toml'), `schema = 1
kind = "pack"
id = "${id}-pack"
lang = "fr"
title = "Un atelier par groupes"
summary = "Un atelier par groupes."
version = "0.1.0"
license = "CC-BY-SA-4.0"
authors = ["Les tests de Bisou"]
`);
  await writeFile(join(folder, 'workshops', `${id}.toml`), `schema = 1
kind = "workshop"
id = "${id}"
title = "Un atelier par groupes"
summary = "Un accueil, puis une étape par groupes."
minutes = 10
levels = ["secondaire"]
people = [2, 30]
material = ["Rien"]

[[objective]]
id = "${id}-o"
text = "Travailler ensemble."
digcomp = ["4.4"]
axes = [3]

[[step]]
id = "${id}-accueil"
minutes = 2
activity = "join"
title = "Accueil"
notes = "Laissez entrer."

[[step]]
minutes = 8
notes = "Chaque groupe a sa part."
${step}
`);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
