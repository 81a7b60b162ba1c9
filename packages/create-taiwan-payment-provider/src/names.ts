/** The names that a package's name gives. */
export interface Names {
  readonly package: string
  /** `my-bank` */
  readonly id: string
  /** `MyBank` */
  readonly type: string
  /** `myBank` */
  readonly value: string
  /** `My Bank` */
  readonly title: string
  readonly host: string
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

export function namesOf(name: string): Names {
  const id = name.slice(name.lastIndexOf("/") + 1)
  const words = id.split("-").map(capital)
  const type = words.join("")
  return {
    package: name,
    id,
    type,
    value: type.slice(0, 1).toLowerCase() + type.slice(1),
    title: words.join(" "),
    host: `api.${id}.example`,
  }
}
