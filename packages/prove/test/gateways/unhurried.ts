interface Kind {
  openAccount(options: unknown): { account: object }
}

/** A hundred buyers in a minute, and two questions of one in a second: an account that allows it. */
export function unhurried<Own extends Kind>(kind: Own): Own {
  const rateLimits = { perTradeSeconds: 0, perMinute: 100_000 }
  const openAccount = (options: unknown) => {
    const { account, ...opened } = kind.openAccount(options)
    return { ...opened, account: { ...account, rateLimits } }
  }
  return Object.assign({}, kind, { openAccount })
}
