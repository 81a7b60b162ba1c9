interface Named {
  readonly first_name?: string | null
  readonly last_name?: string | null
}

/** A Chinese name begins with the family's, and has no space. Null where there is none. */
export function personName({ first_name, last_name }: Named): string | null {
  const [first = "", last = ""] = [first_name?.trim(), last_name?.trim()]
  const isChinese = /^\p{Script=Han}*$/u.test(first + last)
  return (isChinese ? `${last}${first}` : `${first} ${last}`.trim()) || null
}
