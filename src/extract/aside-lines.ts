/**
 * Lines that stand between the paragraphs of an article and are about something else: pointers to other
 * articles, calls to subscribe or follow, labels of advertisements. One list for all languages: the phrases of
 * one are not the beginnings of sentences in another.
 */
const POINTERS = [
  "read (?:more|also|next|on|now|it|our|the full|all)|also read|must read|see (?:also|more|all)|related(?: (?:stories|story|articles?|content|coverage|posts?|topics?|videos?|news|reading|links?))?|more (?:from|on|about|coverage|news|stories|like|in)|recommended(?: (?:for you|reading|videos?|stories))?|you (?:may|might) (?:also )?(?:like|be interested|enjoy)|don[’']t miss|watch(?: (?:now|more|this|the video|live|below|next|also))?|listen(?: (?:now|to|here))?|check out|trending(?: now)?|popular(?: (?:now|stories|posts))?|most (?:read|popular|viewed)|what to read next|up next|in case you missed it|further reading|explore more|keep reading|continue reading|click here|view (?:gallery|comments|more|all)|\\d+ (?:photos|images)",
  "lesen sie (?:auch|mehr|hier)|lies auch|auch lesen|(?:das|dieses|folgende)[^.]{0,30} könnten? (?:sie|dich|euch)|mehr (?:zum thema|dazu|zu|über|aus|lesen|news|infos?)|auch interessant|das könnte (?:sie|dich) (?:auch )?interessieren|siehe auch|weitere (?:artikel|meldungen|themen|infos?|informationen)|passend dazu|zum thema|ähnliche (?:artikel|beiträge)|verwandte (?:artikel|themen|beiträge)",
  "(?:à )?lire (?:aussi|également|la suite)|voir aussi|sur le même sujet|pour aller plus loin|à voir aussi|articles? (?:similaires|liés|recommandés)",
  "(?:lea|lee|leer|ver|vea|mira|te puede|también te puede|puedes leer|le puede|podría) (?:también|además|más|interesar)|leia (?:também|mais)|veja (?:também|mais)|saiba mais|confira também|noticias? relacionad[ao]s?|notícias relacionadas|artículos relacionados|te recomendamos|relacionad[ao]s",
  "leggi anche|leggi tutto|vedi anche|potrebbe interessarti|ti potrebbe interessare|articoli correlati",
  "lees (?:ook|meer|verder)|zie ook|läs (?:också|mer|även)|læs (?:også|mere)|les også|lue (?:myös|lisää)|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|przeczytaj (?:też|także|również)|čtěte (?:také|též|více)|mohlo by vás zajímat|citește și|ayrıca (?:okuyun|bakınız)|ilgili haber(?:ler)?|baca juga|xem thêm",
  "читайте также|читать (?:также|далее|ещё|еще)|смотрите также|по теме|похожие (?:статьи|новости|материалы)|ещё по теме|διαβάστε (?:επίσης|ακόμη|ακόμα)|関連(?:記事|リンク|ニュース|キーワード)|あわせて読みたい|こちらも|おすすめ記事|相关(?:阅读|新闻|文章|报道|链接)|延伸阅读|推荐阅读|관련\\s?기사|함께 읽어보세요|(?:اقرأ|إقرأ|اقرا) (?:أيضا|أيضًا|المزيد)|شاهد أيضا|مواضيع ذات صلة|بیشتر بخوانید|مطالب مرتبط|یہ بھی پڑھیں|(?:यह|ये) भी पढ़ें|इसे भी पढ़ें|আরও পড়ুন|இதையும் படி|อ่าน(?:เพิ่มเติม|ต่อ)|ข่าวที่เกี่ยวข้อง|קראו (?:גם|עוד)|читайте (?:також|ще)|прочети (?:още|повече)|прочитајте још|olvasd el|kapcsolódó|preberite tudi|pročitajte (?:i|još)|pročitajte više|loe (?:ka|veel)|skaitykite taip pat|lasi arī",
];

const CALLS = [
  "sign up|subscribe|already (?:a|an) (?:subscriber|member)|join (?:our|us|the)|follow (?:us|him|her|me|them|@|\\p{Lu})|get (?:the latest|our|more|breaking)|download (?:the|our)|like us|click (?:here|to)|share this|tweet this|send (?:us )?(?:tips|news)|have (?:a|you got a) (?:tip|story)|got a (?:tip|story)|want more|support (?:our|us)|register (?:now|for|to)|enter your|visit our|contact (?:us|the author)|leave a (?:comment|reply)|post (?:a )?comments?|comments? (?:are closed|off)?$|advertisement|advert|sponsored|promoted|story continues|article continues|scroll (?:down|to continue)|this (?:story|article|post) (?:originally |first |was (?:originally|first) )?(?:appeared|published)|all rights reserved|copyright|(?:this post|we) may (?:contain|earn|receive)|buy now|shop now|loading",
  "anzeige|werbung|newsletter|jetzt (?:abonnieren|anmelden|lesen|bestellen|testen)|abonnieren sie|folgen sie|folge uns|publicité|s[’']abonner|abonnez-vous|inscrivez-vous|suivez-nous|publicidad|publicidade|suscríb\\p{L}+|síguenos|siga-nos|inscreva-se|assine|continua depois da publicidade|pubblicità|iscriviti|seguici|advertentie|volg ons|reklama|annons|annonce|реклама|подпис\\p{L}+ на|広告|广告|광고",
];

const POINTER = new RegExp(`^[\\p{P}\\p{S}\\s]*(?:${POINTERS.join("|")})(?![\\p{L}\\p{N}])`, "iu");
const CALL = new RegExp(`^[\\p{P}\\p{S}\\s]*(?:${CALLS.join("|")})(?![\\p{L}\\p{N}])`, "iu");

/** Points to another article, in any of the languages known. */
export function isPointer(text: string): boolean {
  return POINTER.test(text);
}

/** Asks the reader for something, or labels an advertisement. */
export function isCall(text: string): boolean {
  return CALL.test(text);
}

const CREDIT =
  /^[([\s]*(?:(?:photo|image|picture|foto|fotos|bild|bilder|photos?|video|credit|crédito?s?|source|quelle|fonte|fuente|photograph|illustration|graphic|imagem|imagen|снимок|фото)(?: credits?| by| courtesy| via|s? de| von| par)?\s*[:/©|]|©|\(c\)|\((?:photo|image|foto|bild|credit|picture))/iu;

/** Names who made a picture. */
export function isCredit(text: string): boolean {
  return text.length <= 160 && CREDIT.test(text);
}
