import { fold } from "./fold.ts";

/** English words that say nothing about a story. */
const ENGLISH: ReadonlySet<string> = new Set(
  `a about above after again against all also am amid an and any are as at be because been before being below between both
but by can could did do does doing down during each few for from further had has have having he her here hers him his how
i if in into is it its just me more most my no nor not now of off on once only or other our out over own re s said same
says say she should so some such t than that the their them then there these they this those through to too under until
up very was we were what when where which while who whom why will with would you your d ll ve don may might must new
year years one two first last day days time week weeks monday tuesday wednesday thursday friday saturday sunday`.split(
    /\s+/,
  ),
);

/** The same in other languages that feeds are often written in: `die` and `war` mean something in English. */
const OTHERS: ReadonlySet<string> = new Set(
  `de la el en y los las un una del que se por con para su al lo como mas pero sus le ya o este si porque esta entre cuando
muy sin sobre ser tiene tambien me hasta hay donde han quien desde todo nos durante todos uno les ni contra otros ese eso
tras es son fue ha dice ano anos segun
der die das und ist von mit den im fur auf dem des ein eine einer einem einen nicht als auch es an werden aus er hat dass
sie nach wird bei um am sind noch wie uber so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei gegen
vom kann schon wenn habe ihre dann unter wir soll ich eines jahr zwei jahren seine seit will zwischen immer ihr
le les des du et a une dans pour est qui sur au par plus pas ce avec son sont ne se aux ont ete sa il cette mais comme ou
leur deux fait apres ses elle on entre aussi sans selon lors ces meme depuis dont ans tout contre vers encore avait
il di che e la per un non con del si da i dei al le una gli alla sono piu anche della nel ha come ma ed se o dalla delle
dopo suo anni tra lo ai cui fra sul stato nella era dal contro
do da em um para com nao uma os no na por mais as dos como mas foi ao ele das tem seu sua ou ser quando muito ha nos ja
esta eu tambem so pelo pela ate isso ela entre era depois sem mesmo aos ter seus diz apos sobre
het een van en op te dat die voor met zijn er aan niet bij ook om uit naar door over maar dan nog wordt heeft tot worden
i w z na do sie nie to ze jest o jak po co tym za od przez dla sa ale czy tylko oraz juz
och att det som en pa ar av for med den till inte om ett han men var jag fran vi har kan efter
и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о
из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом себя это при
для после будет года
ve bir bu da de icin ile cok olarak daha gibi en kadar sonra ise
的 了 在 是 和 与 及 也 将 被 对 为 从 到 中 上 下 一 不 有 这 那 他 她 年 月 日 称 说 等
の に は を た が で て と し れ さ も な から まで より へ や です ます する した して いる ある
من في على الى إلى عن مع هذا هذه التي الذي ان أن بعد قبل بين كان لا ما او أو كما قد و
के में की है से को का पर और ने कि एक यह नहीं भी हो`
    .split(/\s+/)
    .map(fold),
);

/** Whether a folded word is one that every text has. */
export function isStopWord(word: string, english: boolean): boolean {
  return english ? ENGLISH.has(word) : OTHERS.has(word);
}
