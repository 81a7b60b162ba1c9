import { Button, toast } from "@medusajs/ui"
import { type PayoutWishes, usePayoutExport } from "../server/payouts"
import { saveFile, today } from "./save-file"
import { useWords } from "./use-words"

/** The lines that are shown, all pages of them, for the bookkeeper. */
export function PayoutExportButton({ wishes }: { wishes: PayoutWishes }) {
  const { t, language } = useWords()
  const { mutateAsync, isPending } = usePayoutExport()
  const save = async () => {
    try {
      saveFile(await mutateAsync({ ...wishes, language }), `${t("payouts.file")}-${today()}.csv`)
    } catch (error) {
      toast.error(t("export.failed"), { description: error instanceof Error ? error.message : undefined })
    }
  }
  return (
    <Button size="small" variant="secondary" isLoading={isPending} onClick={() => void save()}>
      {t("export.button")}
    </Button>
  )
}
