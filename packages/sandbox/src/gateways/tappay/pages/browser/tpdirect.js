/* The sandbox's TPDirect: the names and answers of TapPay's Web SDK, with frames of the sandbox's own. No real card. */
;(() => {
  const origin = new URL(document.currentScript.src).origin
  const frames = `${origin}/payment/tpdirect/frames`
  const wallets = __WALLETS__
  const app = { id: "", key: "", server: "sandbox" }
  let serial = 0

  function elementOf(target) {
    return typeof target === "string" ? document.querySelector(target) : target
  }

  /** Posts to one of the sandbox's getprime addresses. */
  async function ask(slug, fields) {
    const body = {
      app_id: app.id,
      app_key: app.key,
      app_name: location.hostname,
      tappay_sdk_version: "sandbox",
      ...fields,
    }
    try {
      const response = await fetch(`${origin}/payment/${slug}/${app.server}/get-prime`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      })
      return await response.json()
    } catch (error) {
      return { status: -1, msg: `Unknown Error: ${error.message}` }
    }
  }

  /** One hosted field: an iframe in the shop's element. What is entered there never reaches the shop's page. */
  class Field {
    constructor(kind, group, { element, placeholder = "" }, styles, onMessage) {
      this.status = 1
      this.cardType = "unknown"
      this.container = elementOf(element)
      if (!this.container) throw new Error(`[TapPay] ${kind}: element not found`)
      this.frame = document.createElement("iframe")
      this.frame.title = kind
      this.frame.name = `tappay-${kind}-${group}`
      this.frame.style.cssText = "display:block;width:100%;height:100%;border:0;background:transparent"
      this.frame.setAttribute("allowtransparency", "true")
      this.frame.src = `${frames}/${kind}#${group}`
      this.container.replaceChildren(this.frame)
      window.addEventListener("message", (event) => {
        if (event.origin !== origin || event.source !== this.frame.contentWindow) return
        if (event.data.event === "ready") this.tell({ do: "setup", styles, placeholder })
        else this.take(event.data, onMessage)
      })
    }

    take(message, onMessage) {
      if (message.event === "focus") this.container.classList.add("tappay-field-focus")
      if (message.event === "blur") this.container.classList.remove("tappay-field-focus")
      if ("status" in message) this.status = message.status
      if (message.cardType) this.cardType = message.cardType
      onMessage(message)
    }

    tell(message) {
      this.frame.contentWindow?.postMessage(message, origin)
    }
  }

  /** Card or ccv: several fields, one state, one prime. */
  class FieldGroup {
    #listeners = []
    #fields = {}
    #waiting = null
    #cardType = "unknown"

    setup(kinds, { fields, styles = {} }) {
      const group = `group-${++serial}`
      this.#fields = {}
      for (const [name, kind] of kinds) {
        if (!fields[name]) continue
        this.#fields[kind] = new Field(kind, group, fields[name], styles, (message) => this.#onMessage(message))
      }
    }

    setCardType(cardType) {
      this.#cardType = cardType
      this.#fields.ccv?.tell({ do: "card-type", cardType })
    }

    onUpdate(listener) {
      this.#listeners = [listener]
    }

    state() {
      const status = {}
      for (const [kind, field] of Object.entries(this.#fields)) status[kind] = field.status
      const values = Object.values(status)
      return {
        cardType: this.#cardType,
        canGetPrime: values.length > 0 && values.every((value) => value === 0),
        hasError: values.includes(2),
        status,
      }
    }

    getPrime(asking) {
      const holder = this.#fields.number ?? this.#fields.ccv
      if (!holder) return Promise.resolve({ status: -1, msg: "TPDirect.card.setup was not called" })
      return new Promise((resolve) => {
        this.#waiting = resolve
        holder.tell({ do: "get-prime", app, asking, url: location.origin })
      })
    }

    #onMessage(message) {
      if (message.event === "prime") return this.#waiting?.(message.result)
      if (message.cardType && message.cardType !== this.#cardType) this.setCardType(message.cardType)
      if (message.event === "update") for (const listener of this.#listeners) listener(this.state())
    }
  }

  /** Answers by callback if one is given, otherwise by a promise that rejects unless the status is 0. */
  function answer(promise, callback) {
    if (typeof callback === "function") {
      promise.then(callback)
      return undefined
    }
    return promise.then((result) =>
      result.status === 0 ? result : Promise.reject(Object.assign(new Error(result.msg), result)),
    )
  }

  const cardGroup = new FieldGroup()
  const card = {
    setup: (config) =>
      cardGroup.setup(
        [
          ["number", "number"],
          ["expirationDate", "expiry"],
          ["ccv", "ccv"],
        ],
        config,
      ),
    onUpdate: (listener) => cardGroup.onUpdate(listener),
    getTappayFieldsStatus: () => cardGroup.state(),
    getPrime: (callback) => answer(cardGroup.getPrime("card"), callback),
  }

  const ccvGroup = new FieldGroup()
  const ccv = {
    setup: (config) => ccvGroup.setup([["ccv", "ccv"]], config),
    setupCardType: (cardType) => ccvGroup.setCardType(cardType),
    onUpdate: (listener) => ccvGroup.onUpdate(listener),
    getTappayFieldsStatus: () => ccvGroup.state(),
    getPrime: (callback) => answer(ccvGroup.getPrime("ccv"), callback),
  }

  /** LINE Pay and JKOPAY answer callback(result), the later wallets callback(error, result). */
  function walletOf({ slug, resultFirst }) {
    return {
      getPrime(callback) {
        const promise = ask(slug, {})
        if (typeof callback !== "function" || resultFirst) return answer(promise, callback)
        promise.then((result) => (result.status === 0 ? callback(null, result) : callback(result, null)))
        return undefined
      },
      pay: redirect,
      redirect,
    }
  }

  /** The sheet of a phone's wallet, over the whole page. */
  function openSheet(slug, request) {
    const sheet = document.createElement("iframe")
    sheet.title = slug
    sheet.name = `tappay-sheet-${slug}`
    sheet.style.cssText =
      "position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;background:transparent"
    sheet.src = `${frames}/sheet/${slug}#${encodeURIComponent(JSON.stringify({ app, request }))}`
    document.body.append(sheet)
    return new Promise((resolve) => {
      window.addEventListener("message", function onMessage(event) {
        if (event.origin !== origin || event.source !== sheet.contentWindow) return
        window.removeEventListener("message", onMessage)
        sheet.remove()
        resolve(event.data.result)
      })
    })
  }

  function payButton(target, label, press) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = label
    button.style.cssText =
      "font:600 1rem system-ui;padding:.75rem 1.25rem;width:100%;border:0;border-radius:.5rem;background:#000;color:#fff;cursor:pointer"
    button.addEventListener("click", press)
    elementOf(target)?.replaceChildren(button)
  }

  let googleRequest = {}
  const googlePay = {
    setupGooglePay() {},
    setupPaymentRequest(request, callback) {
      googleRequest = { price: request.price, currency: request.currency }
      setTimeout(() => callback(null, { canUseGooglePay: true }))
    },
    setupTransactionPrice(request) {
      googleRequest = request
    },
    setupGooglePayButton: ({ el, getPrimeCallback }) =>
      payButton(el, "Google Pay", () => googlePay.getPrime(getPrimeCallback)),
    getPrime(callback) {
      openSheet("google-pay", googleRequest).then((result) =>
        result.status === 0 ? callback(null, result.prime) : callback(result, null),
      )
    },
  }

  let appleRequest = {}
  const paymentRequestApi = {
    checkAvailability: () => true,
    setupApplePay() {},
    setupPaymentRequest(request, callback) {
      appleRequest = { price: request.total?.amount?.value, currency: request.total?.amount?.currency }
      setTimeout(() => callback({ browserSupportPaymentRequest: true, canMakePaymentWithActiveCard: true }))
    },
    setupTappayPaymentButton: (target, callback) =>
      payButton(target, "Apple Pay", () => paymentRequestApi.getPrime(callback)),
    getPrime(callback) {
      openSheet("apple-pay", appleRequest).then(callback)
    },
  }

  let samsungRequest = null
  const samsungPay = {
    setup() {},
    setupPaymentRequest(request) {
      samsungRequest = { price: request.total?.amount?.value, currency: request.total?.amount?.currency }
    },
    setupSamsungPayButton: (target) => payButton(target, "Samsung Pay", () => {}),
    getPrime(callback) {
      if (!samsungRequest) return callback({ status: -5, msg: "Setup Samsung Pay with setupPaymentRequest first" })
      openSheet("samsung-pay", samsungRequest).then(callback)
    },
  }

  /** TapPay's own script navigates only to its redirect pages. */
  function redirect(url) {
    if (!new URL(url, location.href).pathname.startsWith("/redirect/")) {
      return console.error("[TapPay] Your payment url is not valid.")
    }
    location.href = url
  }

  window.TPDirect = {
    CardType: {
      VISA: "visa",
      MASTERCARD: "mastercard",
      JCB: "jcb",
      AMEX: "amex",
      UNIONPAY: "unionpay",
      UNKNOWN: "unknown",
    },
    setupSDK(appId, appKey, serverType) {
      if (serverType !== "sandbox" && serverType !== "production") {
        throw new Error("[TapPay] serverType must be sandbox or production")
      }
      Object.assign(app, { id: String(appId), key: appKey, server: serverType })
    },
    getFraudId: () => "",
    card,
    ccv,
    googlePay,
    paymentRequestApi,
    samsungPay,
    ...Object.fromEntries(wallets.map((wallet) => [wallet.id, walletOf(wallet)])),
    redirect,
  }
})()
