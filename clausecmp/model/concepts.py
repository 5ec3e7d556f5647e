"""Words of treaties in six languages that name the same thing: by them clauses in two languages can
answer each other. Common words of the field, of no one treaty.

Each line is one concept: its words in English, French, Spanish, Russian, Chinese and Arabic, each
by its beginning, several divided by commas; `$` closes a word that may not go on. Chinese words are
found anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .tokens import fold_word

_COLUMNS = ("en", "fr", "es", "ru", "zh", "ar")
_CONCEPTS = """
state$,states$|état|estado|государств|国|دول
part$,party$,parties|partie|parte$,partes$|сторон,участник|缔约方,缔约国,当事|طرف,اطراف
convention$,agreement,treaty|convention$,accord$,traité|convenio,convención,acuerdo$,tratado|конвенц,соглашени,договор|公约,协定,条约|اتفاقي,اتفاق,معاهد
protocol|protocole|protocolo|протокол|议定书|بروتوكول
law$,laws$,legal,legislat|droit$,loi$,lois$,juridique,législat,légal|derecho$,ley$,leyes$,jurídic,legislat,legal|прав,закон,юридич|法|قانون,تشريع
right$,rights$|droits$|derechos$|права$,прав$|权利|حقوق,حق$
offence,crime,criminal|infraction,crime,criminel,pénal|delito,delictiv,penal,infracci|преступ,уголовн,правонаруш|犯罪,刑事,罪|جرائم,جريم,جنائي
punish,penalt,sanction|peine,sanction,puni|pena$,penas$,sanci|наказ,санкц|处罚,刑罚,制裁|عقوب,جزاء
court,tribunal,judicial|tribuna,cour$,judiciair,juge$|tribunal,corte$,judicial|суд,трибунал,судебн|法院,法庭,司法|محكم,محاكم,قضائي
arbitra|arbitra|arbitra|арбитр|仲裁|تحكيم
dispute|différend|controversi|спор|争端|منازع,نزاع
settl|règle|solución,resol,arregl|урегулир,разреш|解决|تسوي
negotiat|négoci|negoci|переговор|谈判|تفاوض
cooperat,co-operat|coopér|coopera|сотруднич|合作|تعاون
assist|assist,aide,entraide|asisten|помощ,содейств|协助,援助|مساعد
request|demand,requ|solicit,petici|запрос,просьб,просит,запраш|请求|طلب
inform$,information|information,renseignement|información,informaci|информац,сведени|信息,资料,情报|معلومات
notif|notif|notific|уведом|通知|اخطار,تخطر,اشعار
communicat|communi|comunic|сообщ,связ|通信,通报|اتصال,ابلاغ
data$|données|datos|данн|数据|بيانات
computer|informatique,ordinateur|informátic|компьютер|计算机|حاسوب
technolog|technolog|tecnolog|технолог|技术|تكنولوجي
system|système|sistema|систем|系统|نظم,نظام,منظوم
network|réseau|red$,redes$|сет|网络|شبك
service|service|servicio|услуг,служб|服务|خدم
child,minor|enfant|niñ|ребен,дет|儿童|طفل,اطفال
victim|victim|víctim|потерпевш,жертв|被害人,受害|ضحي,ضحايا
property$,proceed$,proceeds|bien$,biens$,produit|bien$,bienes,producto|имуществ,доход|财产,所得|ممتلك,عائد
transfer|transf|transf,traslad|передач|转让,移交|نقل
extradit|extrad|extrad|выдач|引渡|تسليم
investigat|enquêt,investig|investig|расследов|侦查,调查|تحقيق
prosecut,proceeding|poursuit,procédure|enjuici,procedimiento,proceso|преследов,производств|起诉,诉讼,程序|ملاحق,اجراءات
evidence|preuve|prueba|доказательств|证据|ادل
jurisdiction|juridiction,compétence|jurisdicción,competencia|юрисдикц|管辖|ولاي
competen,authorit|autorité,compétent|autoridad|орган,компетент|主管,机关,当局|سلط
sovereign|souverain|soberan|суверен|主权|سياد
territor|territo|territori|территор|领土|اقليم
flag$,vessel,ship$,ships$|pavillon,navire|pabellón,buque|флаг,судн,судов,суда$|船|سفين,سفن
sea$,seas$,marine,ocean|mer$,marin,océan|mar$,marin,océan,oceán|мор,океан|海|بحر,بحار,محيط
area$,areas$,zone|zone|zona|район,зон|区域|منطق,مناطق
environment|environnement|ambient|окружающ,среды$,экологич|环境|بيئ
biolog,biodiversity|biolog|biológ,biodiversidad|биолог|生物|بيولوجي
genetic|génétique|genétic|генетич|遗传|جيني
resource|ressource|recurso|ресурс|资源|موارد
benefit|avantage,bénéfic|beneficio|выгод|惠益,利益|منافع
sustainab|durable|sostenible|устойчив|可持续|مستدام
conserv|conserv|conserv|сохран|养护,保护|حفظ
protect|protég,protect|proteg,protec|защит,охран|保护|حماي
impact,effect$,effects$|impact,incidence,effet|impacto,efecto|воздейств,последств|影响|اثر,اثار
assess,evaluat|évalu|evalu|оцен|评估,评价|تقييم
monitor|surveil,suivi|vigil,supervis,seguimiento|монитор,наблюд|监测|رصد
review|examen,examin|exam,revis|рассмотр,обзор|审查,审议|استعراض
report|rapport|informe|доклад,отчет|报告|تقرير,تقارير
scien|scien|cient,cienc|науч,наук|科学|علم
research|recherche|investigación|исследован|研究|بحث,بحوث
capacit,capacity|capacité|capacidad|потенциал|能力|قدر
training|formation|capacitación,formación|подготовк,обучен|培训|تدريب
develop|développ|desarroll|развит,развив|发展|تنمي,نامي
financ,fund$,funding,fund|financ,fonds|financ,fondo|финанс,средств,фонд|资金,供资,财务,基金|مال,تمويل,صندوق
budget|budget|presupuest|бюджет|预算|ميزاني
cost$,costs$,expens|coût,frais,dépens|costo,gasto|расход,издержк|费用|تكاليف,نفقات
contribut|contribu|contribu|взнос,вклад|捐款,贡献,缴款|اشتراك,مساهم
secretariat|secrétariat|secretaría|секретариат|秘书处|امان
secretary-general|secrétaire|secretario|секретарь,секретаря,секретарю|秘书长|امين
depositary|dépositaire|depositari|депозитар|保存人,保存者|وديع
conference|conférence|conferencia|конференц|大会,会议|مؤتمر
meeting|réunion,session|reunión,reuniones|совещан,заседан|会议|اجتماع
committee|comité|comité|комитет|委员会|لجن
body$,bodies|organe,organisme|órgano|орган|机构|هيئ
organi|organis|organiz|организац|组织|منظم
member|membre|miembro|член|成员|عضو,اعضاء
represent|représent|represent|представ|代表|ممثل
decision,decide|décision,décide|decisi,decid|решени|决定|قرار,مقرر
adopt|adopt|adopt,aprob|приня,принима|通过|اعتماد,تعتمد
consensus|consensus|consenso|консенсус|协商一致|توافق
majority|majorité|mayoría|большинств|多数|اغلبي
vote$,voting,votes$|vote$,voix,votant|vot|голос|表决,投票|تصويت,صوت
election,elect$,elected|élection,élu|elección,elegi|выбор,избра,избир|选举,当选|انتخاب
amendment,amend$|amendement|enmienda|поправ|修正|تعديل
proposal,propose|propos|propuest,propon|предлож|提案,提议|اقتراح,مقترح
signature,signed|signature,signé|firma|подписа|签署|توقيع
ratif|ratif|ratific|ратифик|批准|تصديق
accession,accede|adhésion,adhér|adhesión,adhier|присоедин|加入|انضمام
acceptance|acceptation|aceptación|принят|接受|قبول
instrument|instrument|instrumento|документ,акт$,актов|文书|صك,صكوك
entry$,force$|vigueur|vigor|силу$,вступ|生效|نفاذ
withdraw,denunc|dénonc,retrait,retir|denunc,retir|выход,денонс,отзыв|退出,退约,撤回|انسحاب,سحب
reservation|réserve|reserva|оговор|保留|تحفظ
declaration,declare|déclar|declar|заявл|声明|اعلان,اعلن
provisional|provisoire|provisional|временн|临时,暂时|مؤقت
authentic|foi$,authentique|auténtic|аутентич|作准|حجي
language,arabic|langue,arabe|idioma,árabe|язык,арабск|阿拉伯|لغ,عربي
annex|annexe|anexo|приложен|附件|مرفق
term$,terms$,means$|terme,entend,expression|término,entiende,expresión|термин,означа|用语,是指|مصطلح,يقصد,تعبير
objective,purpose|objectif,objet|objetivo,objeto|цель,цели$,целей|目标,目的|هدف,غرض
principle|principe|principio|принцип|原则|مبدا,مبادئ
scope,apply,applies,application|champ,appli|ámbito,aplic|примен,сфер|适用|نطاق,انطباق,تطبيق
general$|général$|general$|общи,общей,общего|一般,总则|عام
obligation,oblige|obligation,oblig|obligación,obliga|обязатель,обязан|义务|التزام
measure|mesure|medida|мер$,меры$,мерах,мерами|措施|تدابير
implement|mise$,œuvre|aplicación,ejecución|осуществ,выполнен|执行,实施|تنفيذ
prevent|préven,prévenir|prevención,prevenir|предупрежд,предотвращ|预防,防止|منع,وقاي
combat|lutte|combat,lucha|борьб|打击|مكافح
emergenc,urgent|urgence,urgent|urgencia,emergencia,urgente|чрезвычайн,срочн|紧急|طوارئ,طارئ,عاجل
confidential|confidentialité,confidentiel|confidencial|конфиденц|保密,机密|سري
privacy,personal|vie$,personnel|personal|личн,персональн|个人,隐私|شخصي,خصوصي
human$|homme$,humain|humano|человек,человеч|人权,人类|انسان
freedom|liberté|libertad|свобод|自由|حري
consent|consent|consentimiento|соглас|同意|موافق
indigenous,traditional|autochtone,traditionnel|indígena,tradicional|коренн,традицион|土著,传统|اصلي,تقليدي
knowledge|savoir,connaissance|conocimiento|знани|知识|معارف,معرف
local$|locale|local|местн|当地,地方|محلي
public|public|públic|публич,общественн,обществен,государственн|公共,公众,公开|عام,جمهور
private|privé|privad|частн|私营,私人|خاص
consult|consult|consult|консультац|协商,磋商|تشاور,مشاور
clearing-house,exchange|échange|intercambio|обмен|交换|تبادل
access$|accès|acceso|доступ|获取,访问|وصول,حصول
sample,collection|échantillon,collecte|muestra,recolección|образ,сбор|收集,样本|جمع,عين
plan$,plans$,planned|plan$,plans$,prévu|plan$,planes|план|计划,规划|خط
manage|gestion,gérer|gestión,gestion|управлен,хозяйств|管理|ادار
tool|outil|mecanismo$,instrumento|инструмент|工具|ادا,ادوات
mechanism|mécanisme|mecanismo|механизм|机制|اليه,اليات
compliance,comply|respect,conform|cumplimiento,cumpl|соблюд|遵守,履约|امتثال
interpretation,interpret|interprét|interpret|толкован|解释|تفسير
registr,regist|enregistr,registre|registr|регистр|登记,注册|تسجيل,سجل
seizure,confiscat,freez|saisie,confisc,gel$|incaut,decomis,embargo|арест,конфиск|没收,扣押,冻结|مصادر,حجز,تجميد
bank|banque,bancaire|banc|банк|银行|مصرف
money,launder|blanch,argent|blanque,dinero|отмыван,денеж|洗钱|غسل,اموال
corrupt,bribe|corrupt,corrompre|corrup,soborn|коррупц,подкуп,взят|腐败,贿赂|فساد,رشو
witness|témoin|testigo|свидетел|证人|شهود,شاهد
expert|expert|expert|эксперт|专家|خبراء,خبير
police,law-enforcement|police,répressi|polici|полици,правоохран|警察,执法|شرط,انفاذ
education|éducati|educaci|образован|教育|تعليم
health|santé|salud|здоров|健康,卫生|صح
women|femme|mujer|женщин|妇女|مرا,نساء
worker,labour,employ|travail,emploi|trabaj,empleo|труд,работ|劳动,工人,就业|عمل,عامل
trade,commercial|commerc|comerci|торгов,коммерч|贸易,商业|تجار
good$,goods$,product|marchandise,produit|mercancía,producto|товар,продук|货物,产品|سلع,منتج
weapon,arms$|arme$,armes$|arma$,armas$|оруж|武器|اسلح,سلاح
nuclear|nucléaire|nuclear|ядерн|核|نووي
climate|clima|clima|климат|气候|مناخ
emission|émission|emision|выброс|排放|انبعاث
waste|déchet|desecho|отход|废物|نفاي
pollution|pollution|contamina|загрязн|污染|تلوث
water$|eau$,eaux$|agua|вод$,воды$,водн|水|ميا
fish|pêch,poisson|pesc,pez|рыб|鱼,渔|سمك,اسماك
damage|dommage|daño|ущерб|损害|ضرر,اضرار
liab,responsib|responsab|responsab|ответствен|责任|مسؤولي
person$,persons$|personne$,personnes$|persona|лиц$,лица$,лицо|人|شخص,اشخاص
nation|national|nacional|национальн|国家,国民|وطني
international|international|internacional|международн|国际|دولي
region|région|region|региональн|区域|اقليمي
month|mois$|mes$,meses|месяц|个月|شهر,اشهر
year$,years$,annual|année,ans$,annuel|año,anual|год,лет$|年|سن,سنوات,عام
day$,days$|jour$,jours$|día,dia$,dias$|день,дней,дня|日,天|يوم,ايام
"""


@cache
def _read_concepts(language: str) -> dict[str, tuple[int, ...]]:
    """The beginnings of words in a language (whole words end in `$`), each with the concepts that
    it names."""
    column = _COLUMNS.index(language)
    found: dict[str, tuple[int, ...]] = {}
    for concept, row in enumerate(_CONCEPTS.split("\n")):
        for form in row.split("|")[column].split(",") if row else ():
            word = fold_word(form.removesuffix("$")) + ("$" if form.endswith("$") else "")
            found[word] = (*found.get(word, ()), concept)
    return found


@cache
def _chinese_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_read_concepts("zh"), key=len, reverse=True)))


@cache
def name_concept(concept: int) -> str:
    """A concept in English, as far as the beginning of its first word says it."""
    word = _CONCEPTS.split("\n")[concept].partition("|")[0].partition(",")[0]
    return word.removesuffix("$") if word.endswith("$") else f"{word}\u2026"


def is_covered(language: str) -> bool:
    """Whether words of this language are among the concepts."""
    return language in _COLUMNS


def find_concepts(words: list[str], text: str, language: str) -> Iterator[int]:
    """The concepts that a text names, with repetition. `words`: those of the text, folded (and
    without the article in Arabic); Chinese is read from the `text`."""
    known = _read_concepts(language)
    if language == "zh":
        for match in _chinese_pattern().finditer(text):
            yield from known[match[0]]
        return
    for word in words:
        if whole := known.get(word + "$"):
            yield from whole
        for end in range(min(len(word), 16), 1, -1):
            if found := known.get(word[:end]):
                yield from found
                break
