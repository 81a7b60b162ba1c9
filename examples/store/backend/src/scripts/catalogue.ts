/** The menu of the shop. Prices are whole Taiwan dollars. */
export type Drink = {
  handle: string
  title: string
  titleEn: string
  description: string
  descriptionEn: string
  option: string
  prices: Record<string, number>
}

const size = "容量"

export const catalogue: Drink[] = [
  {
    handle: "pearl-milk-tea",
    title: "珍珠奶茶",
    titleEn: "Pearl Milk Tea",
    description: "阿薩姆紅茶加奶香，珍珠每四小時現煮一鍋，Q 彈有嚼勁。",
    descriptionEn: "Assam black tea and milk, with pearls cooked fresh every four hours.",
    option: size,
    prices: { M: 60, L: 70 },
  },
  {
    handle: "black-tea-latte",
    title: "紅茶拿鐵",
    titleEn: "Black Tea Latte",
    description: "日月潭紅玉紅茶，配上小農鮮乳，茶香在前，奶香在後。",
    descriptionEn: "Ruby black tea from Sun Moon Lake with milk from a small dairy.",
    option: size,
    prices: { M: 65, L: 75 },
  },
  {
    handle: "oolong-green",
    title: "四季春青茶",
    titleEn: "Four Seasons Oolong",
    description: "名間鄉的四季春，冷泡八小時，清爽回甘。",
    descriptionEn: "Four Seasons oolong from Mingjian, cold-brewed for eight hours.",
    option: size,
    prices: { M: 40, L: 50 },
  },
  {
    handle: "taro-milk",
    title: "芋泥鮮奶",
    titleEn: "Taro Fresh Milk",
    description: "大甲芋頭蒸熟後手工壓成泥，看得到也吃得到顆粒。",
    descriptionEn: "Dajia taro, steamed and mashed by hand, with fresh milk.",
    option: size,
    prices: { M: 70, L: 80 },
  },
  {
    handle: "winter-melon-lemon",
    title: "冬瓜檸檬",
    titleEn: "Winter Melon Lemon",
    description: "古早味冬瓜磚慢火熬煮，加上現榨屏東檸檬。",
    descriptionEn: "Slow-cooked winter melon syrup with fresh lemon from Pingtung.",
    option: size,
    prices: { M: 50, L: 60 },
  },
  {
    handle: "brown-sugar-fresh-milk",
    title: "黑糖珍珠鮮奶",
    titleEn: "Brown Sugar Pearl Milk",
    description: "手炒黑糖掛杯，溫熱珍珠遇上冰涼鮮奶，不含茶。",
    descriptionEn: "Warm pearls in stir-fried brown sugar, cold fresh milk, no tea.",
    option: size,
    prices: { M: 75, L: 85 },
  },
  {
    handle: "grapefruit-green",
    title: "葡萄柚綠茶",
    titleEn: "Grapefruit Green Tea",
    description: "整顆葡萄柚現榨，果肉滿滿，配茉香綠茶。",
    descriptionEn: "A whole grapefruit, pulp and all, over jasmine green tea.",
    option: size,
    prices: { M: 70, L: 80 },
  },
  {
    handle: "roasted-oolong-beans",
    title: "炭焙烏龍茶葉",
    titleEn: "Charcoal-Roasted Oolong Leaves",
    description: "鹿谷凍頂烏龍，龍眼木炭焙三道，帶回家自己泡。",
    descriptionEn: "Dongding oolong from Lugu, roasted three times over longan charcoal.",
    option: "包裝",
    prices: { "75 克": 350, "150 克": 680, "600 克": 2380 },
  },
]
