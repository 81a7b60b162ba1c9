import type { Handler } from "./traffic.js"

/** Lets the answer to a posted order lead to the buyers' pages at another host; the pages themselves go on there. */
export function leadingTo(pageHost: string | undefined, app: Handler): Handler {
  if (pageHost === undefined) return app
  return async (request, env) => {
    const response = await app(request, env)
    const to = response.headers.get("location")
    if (response.status === 302 && to?.startsWith("/")) response.headers.set("location", at(pageHost, to, request.url))
    return response
  }
}

function at(host: string, path: string, base: string): string {
  const url = new URL(path, base)
  url.hostname = host
  return url.href
}
