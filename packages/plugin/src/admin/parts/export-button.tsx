import { Button, toast } from "@medusajs/ui"
import { type AttemptsWanted, useExport } from "../server/payments"
import { useWords } from "./use-words"

/** What the list shows now, all pages of it, for a spreadsheet. */
export function ExportButton({ wishes }: { wishes: AttemptsWanted }) {
  const { t, language } = useWords()
  const { mutateAsync, isPending } = useExport()
  const save = async () => {
    try {
      const day = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Taipei" })
      download(await mutateAsync({ ...wishes, language }), `${t("export.file")}-${day}.csv`)
    } catch (error) {
      toast.error(t("export.failed"), { description: error instanceof Error ? error.message : undefined })
    }
  }
  return (
    <Button size="small" variant="secondary" className="shrink-0" isLoading={isPending} onClick={() => void save()}>
      {t("export.button")}
    </Button>
  )
}

/** A browser saves what a link with this mark leads to. */
function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = Object.assign(document.createElement("a"), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
