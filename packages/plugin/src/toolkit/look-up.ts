/** A table's own entry for a key that came from outside: `constructor` and its kin, which every object inherits, are none. */
export function lookUp<Entry>(table: Readonly<Record<string, Entry>>, key: string): Entry | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
