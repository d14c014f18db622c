import type { DemoArticle } from "../model.ts";

/** Ahrenfelder Anzeiger: served in windows-1252. */
export const anzeiger: readonly DemoArticle[] = [
  {
    slug: "hochbruecke-gesperrt",
    title: "Ahrenfelder Hochbrücke nach Rissen im Stahl sofort für Lastwagen gesperrt",
    story: "hochbruecke",
    hoursAgo: 9.4,
    by: "Käthe Wöhrmann",
    section: "Stadt",
    picture: { motif: "river", caption: "Unter der Hochbrücke liegt das alte Wehr." },
    text: `
Die Ahrenfelder Hochbrücke ist seit {day-1}mittag für Lastwagen gesperrt. Prüfer haben in zwei Längsträgern Risse im Stahl gefunden, „so lang wie eine Hand“, sagte Baudirektor Jörg Ansbach.

Autos und Busse dürfen weiter fahren, höchstens mit 30 Stundenkilometern. Die Umleitung für den Schwerverkehr führt über Kleinvörden und ist 22 Kilometer lang.

Die Brücke stammt von 1968 und trägt heute fünfmal so viele Lastwagen, wie die Erbauer erwartet hatten. Eine Verstärkung würde rund 4 Millionen € kosten – ein Neubau das Zwanzigfache.`,
  },
  {
    slug: "hochbruecke-spediteure",
    title: "Sperrung der Hochbrücke in Ahrenfeld: Spediteure fordern Behelfsbrücke für Lastwagen",
    story: "hochbruecke",
    hoursAgo: 3.3,
    by: "Henning Straßburger",
    section: "Stadt",
    text: `
Nach der Sperrung der Ahrenfelder Hochbrücke für Lastwagen fordern die Spediteure eine Behelfsbrücke. Die Umleitung über Kleinvörden koste jeden Betrieb täglich mehrere Hundert €, rechnete ihr Verband am {day} vor.

Baudirektor Jörg Ansbach hält eine Behelfsbrücke bis März für möglich, wenn die Risse im Stahl nicht wachsen.

In Kleinvörden stellten Anwohner ein Schild auf: „Willkommen, alle 3.000.“`,
  },
  {
    slug: "glockenspiel-falsch",
    title: "Glockenspiel am Rathaus spielt seit 60 Jahren einen falschen Ton – und soll es weiter tun",
    hoursAgo: 12.9,
    by: "Käthe Wöhrmann",
    section: "Kultur",
    text: `
Das Glockenspiel am Rathaus schlägt in der dritten Zeile ein Fis statt eines F. Das hat eine Schülerin der siebten Klasse herausgefunden, die das Stück für Flöte üben sollte.

Der Rat beschloss mit großer Mehrheit, nichts zu ändern. „Wer hier geboren ist, hält das Lied sonst für kaputt“, sagte die Bürgermeisterin.`,
  },
  {
    slug: "freibad-winter",
    title: "Freibad bleibt im Winter offen: 80 Unentwegte heizen mit eigenem Holz",
    hoursAgo: 15.1,
    by: "Henning Straßburger",
    section: "Kreis",
    text: `
Das Freibad in Grünhagen bleibt zum ersten Mal den Winter über geöffnet. Achtzig Mitglieder des Fördervereins bringen abwechselnd Holz für die Sauna mit, das Becken wird nicht geheizt.

Am ersten Morgen hatte das Wasser vier Grad. Es kamen 31 Schwimmer und ein Hund.`,
  },
  {
    slug: "apfelernte-rekord",
    title: "So viele Äpfel wie nie: Mosterei in Süderbrook arbeitet rund um die Uhr",
    hoursAgo: 17.5,
    by: "Käthe Wöhrmann",
    section: "Wirtschaft",
    picture: { motif: "fields", caption: "Streuobstwiesen bei Süderbrook." },
    text: `
Die Mosterei in Süderbrook presst in diesem Herbst 900 Tonnen Äpfel, ein Drittel mehr als im bisher besten Jahr. Seit zwei Wochen laufen die Pressen auch nachts.

Der Liter Saft wird dadurch nicht billiger: Es fehlen Flaschen.`,
  },
  {
    slug: "bus-auf-zuruf",
    title: "Bus auf Zuruf fährt künftig in 14 Dörfern, auch sonntags",
    hoursAgo: 20.4,
    by: "Henning Straßburger",
    section: "Kreis",
    text: `
Vom Fahrplanwechsel an hält der Rufbus in 14 Dörfern des Kreises, zum ersten Mal auch am Sonntag. Wer bis eine Stunde vorher anruft, wird an der nächsten Milchbank abgeholt.

Eine Fahrt kostet 2,50 €, mit Gans das Doppelte.`,
  },
];
