import { readFileSync } from "node:fs"

/** A file that is generated as it stands, or in which only few words change. */
export const template = (name: string) => readFileSync(new URL(`../templates/${name}`, import.meta.url), "utf8")
