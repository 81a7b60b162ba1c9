import { randomUUID } from "node:crypto"
import { mkdir, rename, writeFile } from "node:fs/promises"
import path from "node:path"
import { pathToFileURL } from "node:url"
import type { Logger, ProviderSendNotificationDTO } from "@medusajs/framework/types"
import { AbstractNotificationProviderService } from "@medusajs/framework/utils"

interface Options {
  /** Where messages are put, each as a page that a browser opens; without it they are named in the log alone. */
  readonly folder?: string
}

/** Sends nothing to anybody: each message becomes a file, whose address is in the log. For trying the shop out. */
export class OutboxService extends AbstractNotificationProviderService {
  static override identifier = "outbox"

  constructor(
    private readonly container: { readonly logger: Logger },
    private readonly options: Options,
  ) {
    super()
  }

  override async send(notification: ProviderSendNotificationDTO): Promise<{ id: string }> {
    const { template, content } = notification
    const id = `${new Date().toISOString().replace(/\W/g, "")}-${template.replace(/\W/g, "-")}-${randomUUID().slice(0, 8)}`
    const address = this.options.folder ? await put(path.join(this.options.folder, id), notification) : ""
    this.container.logger.info(`Outbox: "${content?.subject}" ${address}`)
    return { id }
  }
}

async function put(place: string, { to, template, content }: ProviderSendNotificationDTO): Promise<string> {
  const { html = "", ...rest } = content ?? {}
  await mkdir(path.dirname(place), { recursive: true })
  await writeWhole(`${place}.html`, html)
  await writeWhole(`${place}.json`, JSON.stringify({ to, template, ...rest }, null, 2))
  return pathToFileURL(`${place}.html`).href
}

/** Whoever looks into the folder meanwhile finds no half of a file. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text)
  await rename(`${file}.part`, file)
}
