/** Whether a path is one of an endpoint's: `/v4/payments/:id/confirm` stands for any one segment at `:id`. */
export function isAt(endpoint: string, path: string): boolean {
  const wanted = endpoint.split("/")
  const given = path.split("/")
  if (wanted.length !== given.length) return false
  return wanted.every((segment, index) => segment.startsWith(":") || segment === given[index])
}
