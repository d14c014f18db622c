import type { DemoArticle } from "../model.ts";

/** Shiokaze Shimbun: served in Shift_JIS, paragraphs divided by line breaks. */
export const shiokaze: readonly DemoArticle[] = [
  {
    slug: "minatomachi-asaichi",
    title: "汐見町の朝市が三年ぶりに再開、早朝から長い列",
    hoursAgo: 5.0,
    by: "高瀬みどり",
    section: "地域",
    picture: { motif: "harbour", caption: "日の出前の汐見港" },
    text: `
汐見町の港で{day}、三年ぶりに朝市が再開した。午前五時の開始を前に、岸壁には約四百人の列ができた。

朝市は防波堤の改修工事のため休んでいた。この日は漁協や農家など六十二の店が並び、朝どれのイワシや大根が一時間ほどで売り切れた。

漁協の組合長は「波の音より人の声が大きい朝は久しぶりだ」と話した。次回は来週の{day}に開かれる。`,
  },
  {
    slug: "shinkai-camera",
    title: "深海カメラが新種とみられるクラゲを撮影、海洋研究所が発表",
    hoursAgo: 9.0,
    by: "成田航",
    section: "科学",
    text: `
海洋研究所は{day-1}、水深二千百メートルの海底に置いた観測カメラが、新種とみられるクラゲを撮影したと発表した。

傘の直径は約四十センチで、触手がほとんどない。研究チームは半年分の映像を調べ、同じ姿を十七回確認した。

今後は採集に向けて、光を当てずに近づける装置を開発するという。`,
  },
  {
    slug: "romen-densha",
    title: "路面電車の終電を一時間延長、来春から試験運行へ",
    hoursAgo: 12.6,
    by: "高瀬みどり",
    section: "地域",
    text: `
市交通局は来年四月から、路面電車の終電を一時間遅らせる試験運行を始める。病院や港で夜間に働く人たちの要望に応えた。

試験は半年間で、利用者が一日平均三百人を超えれば本格的に導入する。`,
  },
  {
    slug: "yuki-matsuri-junbi",
    title: "雪まつりの大雪像、今年は灯台と鯨がテーマ",
    hoursAgo: 16.0,
    by: "成田航",
    section: "文化",
    picture: { motif: "snow", caption: "雪まつりの会場となる丘" },
    text: `
二月の雪まつりの実行委員会は、大雪像のテーマを灯台と鯨に決めた。高さは十二メートルで、内部に滑り台をつくる。

制作には高校生を含む約二百人が参加する。`,
  },
  {
    slug: "chiisana-honya",
    title: "島でただ一軒の本屋、店主は十四歳",
    hoursAgo: 19.4,
    by: "高瀬みどり",
    section: "文化",
    text: `
沖の小島に先月、島でただ一軒の本屋が開いた。店主は中学二年の女子生徒で、営業は放課後の二時間だけだ。

棚には祖父が残した三百冊が並ぶ。いちばん売れたのは星座の図鑑だという。`,
  },
];
