/** A browser saves what a link with this mark leads to. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = Object.assign(document.createElement("a"), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}

/** Today's day in Taipei, `yyyy-MM-dd`. */
export function today(): string {
  return new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Taipei" })
}
