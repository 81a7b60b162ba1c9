/**
 * Answers are JSON whose shape the caller knows and declares.
 * @typedef {object} Api
 * @property {(path: string) => Promise<any>} get
 * @property {(path: string, body: unknown) => Promise<any>} post
 * @property {(path: string) => Promise<any>} delete
 */

/**
 * Medusa's HTTP API as JSON. A refusal throws with Medusa's own words.
 * @param {string} url
 * @param {Record<string, string>} headers
 * @returns {Api}
 */
export function medusaApi(url, headers) {
  /** @param {string} method @param {string} path @param {unknown} [body] */
  const ask = async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return JSON.parse(text)
  }
  return {
    get: (path) => ask("GET", path),
    post: (path, body) => ask("POST", path, body),
    delete: (path) => ask("DELETE", path),
  }
}

/** @param {string} url @param {{ email: string, password: string }} login @returns {Promise<Api>} */
export async function adminApi(url, login) {
  const { token } = await medusaApi(url, {}).post("/auth/user/emailpass", login)
  return medusaApi(url, { authorization: `Bearer ${token}` })
}
