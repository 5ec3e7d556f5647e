"""An invented treaty in six languages, one clause after the other the same in all."""

from __future__ import annotations

from clausecmp.model.draft import Clause, Draft

TITLES = {
    "en": "Agreement on the Protection of Harbours",
    "fr": "Accord relatif à la protection des ports",
    "es": "Acuerdo sobre la protección de los puertos",
    "ru": "Соглашение об охране гаваней",
    "zh": "港口保护协定",
    "ar": "اتفاق بشأن حماية المرافئ",
}
HEADINGS = {
    "en": ["Use of terms", "Obligations", "Assistance", "Reports", "Settlement of disputes"],
    "fr": ["Définitions", "Obligations", "Assistance", "Rapports", "Règlement des différends"],
    "es": ["Definiciones", "Obligaciones", "Asistencia", "Informes", "Solución de controversias"],
    "ru": ["Термины", "Обязательства", "Помощь", "Доклады", "Урегулирование споров"],
    "zh": ["用语", "义务", "援助", "报告", "争端解决"],
    "ar": ["المصطلحات", "الالتزامات", "المساعدة", "التقارير", "تسوية المنازعات"],
}
NUMBERS = ["1(1)", "1(2)", "2(1)", "2(2)", "2(3)", "3(1)", "3(2)", "4", "5(1)", "5(2)", "5(3)"]
TEXTS = {
    "en": [
        "“Harbour” means a place in which ships lie at anchor or are laden.",
        "“Keeper” means the person who answers for the lights of a harbour.",
        "Each State shall take the measures that are needed to protect its harbours from fire.",
        "The measures referred to in paragraph 1 shall be published within 30 days.",
        "No State shall close a harbour without the consent of its keeper.",
        "A State may ask another one for ships, tools and divers.",
        "The request shall name the harbour, the damage and the day of the storm, as article 2, paragraph 2, provides.",
        "Every keeper shall send a report to the Assembly each year and keep a copy of it for 12 years.",
        "Disputes shall be settled by negotiation.",
        "A dispute that is not settled within 6 months shall go to the Tribunal under article 4.",
        "The decision of the Tribunal shall be final and shall bind the parties to the dispute.",
    ],
    "fr": [
        "On entend par « port » un lieu dans lequel les navires mouillent ou sont chargés.",
        "On entend par « gardien » la personne qui répond des feux d’un port.",
        "Chaque État prend les mesures nécessaires pour protéger ses ports contre l’incendie.",
        "Les mesures visées au paragraphe 1 sont publiées dans un délai de 30 jours.",
        "Aucun État ne ferme un port sans le consentement de son gardien.",
        "Un État peut demander à un autre des navires, des outils et des plongeurs.",
        "La demande indique le port, les dégâts et le jour de la tempête, comme le prévoit l’article 2, paragraphe 2.",
        "Chaque gardien adresse tous les ans un rapport à l’Assemblée et en conserve une copie pendant 12 ans.",
        "Les différends sont réglés par la négociation.",
        "Un différend qui n’est pas réglé dans les 6 mois est porté devant le Tribunal en vertu de l’article 4.",
        "La décision du Tribunal est définitive et lie les parties au différend.",
    ],
    "es": [
        "Por «puerto» se entiende un lugar en el que los buques fondean o son cargados.",
        "Por «guardián» se entiende la persona que responde de las luces de un puerto.",
        "Cada Estado adoptará las medidas necesarias para proteger sus puertos contra el fuego.",
        "Las medidas a que se refiere el párrafo 1 se publicarán en un plazo de 30 días.",
        "Ningún Estado cerrará un puerto sin el consentimiento de su guardián.",
        "Un Estado podrá pedir a otro buques, herramientas y buzos.",
        "La solicitud indicará el puerto, los daños y el día de la tormenta, según dispone el artículo 2, párrafo 2.",
        "Cada guardián enviará todos los años un informe a la Asamblea y guardará una copia durante 12 años.",
        "Las controversias se resolverán mediante negociación.",
        "La controversia que no se resuelva en 6 meses se someterá al Tribunal en virtud del artículo 4.",
        "La decisión del Tribunal será definitiva y obligará a las partes en la controversia.",
    ],
    "ru": [
        "«Гавань» означает место, в котором суда стоят на якоре или загружаются.",
        "«Смотритель» означает лицо, которое отвечает за огни гавани.",
        "Каждое государство принимает меры, которые необходимы для защиты его гаваней от пожара.",
        "Меры, упомянутые в пункте 1, публикуются в течение 30 дней.",
        "Ни одно государство не закрывает гавань без согласия ее смотрителя.",
        "Государство может просить другое государство о судах, орудиях и водолазах.",
        "В просьбе указываются гавань, ущерб и день бури, как предусмотрено статьей 2, пункт 2.",
        "Каждый смотритель ежегодно направляет доклад Ассамблее и хранит его копию в течение 12 лет.",
        "Споры разрешаются путем переговоров.",
        "Спор, который не разрешен в течение 6 месяцев, передается в Трибунал согласно статье 4.",
        "Решение Трибунала является окончательным и обязательным для сторон спора.",
    ],
    "zh": [
        "“港口”是指船舶停泊或者装货的地方。",
        "“看守人”是指负责港口灯火的人。",
        "各国应采取必要的措施保护其港口免受火灾。",
        "第一款所述措施应在30天内公布。",
        "任何国家未经看守人同意不得关闭港口。",
        "一国可以向另一国请求船舶、工具和潜水员。",
        "请求应当按照第二条第二款的规定写明港口、损害和风暴发生的日期。",
        "每一看守人应每年向大会提交报告，并将副本保存12年。",
        "争端应当通过谈判解决。",
        "6个月内未能解决的争端应根据第四条提交法庭。",
        "法庭的裁决是终局裁决，对争端各方有约束力。",
    ],
    "ar": [
        "يقصد بتعبير «المرفأ» مكان ترسو فيه السفن أو تحمل.",
        "يقصد بتعبير «الحارس» الشخص المسؤول عن أنوار المرفأ.",
        "تتخذ كل دولة التدابير اللازمة لحماية مرافئها من الحريق.",
        "تنشر التدابير المشار إليها في الفقرة ١ خلال ٣٠ يوما.",
        "لا تغلق أي دولة مرفأ دون موافقة حارسه.",
        "يجوز لدولة أن تطلب من دولة أخرى سفنا وأدوات وغواصين.",
        "يبين الطلب المرفأ والأضرار ويوم العاصفة على النحو المنصوص عليه في المادة ٢، الفقرة ٢.",
        "يرسل كل حارس تقريرا سنويا إلى الجمعية ويحتفظ بنسخة منه لمدة ١٢ سنة.",
        "تسوى المنازعات عن طريق التفاوض.",
        "تحال المنازعة التي لا تسوى خلال ٦ أشهر إلى المحكمة بموجب المادة ٤.",
        "يكون قرار المحكمة نهائيا وملزما لأطراف المنازعة.",
    ],
}
LANGUAGES = tuple(TEXTS)


def make_treaty(
    language: str,
    version: str = "1",
    *,
    texts: list[str] | None = None,
    renumbered: int = 0,
    without: tuple[str, ...] = (),
    said: str | None = None,
) -> Draft:
    """The treaty in one language; `renumbered`: added to the number of every article; `without`:
    articles that are left out; `said`: the language that the draft says it is in."""
    articles: dict[str, list[Clause]] = {}
    for ref, text in zip(NUMBERS, texts or TEXTS[language]):
        article, bracket, number = ref.rstrip(")").partition("(")
        if article in without:
            continue
        new = str(int(article) + renumbered)
        below = articles.setdefault(new, [])
        kind = "paragraph" if bracket else "article"
        below.append(Clause(kind, number or new, f"{new}({number})" if bracket else new, text=text))
    clauses = [
        Clause(
            "article",
            number,
            number,
            heading=HEADINGS[language][int(number) - renumbered - 1],
            text=found[0].text if found[0].kind == "article" else None,
            clauses=() if found[0].kind == "article" else tuple(found),
        )
        for number, found in articles.items()
    ]
    return Draft(
        "harbours",
        version,
        TITLES[language],
        tuple(clauses),
        language=said or language,
        wording="official",
    )
