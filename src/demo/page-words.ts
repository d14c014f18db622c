/** What stands around an article, in the outlet's language. */
export interface HouseWords {
  readonly menu: readonly string[];
  readonly by: string;
  readonly print: string;
  readonly mostRead: string;
  readonly related: string;
  readonly newsletter: string;
  readonly signUp: string;
  readonly cookies: string;
  readonly accept: string;
  readonly pay: string;
  readonly rights: string;
  readonly imprint: string;
  readonly commentsTitle: string;
  readonly comments: readonly (readonly [who: string, what: string])[];
  readonly consentTitle: string;
  readonly consent: readonly string[];
}

/** The words of a language; English where there are none. */
export function houseWords(language: string): HouseWords {
  return HOUSE_WORDS[language.slice(0, 2)] ?? ENGLISH;
}

const ENGLISH: HouseWords = {
  menu: ["Home", "World", "Business", "Science", "Sport", "Opinion", "Subscribe"],
  by: "By",
  print: "Print",
  mostRead: "Most read",
  related: "More on this",
  newsletter: "The morning letter: five stories, every day at six",
  signUp: "Sign up",
  cookies: "We use cookies to remember your choices and to count visits. You can change this at any time.",
  accept: "Accept all",
  pay: "Read without advertising for 3 crowns a month",
  rights: "All rights reserved. Reproduction only with written permission.",
  imprint: "Imprint, privacy, contact",
  commentsTitle: "Comments (2)",
  comments: [
    ["marsh_harrier", "Finally somebody explains the numbers. Thank you."],
    ["old ferryman", "I remember when this was promised the last time. We will see."],
  ],
  consentTitle: "Before you continue",
  consent: [
    "We and our 412 partners store information on your device and process personal data such as unique identifiers in order to show personalised advertising and to measure audiences.",
    "You can accept or manage your choices at any time in our privacy policy. Accept all cookies or take out a subscription to go on to the article.",
  ],
};

const HOUSE_WORDS: Readonly<Record<string, HouseWords>> = {
  de: {
    menu: ["Start", "Stadt", "Kreis", "Wirtschaft", "Kultur", "Sport", "Abo"],
    by: "Von",
    print: "Drucken",
    mostRead: "Meistgelesen",
    related: "Mehr zum Thema",
    newsletter: "Der Morgenbrief: die Stadt in fünf Minuten",
    signUp: "Anmelden",
    cookies: "Wir verwenden Cookies, um Ihre Einstellungen zu speichern und Besuche zu zählen.",
    accept: "Alle akzeptieren",
    pay: "Werbefrei lesen für 3 Kronen im Monat",
    rights: "Alle Rechte vorbehalten.",
    imprint: "Impressum, Datenschutz",
    commentsTitle: "Kommentare (1)",
    comments: [["Brückenfreund", "Das hätte man vor zehn Jahren wissen können."]],
    consentTitle: "Bitte stimmen Sie zu",
    consent: ["Wir und unsere Partner verarbeiten personenbezogene Daten, um Werbung zu messen."],
  },
  fr: {
    menu: ["Accueil", "Région", "Monde", "Économie", "Culture", "Sports", "Abonnement"],
    by: "Par",
    print: "Imprimer",
    mostRead: "Les plus lus",
    related: "À lire aussi",
    newsletter: "La lettre du matin",
    signUp: "S’inscrire",
    cookies: "Nous utilisons des cookies pour mémoriser vos choix et mesurer l’audience.",
    accept: "Tout accepter",
    pay: "S’abonner pour 3 couronnes par mois",
    rights: "Tous droits réservés.",
    imprint: "Mentions légales",
    commentsTitle: "Commentaires (1)",
    comments: [["lectrice du quai", "Merci pour cet article très clair."]],
    consentTitle: "Le respect de votre vie privée est notre priorité",
    consent: [
      "Nous et nos 412 partenaires stockons et accédons à des informations sur votre appareil, telles que les cookies, et traitons des données personnelles afin d’afficher des publicités personnalisées et de mesurer l’audience.",
      "Vous pouvez accepter ou paramétrer vos choix à tout moment. Pour poursuivre votre lecture, acceptez les cookies ou abonnez-vous.",
    ],
  },
  es: {
    menu: ["Portada", "Comarca", "Mundo", "Economía", "Cultura", "Deportes", "Suscripción"],
    by: "Por",
    print: "Imprimir",
    mostRead: "Lo más leído",
    related: "Más sobre el tema",
    newsletter: "El boletín de la mañana",
    signUp: "Apuntarse",
    cookies: "Usamos cookies para recordar sus preferencias y contar visitas.",
    accept: "Aceptar todo",
    pay: "Leer sin publicidad por 3 coronas al mes",
    rights: "Todos los derechos reservados.",
    imprint: "Aviso legal",
    commentsTitle: "Comentarios (1)",
    comments: [["vecina del puerto", "Ya era hora."]],
    consentTitle: "Su privacidad nos importa",
    consent: ["Nosotros y nuestros socios almacenamos información en su dispositivo."],
  },
  ja: {
    menu: ["トップ", "地域", "経済", "文化", "スポーツ", "購読案内"],
    by: "記者：",
    print: "印刷",
    mostRead: "よく読まれている記事",
    related: "関連記事",
    newsletter: "朝のメール便",
    signUp: "登録する",
    cookies: "当サイトではクッキーを使用しています。",
    accept: "同意する",
    pay: "購読する",
    rights: "無断転載を禁じます。",
    imprint: "会社案内",
    commentsTitle: "コメント",
    comments: [["港の読者", "とても分かりやすい記事でした。"]],
    consentTitle: "ご利用の前に",
    consent: ["当社は広告の測定のために情報を保存します。"],
  },
};
