import type { Wall } from "./extraction.ts";

interface WallWords {
  readonly wall: Wall;
  /** What such a page calls itself: the whole of its title or heading, give or take the site's name. */
  readonly title: RegExp;
  /** What it says. */
  readonly text: RegExp;
}

const words = (...parts: string[]) => new RegExp(parts.join("|"), "iu");

/** In the order in which they are tried: the more certain first. */
export const WALL_WORDS: readonly WallWords[] = [
  {
    wall: "blocked",
    title: words(
      "^(?:access (?:to this page has been )?denied|attention required|just a moment|forbidden|403\\b|security check|are you (?:a robot|human)|pardon our interruption|robot check|request (?:blocked|rejected)|blocked|bot verification|human verification|ddos|one more step|zugriff verweigert|accès refusé|acceso denegado|accesso negato|доступ (?:запрещ|ограничен)|アクセスが拒否)|^(?:451\\b|unavailable (?:due to|for) legal reasons|429\\b|too many requests|50[0234]\\b|service (?:temporarily )?unavailable|bad gateway|temporarily unavailable|error 10\\d\\d|access is (?:temporarily )?restricted|dostęp zabroniony|toegang geweigerd|acesso negado|åtkomst nekad)",
    ),
    text: words(
      "checking (?:your browser|if the site connection)|(?:verify|confirm|prove|make sure)\\w* (?:that )?you(?:'|’| a)re (?:a human|human|not a (?:ro)?bot)|are you a robot|unusual (?:traffic|activity) (?:from|detected)|you have been blocked|request (?:was|has been) (?:blocked|denied)|complete the (?:captcha|security check)|access (?:to this (?:page|site|resource) )?(?:has been|is|was) (?:denied|restricted|blocked)|(?:don[’']t|do not) have permission to access|ddos protection by|ray id|automated (?:access|requests?)|not available in your (?:country|region|location)|unavailable (?:in|for) (?:your|most european) (?:country|region|countries)|bestätigen sie,? dass sie kein roboter|vous n[’']êtes pas un robot|no eres un robot|non sei un robot|вы не робот|access is temporarily restricted|disable any ad ?blocker|verifying (?:that )?you are (?:a )?human|incapsula|incident id|pardon our interruption|too many requests|server is (?:temporarily|currently) un(?:available|able)|unavailable (?:due to|for) legal reasons|access cannot be granted|accessing this (?:web)?site from a country|press (?:&|and) hold|are not a (?:ro)?bot|temporairement (?:indisponible|bloqué)|vorübergehend (?:nicht erreichbar|gesperrt)|не являетесь роботом",
    ),
  },
  {
    wall: "missing",
    title: words(
      "^(?:error )?404\\b|^(?:oops[!,. ]*)?(?:page|article|story|content|file|post) (?:(?:was|could|can)(?: ?not|n[’']t)(?: be)?|not|no longer|unavailable)|^not found|^page (?:not found|missing)|we (?:can[’']?t|couldn[’']t|could not) find|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no (?:encontrada|disponible|existe)|página não encontrada|pagina non trovata|pagina niet gevonden|strona nie (?:istnieje|została znaleziona)|страница не найдена|ページが見つかりません|sidan (?:kunde inte hittas|hittades inte)|^(?:błąd 404|erreur 404|fehler 404|errore 404|erro 404|siden (?:findes|finnes) ikke|sivua ei löyt|oldal nem található|stránka (?:nenalezena|nebyla)|sayfa bulunamadı|الصفحة غير موجودة|页面(?:不存在|未找到)|페이지를 찾을 수 없|お探しのページ)",
    ),
    text: words(
      "(?:page|article|story|content|link|url|address|file)s? (?:that )?(?:you (?:are|were|requested|have|[’']?re)[^.]{0,60})?(?:does not exist|doesn[’']t exist|could ?n(?:o|[’'])t be found|cannot be found|can[’']t be found|was not found|not found|is no longer (?:available|here|online)|no longer exists|has been (?:removed|deleted|moved|archived|unpublished))|we (?:can[’']?t|couldn[’']t|could not|cannot) find (?:the|that|this) (?:page|article|story)|(?:seite|artikel)[^.]{0,50}(?:nicht (?:gefunden|(?:mehr )?verfügbar|existiert)|existiert nicht)|(?:page|article)[^.]{0,50}(?:introuvable|n[’']existe (?:pas|plus)|n[’']est plus disponible)|página[^.]{0,50}(?:no (?:existe|se encuentra|encontrada)|não (?:existe|encontrada|foi encontrada))|pagina[^.]{0,50}(?:non (?:esiste|trovata)|niet gevonden)|страница[^.]{0,40}(?:не найдена|не существует)|(?:strona|artykuł)[^.]{0,40}nie (?:istnieje|została znaleziona)|(?:side|artikkel|artikel)n?[^.]{0,40}(?:findes|finnes|finns|hittades) (?:ikke|inte)|sidan[^.]{0,40}(?:finns inte|hittades inte)|página[^.]{0,60}(?:buscas?|procura)[^.]{0,30}(?:no|não) existe|pagina[^.]{0,40}(?:non esiste|bestaat niet)|ページは見つかりません|页面不存在|페이지를 찾을 수 없|الصفحة[^.]{0,30}غير موجودة|that page can[’']t be found|nothing was found at this",
    ),
  },
  {
    wall: "consent",
    title: words(
      "^(?:before you continue|we value your privacy|your privacy|privacy (?:settings|preferences|choices)|cookie (?:consent|settings|preferences|notice|wall)|consent|cookies|ihre privatsphäre|datenschutz(?:einstellungen)?$|wir (?:brauchen|benötigen) ihre zustimmung|zustimmung|gestion des cookies|votre vie privée|tu privacidad|su privacidad|la tua privacy|je privacy|privacy gate)|^(?:privacy (?:manager|gate|center)|szanujemy twoją prywatność|antes de continuar|avant de continuer|prima di continuare|voordat je verdergaat)",
    ),
    text: words(
      "before you continue|we (?:value|respect|care about) your privacy|we and our (?:\\d+ )?(?:trusted )?(?:partners|vendors)|(?:accept|reject|allow|agree to|manage|consent to)(?: all| our| the)?(?: use of)? (?:cookies|consent|choices|tracking)|by (?:clicking|pressing|selecting) [“\"'«]?(?:i )?(?:accept|agree|ok)|store and\\/or access information on a device|personalised (?:ads|advertising) and content|withdraw your consent|continue without (?:accepting|agreeing)|mit werbung weiterlesen|wir (?:und unsere \\d* ?partner|schätzen ihre privatsphäre|respektieren ihre privatsphäre)|(?:cookies|allen?) (?:akzeptieren|zustimmen)|nous (?:et nos (?:\\d+ )?partenaires|respectons votre vie privée)|(?:tout )?accepter (?:et|les cookies|tous)|continuer sans accepter|nosotros y nuestros (?:\\d+ )?socios|aceptar (?:todas? )?(?:las )?cookies|noi e i nostri (?:\\d+ )?partner|accetta(?:re)? (?:tutti )?i cookie|wij en onze (?:\\d+ )?partners|alle cookies accepteren|zgadzam się|принять (?:все )?cookie|(?:we|our) (?:and )?\\d+ (?:trusted )?(?:partners|vendors)|use(?:s)? cookies and (?:similar|other) technologies|you can (?:withdraw|change) your (?:consent|choice)|(?:mit|ohne) werbung (?:und tracking|nutzen|lesen)|zustimm(?:en und weiter|ung können sie)|(?:pur|contentpass)[- ]abo|nos (?:\\d+ )?partenaires(?: et nous(?:-mêmes)?)?|retirer votre consentement|utilisons des cookies|almacenamos o accedemos|utilizamos cookies|(?:aceptar|acepta) (?:y continuar|las cookies)|utilizziamo (?:i )?cookie|terze parti selezionate|(?:puoi|fornire) [^.]{0,20}(?:acconsent|consenso)|plaatsen (?:wij|we) (?:en derden )?cookies|(?:geef|geeft) (?:je|u) toestemming|op akkoord te klikken|nasi (?:\\d+ )?(?:zaufani )?partnerzy|wyraz(?:ić|) zgodę|szanujemy (?:twoją|państwa) prywatność|nós e (?:os )?nossos (?:\\d+ )?parceiros|vi och våra (?:\\d+ )?partner|vi og våre (?:\\d+ )?partnere|quảng cáo cá nhân|クッキーを使用|同意して続ける",
    ),
  },
  {
    wall: "login",
    title: words(
      "^(?:log ?in|sign ?in|please (?:log|sign) in|login required|sign in to|log in to|members? (?:login|area)|authentication required|anmelden|einloggen|anmeldung|connexion|se connecter|identifiez-vous|iniciar sesión|entrar|accedi|inloggen|вход|ログイン)(?!\\p{L})|^(?:zaloguj|logga in|logg inn|log ind|kirjaudu|přihlá|conectare|登录|로그인|create (?:your|a|an) (?:free )?account|регистрация)",
    ),
    text: words(
      "(?:log|sign) ?in (?:or (?:register|sign up|create an account) )?to (?:continue|view|read|see|access|your account)|you (?:must|need to|have to) (?:be (?:logged|signed) in|log in|sign in|register|create an account)|please (?:log|sign) in|forgot(?:ten)? (?:your )?password|don[’']t have an account|already have an account|(?:avez|as) déjà un compte|(?:haben sie|hast du) (?:noch kein|schon ein|bereits ein) konto|ya tienes? (?:una )?cuenta|hai già un account|heeft u al een account|create (?:a free|an) account to|register (?:for free )?to (?:continue|read)|passwort vergessen|bitte (?:melden sie sich an|loggen sie sich ein|anmelden)|mot de passe oublié|connectez-vous pour|olvidaste tu contraseña|inicia sesión para|esqueceu (?:a |sua )?senha|password dimenticata|wachtwoord vergeten|забыли пароль|to (?:keep|continue) reading,? (?:please )?(?:log in|sign in|register)|create a free account to|nie pamiętasz hasła|zaloguj się,? aby|log in om (?:verder|door) te|glemt passord|glömt (?:ditt )?lösenord|ログインしてください|パスワードを(?:お)?忘れ|忘记密码|비밀번호",
    ),
  },
  {
    wall: "paywall",
    title: words(
      "^(?:subscribe (?:to|now)|subscription required|become a (?:member|subscriber)|subscribers? only|choose your (?:plan|subscription))|^(?:abonnieren sie|abonnez-vous|suscríbete|suscripción|abbonati|assine|abonneer|prenumerera|bli abonnent)",
    ),
    text: words(
      "subscri(?:be|ption)[^.]{0,30} to (?:continue|keep|read|unlock|access|see|view|finish)|to (?:continue|keep|finish) reading|(?:article|content|story|piece|page) is (?:only |exclusively )?(?:for|available (?:only )?(?:to|for)|exclusive(?:ly)? (?:to|for)|reserved for|limited to|locked for)[^.]{0,25}(?:subscribers?|members?|premium)|already (?:a|an) (?:[\\w']+ ){0,2}(?:subscriber|member)|you(?:[’']ve| have) (?:reached|read|used|hit)[^.]{0,30}(?:free|limit|monthly)[^.]{0,20}(?:articles?|limit|stories)|(?:no|\\d+) free (?:articles|stories) (?:left|remaining)|unlock (?:this|the|full|unlimited) (?:article|story|access)|subscribers?[- ]only|for (?:paid|paying) (?:subscribers|members)|this (?:post|article) is for (?:paid|paying)?|(?:start|try) your (?:free )?(?:trial|subscription)|join (?:now )?to (?:read|continue)|become a (?:member|subscriber) to|(?:jetzt|sofort) (?:weiterlesen|freischalten)|(?:artikel|text|inhalt)[^.]{0,40}(?:nur )?(?:für|mit) (?:abonnenten|abonnement|abo|plus)|weiterlesen mit|sie haben bereits ein abo|réservée? (?:aux|à nos) abonnés|article réservé|(?:il vous reste|la suite de cet article)|abonnez-vous pour (?:lire|continuer|accéder)|déjà abonné|(?:contenido|artículo) (?:exclusivo|solo|reservado) (?:para|a) (?:suscriptores|socios)|suscríb\\w+ para (?:seguir|continuar|leer)|conteúdo exclusivo para assinantes|assine para (?:continuar|ler)|articolo riservato (?:agli|a)|abbonati per (?:continuare|leggere)|alleen voor abonnees|lees verder met|dla (?:prenumeratorów|subskrybentów)|только для подписчиков|会員限定(?:記事|コンテンツ)です|有料会員(?:限定|登録すると)|この記事は会員|残り\\s?\\d+文字|to (?:read|see|get|access) (?:the )?(?:full|whole|rest|complete)[^.]{0,25},? (?:please )?(?:subscribe|sign (?:in|up)|log in|become|join)|keep reading for|sign up (?:now )?to (?:keep|continue)|(?:testen|lesen) sie (?:jetzt )?(?:unser|mit|das) (?:digital|plus|pur)?-?abo|(?:digital|plus|probe)-?abo\\b|möchten (?:sie )?weiterlesen|réservée? aux abonn|(?:pour|afin de) (?:lire|découvrir) la suite|(?:vous reste|reste) \\d+ ?%|(?:contenido|artículo|nota)[^.]{0,30}(?:exclusiv[oa]|solo|reservad[oa]) (?:para|a) (?:nuestros )?(?:suscriptores|socios|abonados)|ya eres suscriptor|límite de (?:artículos|notas)|(?:contenuto|articolo)[^.]{0,20}(?:riservato|esclusivo)[^.]{0,12}abbonati|sei già abbonato|per continuare a leggere|(?:exclusief|alleen|enkel) voor abonnees|al abonnee|verder lezen\\?|(?:atingiu|limite de)[^.]{0,20}(?:matérias|artigos|notícias|reportagens)|já é assinante|(?:exclusiv[oa]|restrito) (?:para|a) assinantes|tylko dla (?:prenumerator|subskrybent|abonent)|masz już (?:prenumeratę|dostęp|subskrypcję)|wykup (?:dostęp|prenumeratę)|låst artikel|läs vidare med|redan prenumerant|(?:for|til) abonnenter|lese videre|kun for abonnenter|vain tilaajille|jatka lukemista tilaamalla|csak előfizetők|pro předplatitele|nur für abonnent|оформите подписку|доступ(?:ен|но) (?:только )?по подписке|仅限(?:会员|订阅)|订阅(?:后|以)(?:继续|阅读)|유료 ?(?:회원|구독)|구독(?:하고|하면) 계속|للمشتركين فقط|会員登録すると|続きを(?:お)?読むには",
    ),
  },
  {
    wall: "script",
    title: words(
      "^(?:please )?(?:enable|activate|turn on) javascript|^javascript (?:is )?(?:required|disabled|not available)",
    ),
    text: words(
      "(?:enable|activate|turn on|allow|needs?|requires?|without|use) javascript|javascript (?:is|has been|must be|needs to be|seems to be) (?:disabled|required|enabled|turned off|not (?:available|enabled|supported))|browser (?:does not|doesn[’']t) support javascript|aktivieren sie (?:bitte )?javascript|javascript (?:aktivieren|ist (?:deaktiviert|erforderlich)|muss aktiviert)|activ(?:er|ez) (?:le )?javascript|(?:habilit|activ)\\p{L}+ javascript|(?:abilit|attiv)\\p{L}+ javascript|включите javascript|javascriptを有効|javascriptが(?:必要|無効)|启用 ?javascript|javascript를 (?:활성|사용)|(?:włącz|wymaga) (?:obsług[ęi] )?javascript|javascript (?:inschakelen|is uitgeschakeld|não está)|zet javascript aan|kräver javascript|habilite o javascript",
    ),
  },
];
