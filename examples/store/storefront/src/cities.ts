import type { Localized } from "@taiwan-payments/storefront"

/** Taiwan's 22 cities and counties, from north to south and out to the islands. */
export const cities: readonly Localized[] = [
  { "zh-TW": "基隆市", en: "Keelung City" },
  { "zh-TW": "臺北市", en: "Taipei City" },
  { "zh-TW": "新北市", en: "New Taipei City" },
  { "zh-TW": "桃園市", en: "Taoyuan City" },
  { "zh-TW": "新竹市", en: "Hsinchu City" },
  { "zh-TW": "新竹縣", en: "Hsinchu County" },
  { "zh-TW": "苗栗縣", en: "Miaoli County" },
  { "zh-TW": "臺中市", en: "Taichung City" },
  { "zh-TW": "彰化縣", en: "Changhua County" },
  { "zh-TW": "南投縣", en: "Nantou County" },
  { "zh-TW": "雲林縣", en: "Yunlin County" },
  { "zh-TW": "嘉義市", en: "Chiayi City" },
  { "zh-TW": "嘉義縣", en: "Chiayi County" },
  { "zh-TW": "臺南市", en: "Tainan City" },
  { "zh-TW": "高雄市", en: "Kaohsiung City" },
  { "zh-TW": "屏東縣", en: "Pingtung County" },
  { "zh-TW": "宜蘭縣", en: "Yilan County" },
  { "zh-TW": "花蓮縣", en: "Hualien County" },
  { "zh-TW": "臺東縣", en: "Taitung County" },
  { "zh-TW": "澎湖縣", en: "Penghu County" },
  { "zh-TW": "金門縣", en: "Kinmen County" },
  { "zh-TW": "連江縣", en: "Lienchiang County" },
]
