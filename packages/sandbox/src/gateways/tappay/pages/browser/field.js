/* One hosted field. It lives in a frame of the sandbox, so that the shop's page cannot read what is typed. */
;(() => {
  const input = document.getElementById(document.body.dataset.input)
  const { kind, today } = document.body.dataset
  const group = location.hash.slice(1)
  let cardType = "unknown"
  let left = false

  const TYPES = [
    [/^4/, "visa", [16]],
    [/^(5[1-5]|2[2-7])/, "mastercard", [16]],
    [/^35/, "jcb", [16]],
    [/^62/, "unionpay", [16, 17, 18, 19]],
    [/^3[47]/, "amex", [15]],
  ]
  const [OK, EMPTY, ERROR, TYPING] = [0, 1, 2, 3]

  const digits = () => input.value.replace(/\D/g, "")

  function typeOf(number) {
    return TYPES.find(([pattern]) => pattern.test(number)) ?? [null, "unknown", [16]]
  }

  function passesLuhn(number) {
    let sum = 0
    for (let place = 0; place < number.length; place++) {
      const digit = Number(number[number.length - 1 - place])
      const weighed = place % 2 === 1 ? digit * 2 : digit
      sum += weighed > 9 ? weighed - 9 : weighed
    }
    return sum % 10 === 0
  }

  const unfinished = () => (left ? ERROR : TYPING)

  const RULES = {
    number: {
      longest: () => Math.max(...typeOf(digits())[2]),
      show(text) {
        return typeOf(text)[1] === "amex"
          ? text.replace(/^(\d{4})(\d{1,6})?(\d{1,5})?$/, (_all, ...parts) =>
              parts.slice(0, 3).filter(Boolean).join(" "),
            )
          : text.replace(/(\d{4})(?=\d)/g, "$1 ")
      },
      check(text) {
        const [, name, lengths] = typeOf(text)
        if (!lengths.includes(text.length)) return unfinished()
        return name !== "unknown" && passesLuhn(text) ? OK : ERROR
      },
    },
    expiry: {
      longest: () => 4,
      show: (text) => (text.length > 2 ? `${text.slice(0, 2)} / ${text.slice(2)}` : text),
      check(text) {
        const month = Number(text.slice(0, 2))
        if (text.length >= 2 && (month < 1 || month > 12)) return ERROR
        if (text.length < 4) return unfinished()
        return Number(`20${text.slice(2)}${text.slice(0, 2)}`) < Number(today) ? ERROR : OK
      },
    },
    ccv: {
      longest: () => (cardType === "amex" || cardType === "unknown" ? 4 : 3),
      show: (text) => text,
      check(text) {
        const lengths = { amex: [4], unknown: [3, 4] }[cardType] ?? [3]
        return lengths.includes(text.length) ? OK : unfinished()
      },
    },
  }
  const rule = RULES[kind]

  function status() {
    const text = digits()
    return text === "" ? EMPTY : rule.check(text)
  }

  function tell(event, more = {}) {
    parent.postMessage({ event, kind, ...more }, "*")
  }

  function update(event) {
    const now = status()
    input.classList.toggle("valid", now === OK)
    input.classList.toggle("invalid", now === ERROR)
    input.setAttribute("aria-invalid", String(now === ERROR))
    if (kind === "number") cardType = typeOf(digits())[1]
    tell(event, { status: now, ...(kind === "number" ? { cardType } : {}) })
  }

  function edit() {
    const before = digits().slice(0, rule.longest())
    input.value = rule.show(before)
    left = false
    update("update")
  }

  /** The shop's styles, limited to plain declarations. */
  function dress(styles) {
    const sheet = document.getElementById("shop-style")
    sheet.textContent = Object.entries(styles)
      .map(([selector, rules]) =>
        selector.startsWith("@media") ? `${selector}{${cssOf(rules)}}` : blockOf(selector, rules),
      )
      .join("\n")
  }

  const cssOf = (rules) =>
    Object.entries(rules)
      .map(([selector, block]) => blockOf(selector, block))
      .join("")

  function blockOf(selector, rules) {
    if (/[{}<>;]/.test(selector)) return ""
    const plain = Object.entries(rules).filter(
      ([name, value]) => /^[a-z-]+$/.test(name) && !/[{}<>;]/.test(String(value)),
    )
    return `${selector}{${plain.map(([name, value]) => `${name}:${value}`).join(";")}}`
  }

  /** The values of the form's other fields. They are frames of the same origin; only those can be read. */
  function siblings() {
    const values = {}
    for (let index = 0; index < parent.length; index++) {
      try {
        const field = parent[index].tappayField
        if (field?.group === group) values[field.kind] = field.value()
      } catch {
        // a frame of another origin: not one of ours
      }
    }
    return values
  }

  async function getPrime({ app, asking, url }) {
    const { number = "", expiry = "", ccv = "" } = siblings()
    const { hostname, port, protocol } = new URL(url)
    const request = {
      ...(asking === "ccv"
        ? { ccvonly: true }
        : { cardnumber: number, cardduedate: `20${expiry.slice(2)}${expiry.slice(0, 2)}` }),
      cardccv: ccv,
      appid: app.id,
      appkey: app.key,
      appname: hostname,
      url,
      port,
      protocol,
      tappay_sdk_version: "sandbox",
    }
    try {
      const response = await fetch(`/payment/tpdirect/${app.server}/getprime`, {
        method: "POST",
        headers: { "x-api-key": app.key },
        body: new URLSearchParams({ jsonString: JSON.stringify(request) }),
      })
      return resultOf(await response.json())
    } catch (error) {
      return { status: -1, msg: `Unknown Error: ${error.message}` }
    }
  }

  /** What TPDirect.card.getPrime answers, from what the address answers. */
  function resultOf({ status, msg, card, cardinfo, card_identifier, clientip, ccv_prime }) {
    if (status !== 0) return { status, msg }
    if (ccv_prime) return { status, msg, ccv_prime, clientip }
    return { status, msg, card: { ...card, ...cardinfo }, card_identifier, clientip }
  }

  window.tappayField = { group, kind, value: digits }
  window.addEventListener("message", async ({ source, data }) => {
    if (source !== parent) return
    if (data.do === "setup") {
      dress(data.styles)
      input.placeholder = data.placeholder
    }
    if (data.do === "card-type") {
      cardType = data.cardType
      update("update")
    }
    if (data.do === "get-prime") tell("prime", { result: await getPrime(data) })
  })
  input.addEventListener("input", edit)
  input.addEventListener("focus", () => tell("focus"))
  input.addEventListener("blur", () => {
    left = true
    update("blur")
    tell("update", { status: status() })
  })
  tell("ready")
})()
