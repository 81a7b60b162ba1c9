/** Whether a path matches an endpoint: in `/v4/payments/:id/confirm`, `:id` matches any one segment. */
export function isAt(endpoint: string, path: string): boolean {
  const wanted = endpoint.split("/")
  const given = path.split("/")
  if (wanted.length !== given.length) return false
  return wanted.every((segment, index) => segment.startsWith(":") || segment === given[index])
}
