import type { DemoArticle } from "../model.ts";

/** La Gazette de Montclar: one of its pages shows nothing but a request for consent. */
export const gazette: readonly DemoArticle[] = [
  {
    slug: "tramway-quais",
    title: "Montclar : le tramway des quais roulera dès mars, avec un an d’avance",
    hoursAgo: 4.8,
    by: "Solène Aubrac",
    section: "Ville",
    picture: { motif: "city", caption: "Les quais de Montclar à la tombée du jour." },
    text: `
Le tramway des quais de Montclar entrera en service en mars, un an avant la date prévue. Les travaux ont été plus courts parce que l’ancienne voie, oubliée sous le bitume, était encore en bon état.

« Nous avons cherché des plans et nous avons trouvé des rails », résume l’ingénieure en chef, Maëlle Tournier. Sept rames relieront la gare au port en douze minutes.

Les commerçants, qui craignaient deux étés de poussière, demandent désormais que la ligne soit prolongée jusqu’au marché.`,
  },
  {
    slug: "fromagerie-cooperative",
    title: "À Valserrine, les éleveurs rachètent leur fromagerie pour une couronne",
    hoursAgo: 7.5,
    by: "Bastien Corvaisier",
    section: "Économie",
    text: `
Les 43 éleveurs de Valserrine ont racheté pour une couronne symbolique la fromagerie que son propriétaire voulait fermer. Chacun a apporté deux mois de lait.

La coopérative garde les onze salariés et abandonne les tranches sous plastique. La première meule sera prête au printemps.`,
  },
  {
    slug: "bibliotheque-de-nuit",
    title: "La bibliothèque de nuit ne désemplit pas depuis son ouverture",
    hoursAgo: 11.1,
    by: "Solène Aubrac",
    section: "Culture",
    wall: "consent",
    text: `
Ouverte de vingt heures à six heures, la bibliothèque de nuit de Montclar accueille chaque soir près de 400 personnes : des étudiants, des infirmières, et quelques insomniaques.

Le prêt s’arrête à minuit, la soupe à deux heures. La ville prolonge l’essai jusqu’à l’été.`,
  },
  {
    slug: "vendanges-tardives",
    title: "Vendanges tardives : le gel de novembre sauve une petite année",
    hoursAgo: 14.7,
    by: "Bastien Corvaisier",
    section: "Région",
    picture: { motif: "fields", caption: "Les coteaux, la veille du gel." },
    text: `
Le gel de la semaine a surpris les vignerons de la côte, qui n’espéraient plus rien. Les grappes oubliées donneront un vin doux, rare et cher.

Il en sortira à peine 6 000 bouteilles.`,
  },
  {
    slug: "phare-musee",
    title: "Le vieux phare des Aiguilles devient un musée du brouillard",
    hoursAgo: 18.2,
    by: "Solène Aubrac",
    section: "Culture",
    text: `
Le phare des Aiguilles abritera dès juin un musée consacré au brouillard. On y entendra quatorze cornes de brume, dont deux en état de marche.

Les jours de grand soleil, l’entrée est gratuite.`,
  },
];

/** El Mirador de Altavera. */
export const mirador: readonly DemoArticle[] = [
  {
    slug: "huerta-solar-olivos",
    title: "Los olivareros de Altavera instalan paneles solares entre los árboles y riegan de noche",
    hoursAgo: 5.7,
    by: "Jimena Robledo",
    section: "Campo",
    picture: { motif: "fields", caption: "Los olivares de Altavera desde el mirador." },
    text: `
Sesenta familias de olivareros de Altavera han instalado paneles solares entre los árboles. La sombra ahorra una quinta parte del agua y la corriente mueve las bombas que riegan de noche.

La cooperativa calcula que la inversión se paga en siete años. «El olivo no tiene prisa, y nosotros tampoco», dice su presidenta, Amparo Quiñones.

La comarca ha perdido en diez años un tercio de las lluvias de otoño.`,
  },
  {
    slug: "tren-nocturno-vuelve",
    title: "El tren nocturno a la costa vuelve tras doce años y agota los billetes hasta Navidad",
    hoursAgo: 8.6,
    by: "Nicolás Arteaga",
    section: "Comarca",
    text: `
El tren nocturno entre Altavera y la costa ha vuelto a circular después de doce años. Los billetes están agotados hasta Navidad.

Los coches son antiguos y las mantas, nuevas. El desayuno se sirve a las seis y media, con vistas al mar si no hay niebla.`,
  },
  {
    slug: "campana-rescatada",
    title: "Rescatan del embalse la campana de un pueblo sumergido hace setenta años",
    hoursAgo: 13.3,
    by: "Jimena Robledo",
    section: "Cultura",
    picture: { motif: "islands", caption: "El embalse de Peñalba al atardecer." },
    text: `
Submarinistas han sacado del embalse de Peñalba la campana de la iglesia de un pueblo sumergido hace setenta años. Pesa 480 kilos y suena.

Los antiguos vecinos, once de los cuales aún viven, decidirán dónde colgarla.`,
  },
  {
    slug: "biblioburro-escuelas",
    title: "Una biblioteca con ruedas recorre las veintidós aldeas sin librería",
    hoursAgo: 16.9,
    by: "Nicolás Arteaga",
    section: "Comarca",
    text: `
Una furgoneta con 2.000 libros recorre desde esta semana las veintidós aldeas de la sierra que no tienen librería. El préstamo dura hasta la siguiente visita.

El título más pedido es un manual de apicultura.`,
  },
  {
    slug: "festival-silencio",
    title: "El festival del silencio reúne a tres mil personas que no dijeron nada",
    hoursAgo: 21.8,
    by: "Jimena Robledo",
    section: "Cultura",
    text: `
Tres mil personas pasaron el {day-1} en la plaza de Altavera sin hablar durante dos horas. La organización repartió pizarras.

La policía local lo celebró como la noche más tranquila del año.`,
  },
];
