import { expect, test } from "vitest";
import { extractPage } from "../../../src/extract/extract-page.ts";
import { inventParagraph } from "../../support/invent-page.ts";

// Walls as the makers of consent banners, bot checks and pay gates write them, in other words and languages than those
// of `walls.test.ts`; texts shortened, outlets invented.

const page = (title: string, body: string, head = "") =>
  `<!doctype html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`;

function read(html: string) {
  return extractPage({ bytes: Buffer.from(html), url: "https://outlet.example/2026/the-ferry-runs" });
}

test.each([
  {
    name: "OneTrust",
    wall: "consent",
    html: page(
      "Harbour Mail",
      '<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk" role="dialog"><h2 id="onetrust-policy-title">We Care About Your Privacy</h2><div id="onetrust-policy-text">We and our 756 partners store and access personal data, like browsing data or unique identifiers, on your device. Selecting "I Accept" enables tracking technologies to support the purposes shown.</div><button id="onetrust-accept-btn-handler">I Accept</button><button>Reject All</button></div></div>',
    ),
  },
  {
    name: "Sourcepoint",
    wall: "consent",
    html: page(
      "Privacy Manager",
      '<div class="message type-modal"><p>Privacy, your choice</p><p>To keep our journalism free we rely on advertising. With your permission we and 168 partners use cookies and similar technologies for personalised advertising, ad measurement and audience research.</p><button title="Yes, I\'m happy">Yes, I\'m happy</button><button>Manage my cookies</button></div>',
    ),
  },
  {
    name: "Sourcepoint de",
    wall: "consent",
    html: page(
      "Das Blatt",
      '<div class="message-component"><p>Inhalte mit Werbung nutzen</p><p>Besuchen Sie unsere Seiten wie gewohnt mit Werbung und Tracking. Der Zustimmung können Sie jederzeit widersprechen. Details in der Datenschutzerklärung.</p><button>Zustimmen und weiter</button><p>... oder das PUR-Abo ab 2,99 € abschließen: nutzen Sie unser Angebot ohne Werbetracking.</p></div>',
    ),
  },
  {
    name: "Didomi fr",
    wall: "consent",
    html: page(
      "Le Fleuve",
      '<div id="didomi-host"><div class="didomi-popup"><p>Avec votre consentement, nos 412 partenaires et nous-mêmes utilisons des cookies ou technologies similaires pour stocker et accéder à des informations personnelles.</p><button id="didomi-notice-agree-button">Accepter &amp; Fermer</button><p>Vous pouvez retirer votre consentement à tout moment.</p></div></div>',
    ),
  },
  {
    name: "consent it",
    wall: "consent",
    html: page(
      "Il Foglio della Valle",
      '<div class="iubenda-cs-content"><p>Noi e terze parti selezionate (ad esempio fornitori) utilizziamo cookie o tecnologie simili per finalità tecniche e, con il tuo consenso, anche per altre finalità. Puoi acconsentire premendo il pulsante "Accetta".</p></div>',
    ),
  },
  {
    name: "consent pl",
    wall: "consent",
    html: page(
      "Kurier Nadbrzeżny",
      '<div><h2>Szanujemy Twoją prywatność</h2><p>My i nasi partnerzy przechowujemy i uzyskujemy dostęp do informacji na urządzeniu. Kliknij „Przejdź do serwisu", aby wyrazić zgodę na przetwarzanie danych.</p></div>',
    ),
  },
  {
    name: "consent nl",
    wall: "consent",
    html: page(
      "DPG Media Privacy Gate",
      "<p>Bij ons draait alles om goede journalistiek. Om die te kunnen maken plaatsen wij en derden cookies. Door op akkoord te klikken geef je toestemming.</p><button>Akkoord</button>",
    ),
  },
  {
    name: "consent yahoo",
    wall: "consent",
    html: page(
      "Yahoo is part of the Invented family",
      '<div class="consent-overlay"><h1>Invented is part of the Example family of brands</h1><p>When you use our sites and apps, we use cookies to provide our services. If you click "Accept all", we and our partners, including 237 who are part of the IAB Transparency &amp; Consent Framework, will also store and/or access information on a device.</p></div>',
    ),
  },
  {
    name: "consent es",
    wall: "consent",
    html: page(
      "La Crónica",
      "<p>Antes de continuar</p><p>Nosotros y nuestros socios almacenamos o accedemos a información en un dispositivo, tales como cookies. Para continuar navegando gratis acepta las cookies, o suscríbete.</p><button>Aceptar y continuar</button>",
    ),
  },
  {
    name: "Cloudflare",
    wall: "blocked",
    html: page(
      "Just a moment...",
      '<noscript><div class="h2">Enable JavaScript and cookies to continue</div></noscript><div class="main-wrapper"><h1 class="zone-name-title">outlet.example</h1><p>Verifying you are human. This may take a few seconds.</p><p>outlet.example needs to review the security of your connection before proceeding.</p></div>',
    ),
  },
  {
    name: "Cloudflare 1020",
    wall: "blocked",
    html: page(
      "Access denied | outlet.example used Cloudflare to restrict access",
      "<h1>Error 1020</h1><h2>Access denied</h2><p>What happened? This website is using a security service to protect itself from online attacks.</p>",
    ),
  },
  {
    name: "Cloudflare blocked",
    wall: "blocked",
    html: page(
      "Attention Required! | Cloudflare",
      "<h1>Sorry, you have been blocked</h1><p>You are unable to access outlet.example. Why have I been blocked? This website is using a security service to protect itself from online attacks.</p>",
    ),
  },
  {
    name: "DataDome",
    wall: "blocked",
    html: page(
      "outlet.example",
      '<p>Please enable JS and disable any ad blocker</p><script>var dd={"rt":"c","host":"geo.captcha-delivery.com"}</script>',
    ),
  },
  {
    name: "DataDome 2",
    wall: "blocked",
    html: page(
      "outlet.example",
      '<div class="captcha"><h1>Access is temporarily restricted</h1><p>We detected unusual activity from your device or network. Reasons may include: rapid taps or clicks, automated (bot) activity on your network.</p><p>Slide right to complete the puzzle.</p></div>',
    ),
  },
  {
    name: "PerimeterX",
    wall: "blocked",
    html: page(
      "Access to this page has been denied",
      '<div class="px-captcha-container"><h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><p>Reference ID 8f2a</p></div>',
    ),
  },
  {
    name: "PerimeterX title",
    wall: "blocked",
    html: page(
      "Human verification",
      "<p>Before we continue... Press and hold to confirm you are a human and not a bot.</p>",
    ),
  },
  {
    name: "Akamai",
    wall: "blocked",
    html: page(
      "Access Denied",
      '<h1>Access Denied</h1>You don\'t have permission to access "http://outlet.example/x" on this server.<p>Reference #18.2f3b1002.1700000000.1a2b</p><p>https://errors.edgesuite.example/18.2f3b</p>',
    ),
  },
  {
    name: "Imperva",
    wall: "blocked",
    html: page(
      "",
      '<p>Request unsuccessful. Incapsula incident ID: 1234-5678</p><iframe src="/_Incapsula_Resource"></iframe>',
    ),
  },
  {
    name: "AWS WAF",
    wall: "blocked",
    html: page(
      "Human Verification",
      "<p>Let's confirm you are human</p><p>Complete the security check before continuing. This step verifies that you are not a bot, which helps to protect your account and prevent spam.</p>",
    ),
  },
  {
    name: "GDPR 451",
    wall: "blocked",
    html: page(
      "451: Unavailable due to legal reasons",
      "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website from a country belonging to the European Economic Area (EEA) including the EU which enforces the General Data Protection Regulation (GDPR) and therefore access cannot be granted at this time.</p>",
    ),
  },
  {
    name: "nginx 403",
    wall: "blocked",
    html: page("403 Forbidden", "<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>"),
  },
  {
    name: "429",
    wall: "blocked",
    html: page(
      "Too Many Requests",
      "<h1>Too many requests</h1><p>You have sent too many requests in a given amount of time. Please try again later.</p>",
    ),
  },
  {
    name: "503",
    wall: "blocked",
    html: page(
      "503 Service Temporarily Unavailable",
      "<h1>503 Service Temporarily Unavailable</h1><p>The server is temporarily unable to service your request due to maintenance downtime or capacity problems.</p>",
    ),
  },
  {
    name: "Piano",
    wall: "paywall",
    html: page(
      "The ferry runs again - Harbour Mail",
      '<article><h1>The ferry runs again</h1><p>After three years the ferry crosses the sound again, as the council decided on Monday after a long debate about the price of the crossing.</p><div class="tp-container-inner"><p>You’ve read 3 of 3 free articles this month.</p><p>Keep reading for just $1 a week. Cancel anytime.</p><button>Subscribe now</button></div></article>',
    ),
  },
  {
    name: "continue",
    wall: "paywall",
    html: page(
      "The ferry runs again",
      "<article><h1>The ferry runs again</h1><p>After three years the ferry crosses the sound again, as the council decided on Monday after a long debate about the price.</p><p>To read the full story, subscribe or sign in.</p><p>Support local journalism with a digital subscription.</p></article>",
    ),
  },
  {
    name: "de",
    wall: "paywall",
    html: page(
      "Die Fähre fährt wieder",
      '<article><h1>Die Fähre fährt wieder</h1><p>Nach drei Jahren Pause fährt die Fähre über den Sund wieder, wie der Rat am Montag nach langer Debatte beschloss. Die Überfahrt kostet nun zwei Kronen.</p><div class="paywall"><h3>Weiterlesen mit Plus</h3><p>Alle Artikel auf blatt.example lesen. 4 Wochen für 1 €. Jederzeit kündbar.</p><p>Sie sind bereits Abonnent? Jetzt anmelden</p></div></article>',
    ),
  },
  {
    name: "de2",
    wall: "paywall",
    html: page(
      "Die Fähre fährt wieder",
      "<article><h1>Die Fähre fährt wieder</h1><p>Nach drei Jahren Pause fährt die Fähre über den Sund wieder, wie der Rat am Montag nach langer Debatte beschloss.</p><p>Sie möchten weiterlesen? Testen Sie jetzt unser Digitalabo und lesen Sie diesen und alle weiteren Artikel.</p></article>",
    ),
  },
  {
    name: "fr",
    wall: "paywall",
    html: page(
      "Le bac reprend",
      "<article><h1>Le bac reprend</h1><p>Après trois ans d'arrêt, le bac traverse de nouveau le détroit, a décidé le conseil lundi après un long débat sur le prix.</p><p>Cet article est réservé aux abonnés. Il vous reste 74% à découvrir.</p><p>Déjà abonné ? Se connecter</p></article>",
    ),
  },
  {
    name: "fr2",
    wall: "paywall",
    html: page(
      "Le bac reprend",
      "<article><h1>Le bac reprend</h1><p>Après trois ans d'arrêt, le bac traverse de nouveau le détroit, a décidé le conseil lundi après un long débat sur le prix.</p><p>Pour lire la suite, abonnez-vous à partir de 1€ le premier mois, sans engagement.</p></article>",
    ),
  },
  {
    name: "es",
    wall: "paywall",
    html: page(
      "Vuelve el ferry",
      "<article><h1>Vuelve el ferry</h1><p>Tras tres años de pausa, el ferry vuelve a cruzar el estrecho, decidió el consejo el lunes tras un largo debate sobre el precio.</p><p>Este contenido es exclusivo para suscriptores. Suscríbete por 1 € el primer mes. Si ya eres suscriptor, inicia sesión.</p></article>",
    ),
  },
  {
    name: "es2",
    wall: "paywall",
    html: page(
      "Vuelve el ferry",
      "<article><h1>Vuelve el ferry</h1><p>Tras tres años de pausa, el ferry vuelve a cruzar el estrecho, decidió el consejo el lunes tras un largo debate.</p><p>Has alcanzado el límite de artículos gratuitos. Para seguir leyendo, suscríbete.</p></article>",
    ),
  },
  {
    name: "it",
    wall: "paywall",
    html: page(
      "Torna il traghetto",
      "<article><h1>Torna il traghetto</h1><p>Dopo tre anni il traghetto attraversa di nuovo lo stretto, ha deciso lunedì il consiglio dopo un lungo dibattito sul prezzo.</p><p>Questo contenuto è riservato agli abbonati. Per continuare a leggere abbonati a 1 € al mese. Sei già abbonato? Accedi</p></article>",
    ),
  },
  {
    name: "nl",
    wall: "paywall",
    html: page(
      "De veerpont vaart weer",
      "<article><h1>De veerpont vaart weer</h1><p>Na drie jaar vaart de veerpont weer over de zeestraat, besloot de raad maandag na een lang debat over de prijs van de overtocht.</p><p>Verder lezen? Dit artikel is exclusief voor abonnees. Al abonnee? Log in</p></article>",
    ),
  },
  {
    name: "pl",
    wall: "paywall",
    html: page(
      "Prom znów pływa",
      "<article><h1>Prom znów pływa</h1><p>Po trzech latach prom znów pływa przez cieśninę, zdecydowała w poniedziałek rada po długiej debacie o cenie przeprawy.</p><p>Dalsza część artykułu dostępna tylko dla prenumeratorów. Masz już prenumeratę? Zaloguj się. Aby czytać dalej, wykup dostęp.</p></article>",
    ),
  },
  {
    name: "ja",
    wall: "paywall",
    html: page(
      "渡し船が再開",
      "<article><h1>渡し船が再開</h1><p>三年の休止を経て、渡し船が海峡を再び渡ることになった。町議会が月曜日に決めた。料金をめぐる長い議論があった。</p><p>この記事は有料会員限定です。残り1200文字。会員登録すると続きをお読みいただけます。</p></article>",
    ),
  },
  {
    name: "pt",
    wall: "paywall",
    html: page(
      "A balsa volta",
      "<article><h1>A balsa volta</h1><p>Depois de três anos, a balsa volta a cruzar o estreito, decidiu o conselho na segunda-feira após longo debate sobre o preço.</p><p>Você atingiu o limite de matérias gratuitas. Assine e tenha acesso ilimitado. Já é assinante? Faça login.</p></article>",
    ),
  },
  {
    name: "sv",
    wall: "paywall",
    html: page(
      "Färjan går igen",
      "<article><h1>Färjan går igen</h1><p>Efter tre år går färjan över sundet igen, beslutade rådet på måndagen efter en lång debatt om priset på överfarten.</p><p>Det här är en låst artikel. Läs vidare med en prenumeration. Redan prenumerant? Logga in</p></article>",
    ),
  },
  {
    name: "no",
    wall: "paywall",
    html: page(
      "Ferja går igjen",
      "<article><h1>Ferja går igjen</h1><p>Etter tre år går ferja over sundet igjen, vedtok rådet mandag etter en lang debatt om prisen på overfarten.</p><p>Denne saken er for abonnenter. Bli abonnent for å lese videre.</p></article>",
    ),
  },
  {
    name: "ko",
    wall: "paywall",
    html: page(
      "나룻배가 다시",
      "<article><h1>나룻배가 다시</h1><p>삼 년 만에 나룻배가 해협을 다시 건넌다고 의회가 월요일에 긴 토론 끝에 결정했다. 요금은 두 크로네이다.</p><p>이 기사는 유료 회원 전용입니다. 구독하고 계속 읽기</p></article>",
    ),
  },
  {
    name: "login en",
    wall: "login",
    html: page(
      "Sign in | Harbour Mail",
      "<h1>Sign in to your account</h1><form><label>Email</label><input type=email><label>Password</label><input type=password><button>Sign in</button><a href=/r>Forgotten your password?</a></form>",
    ),
  },
  {
    name: "login fr",
    wall: "login",
    html: page(
      "Connexion",
      "<h2>Connectez-vous</h2><form><input name=email><input type=password><a>Mot de passe oublié ?</a></form><p>Pas encore de compte ? Créez un compte gratuitement.</p>",
    ),
  },
  {
    name: "login es",
    wall: "login",
    html: page(
      "Iniciar sesión",
      "<p>Inicia sesión para continuar</p><form><input><input type=password></form><p>¿Olvidaste tu contraseña?</p>",
    ),
  },
  {
    name: "login nl",
    wall: "login",
    html: page(
      "Inloggen",
      "<p>Log in om verder te lezen</p><form><input><input type=password></form><p>Wachtwoord vergeten?</p>",
    ),
  },
  {
    name: "login pl",
    wall: "login",
    html: page(
      "Zaloguj się",
      "<p>Zaloguj się, aby przejść dalej</p><form><input><input type=password></form><p>Nie pamiętasz hasła?</p>",
    ),
  },
  {
    name: "login ja",
    wall: "login",
    html: page(
      "ログイン",
      "<p>続きを読むにはログインしてください</p><form><input><input type=password></form>",
    ),
  },
  {
    name: "register",
    wall: "login",
    html: page(
      "Create your free account",
      "<h1>Create a free account to keep reading</h1><p>It only takes a minute and you get our newsletters too.</p><form><input type=email><button>Continue</button></form>",
    ),
  },
  {
    name: "404 it",
    wall: "missing",
    html: page(
      "Pagina non trovata",
      "<h1>Ops!</h1><p>La pagina che stai cercando non esiste o è stata spostata.</p>",
    ),
  },
  {
    name: "404 nl",
    wall: "missing",
    html: page("Pagina niet gevonden", "<p>Sorry, deze pagina bestaat niet (meer).</p>"),
  },
  {
    name: "404 pl",
    wall: "missing",
    html: page(
      "Kurier",
      "<h1>Błąd 404</h1><p>Strona, której szukasz, nie istnieje lub została przeniesiona.</p>",
    ),
  },
  {
    name: "404 fr",
    wall: "missing",
    html: page("Erreur 404", "<p>Désolé, la page que vous cherchez est introuvable.</p>"),
  },
  {
    name: "404 es",
    wall: "missing",
    html: page(
      "La Crónica",
      "<h1>Error 404</h1><p>Lo sentimos, la página que buscas no existe o ha sido eliminada.</p>",
    ),
  },
  {
    name: "404 ja",
    wall: "missing",
    html: page(
      "404 Not Found",
      "<p>お探しのページは見つかりませんでした。移動または削除された可能性があります。</p>",
    ),
  },
  {
    name: "404 title outlet",
    wall: "missing",
    html: page(
      "Harbour Mail",
      "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>",
    ),
  },
  {
    name: "404 teasers",
    wall: "missing",
    html: page(
      "Harbour Mail: error",
      `<h1>Sorry, we can’t find that page</h1><p>The link you followed may be broken, or the page may have been removed.</p><h2>Most read</h2><ul>${"<li><a href=/a>The ferry runs again after three years of waiting</a></li>".repeat(10)}</ul>`,
    ),
  },
  {
    name: "410 de",
    wall: "missing",
    html: page(
      "Artikel nicht mehr verfügbar",
      "<h1>Dieser Artikel ist leider nicht mehr verfügbar</h1><p>Aus rechtlichen Gründen dürfen wir manche Artikel nur begrenzte Zeit zeigen.</p>",
    ),
  },
  {
    name: "script react",
    wall: "script",
    html: page(
      "Harbour Mail",
      '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>',
    ),
  },
  {
    name: "script de",
    wall: "script",
    html: page(
      "Das Blatt",
      "<p>Bitte aktivieren Sie JavaScript in Ihrem Browser, um diese Seite zu nutzen.</p>",
    ),
  },
  {
    name: "script fr",
    wall: "script",
    html: page(
      "Le Fleuve",
      "<noscript><p>Veuillez activer JavaScript pour afficher cette page.</p></noscript><div id=app></div>",
    ),
  },
  {
    name: "script ja",
    wall: "script",
    html: page("みなと", "<p>JavaScriptを有効にしてください。このページの表示にはJavaScriptが必要です。</p>"),
  },
  {
    name: "script unsupported",
    wall: "script",
    html: page(
      "x.example",
      "<h1>JavaScript is not available.</h1><p>We’ve detected that JavaScript is disabled in this browser. Please enable JavaScript or switch to a supported browser to continue using x.example.</p>",
    ),
  },
])("sees that $name is $wall", ({ html, wall }) => {
  expect(read(html)).toMatchObject({ kind: "failure", code: "EXTRACT_WALL", wall });
});

const brief = `<p>${inventParagraph(1, 2)}</p><p>${inventParagraph(2, 1)}</p>`;

test.each([
  {
    name: "a call for a newsletter below it",
    html: page(
      "Le bac reprend",
      `<article><h1>Le bac reprend</h1>${brief}</article><p>Abonnez-vous à notre lettre du matin.</p>`,
    ),
  },
  {
    name: "a call for subscriptions below it",
    html: page(
      "Vuelve el ferry",
      `<article><h1>Vuelve el ferry</h1>${brief}</article><p>Suscríbete desde 1 € al mes. Cancela cuando quieras.</p>`,
    ),
  },
  {
    name: "those who have subscribed greeted below it",
    html: page(
      "Die Fähre",
      `<article><h1>Die Fähre</h1>${brief}</article><p>Sie sind bereits Abonnent? Danke!</p>`,
    ),
  },
  {
    name: "an outage for its subject",
    html: page(
      "Ferry bookings down",
      `<article><h1>Ferry bookings down</h1>${brief}<p>The booking site is currently unavailable, the operator said.</p></article>`,
    ),
  },
  {
    name: "a consent banner beside it",
    html: page(
      "The ferry",
      `<meta property="article:published_time" content="2026-11-22"><article><h1>The ferry</h1>${brief}</article><div id="onetrust-banner-sdk" role="dialog"><p>We and our 756 partners store and access personal data on your device. You can withdraw your consent at any time.</p></div>`,
    ),
  },
])("takes a brief that has $name", ({ html }) => {
  expect(read(html)).toMatchObject({ kind: "text" });
});
