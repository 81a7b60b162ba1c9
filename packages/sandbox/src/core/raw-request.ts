import type { HttpBindings } from "@hono/node-server"
import type { Context } from "hono"

/** The body's bytes as received, for signatures over the exact body. */
export async function rawBody(context: Context): Promise<Buffer> {
  return Buffer.from(await context.req.arrayBuffer())
}

/** The query string as received, without `?`; a parsed URL would have normalised it. */
export function rawQuery(context: Context): string {
  return queryOf(context.env.incoming)
}

/** The path as received. */
export function rawPath(context: Context): string {
  const { url = "" }: Pick<HttpBindings["incoming"], "url"> = context.env.incoming
  return url.replace(/\?.*$/s, "")
}

/** The query string of a request target, without `?`. */
export function queryOf({ url = "" }: Pick<HttpBindings["incoming"], "url">): string {
  const mark = url.indexOf("?")
  return mark < 0 ? "" : url.slice(mark + 1)
}
