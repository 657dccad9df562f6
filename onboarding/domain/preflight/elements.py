"""The elements that reviewers look for beside every request for consent (dossier 5.9), as phrases in English and Spanish."""

from onboarding.domain.text.phrases import Phrases

GROUPS = {
    "msg": "message messages msg msgs text texts texting sms mensaje mensajes",
    "may": "may might can could will",
    "often": "frequency frequencies",
    "number": "one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10 12 15 20 30",
    "period": "day week month year order appointment visit request booking purchase delivery event daily weekly monthly",
    "stop": "stop end quit unsubscribe cancel optout",
    "send": "reply replying text texting send sending respond responding txt answer replies write msg type",
}


def phrases(*each: str) -> Phrases:
    """Phrases with the groups of this file."""
    return Phrases(*each, groups=GROUPS)


RATES = phrases(
    "{msg} and|or|or_and|y? data|dat ~2 rates|rate|charges|fees",
    "data ~2 {msg} ~2 rates|rate|charges|fees",
    "{msg} ~1 rates|charges|fees ~1 {may}|apply|applies",
    "data ~1 rates|charges|fees",
    "rates|charges|fees ~4 {msg} ~2 apply",
    "standard|carrier|carriers|usual|normal|regular ~2 {msg} ~3 rates|charges|fees|costs",
    "standard|carrier ~2 rates|charges|fees ~1 {may}? apply",
    "carrier|carriers|provider|plan|phone_company|wireless ~4 charge|charges|charged|rates|fees ~4 {msg}|data|apply",
    "{msg} ~2 data ~2 apply",
    "tarifas|cargos|costos ~5 mensaje|mensajes|datos",
    "mensajes ~2 datos ~3 tarifas|cargos",
)

FREQUENCY = phrases(
    "{msg} {often} ~3 varies|vary|depends|depending|changes|is|will|may|differs|up|recurring",
    "{often} ~2 of? {msg}? ~3 varies|vary|depends|depending|is|will|may",
    "{often} may|will|can vary",
    "number|amount|volume ~3 {msg} ~4 varies|vary|depends|you_get|you_receive|depending",
    "how often|many ~8 depends|varies|vary|changes",
    "up to {number} ~3 a|per|each|every ~1 {period}",
    "{number} ~2 {msg} ~3 per|a|each|every|weekly|monthly|daily|month|week|day",
    "{number} ~3 per|a|each|every ~1 {period}",
    "{number} times a|per|each {period}",
    "{number} {msg} per|a|each|for|every",
    "{msg} ~3 per|a|each|every ~1 {period}",
    "about|around|approximately|roughly|maximum|most|than ~1 {number} ~4 {msg}|month|week|day|year",
    "once|twice|several_times|few_times|couple_times ~1 a|per|each|every {period}",
    "one|1|single ~2 {msg} ~2 per|for|each|every",
    "one|a_single ~1 code|text|message ~2 each|per|every|for",
    "{msg} ~4 vary|varies ~3 frequency|by|depending|with|based|number",
    "recurring|ongoing|periodic|weekly|monthly|daily|occasional {msg}",
    "recurring ~4 {msg}",
    "each time you|they|a|the",
    "la_frecuencia|frecuencia ~5 varia|variable|variar|depende|variara",
    "hasta ~3 mensajes ~2 al|por mes|semana|dia",
    "mensajes ~2 al|por mes|semana|dia",
    "frequency varies",
    "varies|vary|varying|irregular|irregularly|sporadic|occasionally|rarely|seldom",
    "depends|depending ~1 on|upon",
    "goes|go|going up|down",
    "as often as|you|we|they",
    "as needed|necessary|required|it_happens",
    "only when|if",
    "count|number|volume|amount|cadence|many|total|pace ~8 differs|differ|changes|change|different|shifts|grows|various",
    "cadence|pace changes",
    "some days|weeks|months|seasons|times",
    "{number}|few|couple|handful|dozen|several|single|many ~1 {msg}",
    "could|may|might ~2 be {number}",
    "commonly|typically|usually|normally|generally|maybe|perhaps ~2 {number}|once|twice|daily|weekly|monthly",
    "{number}|{msg} ~3 monthly|weekly|daily|yearly|nightly|hourly",
    "{number} times|time",
    "not over|more|above ~2 {number}",
    "{often} ~3 varies|vary|changes",
    "how often",
    "per|each|every {period}",
    "{number}|{msg} ~2 mo|wk|yr|mth|wkly",
    "{number} ~3 a ~1 {period}",
    "a|each|per|every|this ~1 season|term|semester|quarter|visit|stay|trip|project|job|event|practice",
    "{number} ~4 month|week|day|year",
)

STOP = phrases(
    "{send} ~3 {stop}|opt_out|stopall|revoke",
    "{stop} ~4 to opt|unsubscribe|stop|end|cancel|quit|leave|no",
    "{stop} ~2 ends|stops|cancels|unsubscribes|anytime|any_time|at_any|2",
    "{stop} any time",
    "{stop} at any",
    "word {stop}",
    "stop to|gets|lets",
    "opt out|optout ~4 {send} ~3 {stop}",
    "{send} ~2 stop",
    "responda|responder|envie|enviar|respondiendo|enviando|escriba|texto|conteste|contestando|mande ~3 stop|alto|baja|cancelar|parar|salir",
    "stop ~2 para cancelar|dejar|no|salir|darse|darte|terminar|parar",
)

HELP = phrases(
    "{send} ~3 help|info",
    "help ~1 for|to ~3 help|assistance|info|information|support|questions|more",
    "stop ~6 help ~2 for|to|gets|brings",
    "help ~5 stop",
    "word help",
    "help for help",
    "help gets|brings|reaches|connects",
    "responda|responder|envie|enviar|respondiendo|escriba|conteste|mande ~3 help|ayuda|info",
    "ayuda|help ~1 para ~3 ayuda|obtener|recibir|asistencia|informacion",
    "help|ayuda ~4 ayuda|asistencia",
)

PRIVACY = phrases(
    "privacy ~1 policy|notice|statement|page|practices|terms",
    "privacy and terms",
    "terms and privacy",
    "terms ~4 privacy",
    "politica|aviso ~3 privacidad",
    "privacy|privacidad",
)

TERMS = phrases(
    "terms and|of|or conditions|service|use|privacy",
    "messaging|sms|text|texting|mobile|program|messages ~1 terms",
    "terms ~2 conditions",
    "our|the|these|full|its|their ~1 terms",
    "privacy ~2 and terms",
    "privacy policy and|or terms",
    "terminos ~3 condiciones|servicio|mensajes|uso",
    "terms at|apply|are|page|link|xlinkx",
    "terms xlinkx",
    "terms ~2 privacy",
    "program rules|terms",
    "terms ~2 xlinkx|texting|service",
    "xlinkx ~1 terms",
    "terms|terminos",
)

NOT_A_CONDITION = phrases(
    "not ~3 condition|requirement|prerequisite",
    "not required ~6 purchase|buy|service|order|appointment|anything|care|receive|donate|book|membership",
    "not ~2 required|need|have|obligated|mandatory ~8 buy|purchase|order|book|get|use",
    "without ~3 agreeing|consenting|opting|signing|checking",
    "not necessary to buy|purchase|get",
    "consent|agreeing|signing|texting|texts|box ~3 is|are optional|voluntary",
    "no purchase ~2 necessary|required",
    "no purchase",
    "no es|son ~2 condicion|requisito|obligatorio|necesario",
    "es opcional",
)

OPTIONAL = phrases(
    "optional|optionally|voluntary|voluntarily|opcional|if_they_want|if_they_like|up_to_you|your_choice|their_choice"
)

OPTIONAL_BOX = phrases(
    "unchecked|unticked|optional|opt_in_box|not_checked|empty|blank|unselected|not_pre|separate ~6 checkbox|box|boxes",
    "checkbox|box|boxes|check_box ~8 unchecked|unticked|optional|empty|blank|not_pre|not_checked|off|separate|not_required",
    "check|tick|checks|ticks|checking|ticking|checked|mark|marks|select|selects|initial|initials|signs ~6 box|checkbox|option|boxes|line",
    "checkbox|check_box",
    "box ~5 check|tick|agree|mark",
)

NO_MORE = phrases(
    "no more|further|additional|longer ~4 {msg}|receive|get|be|hear|contact|sent|send|from|text",
    "not ~3 receive|get|send|text|be|hear|message|contact ~5 more|again|further|anymore|additional|longer|from|any|another",
    "never ~3 text|message|hear|get|receive|contact",
    "no|zero ~2 {msg} ~4 sent|will|from|again",
    "no|nothing|none more|further",
    "stopped ~4 {msg}",
    "{msg} ~4 stopped|ended|cancelled|canceled|off",
    "unsubscribed|opted_out|removed|opt_out_confirmed|been_removed|off_our|off_the|taken_off|unenrolled|stopped",
    "last|final {msg}",
    "never|not text|message|contact you",
    "no recibira|recibiras ~2 mas",
    "no ~4 mas mensajes",
    "mensajes ~3 cancelados|cancelada|detenidos",
)

# A yes-or-no question is no age gate (dossier 5.3, 30888): what counts is the date of birth.
BIRTH_DATE = phrases(
    "date|dates of birth",
    "birth ~1 date|dates|day|year",
    "birthdate|birthdates|birthday|dob",
    "day month|and",
    "month day|and",
    "check|checks|checked|show|shows|scan|verify ~4 id|ids|license|identification",
    "fecha de nacimiento",
)
