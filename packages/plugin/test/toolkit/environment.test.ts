import { describe, expect, it } from "vitest"
import { environmentName, hostFor } from "../../src/toolkit/environment"

const HOSTS = { production: "https://live.example", stage: "https://stage.example" }

describe("hostFor", () => {
  it("is the vendor's, or the sandbox's one address without a slash at its end", () => {
    expect(hostFor("production", HOSTS)).toBe("https://live.example")
    expect(hostFor("stage", HOSTS)).toBe("https://stage.example")
    expect(hostFor({ sandbox: "http://localhost:4545//" }, HOSTS)).toBe("http://localhost:4545")
  })
})

describe("environmentName", () => {
  it("tells a sandbox from the vendor's own", () => {
    expect(environmentName("stage")).toBe("stage")
    expect(environmentName({ sandbox: "http://localhost" })).toBe("sandbox")
  })
})
