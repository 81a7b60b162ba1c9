type Line = string | false | readonly Line[]

/** Lines as a file's text; what is false is left out, and lists are lines of their own. */
export function lines(...parts: readonly Line[]): string {
  return `${flat(parts).join("\n")}\n`
}

function flat(parts: readonly Line[]): string[] {
  return parts.flatMap((part) => (part === false ? [] : typeof part === "string" ? [part] : flat(part)))
}

/** A constant as TypeScript writes it. */
export const quoted = (value: string) => JSON.stringify(value)
