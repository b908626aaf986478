"""Different words for the same thing, as people in children's services use them.

Source: custom in the field, the glossaries of inspection guidance and of Annex A. Each line is a notion and
the ways it is said, without signs; endings are levelled when they are compared. Ways that stand for several
notions at once have them joined by "+".
"""

from __future__ import annotations

from types import MappingProxyType

NOTIONS = MappingProxyType(
    {
        # missing, exploited
        "return interview": "return home interview|return interview|independent return interview|rhi",
        "missing": "missing from home and care|missing from home|missing from care|missing episode|"
        "missing|going missing|goes missing|go missing|gone missing|mfh|mfc|runaway|absconding",
        "missing education": "child missing education|child missing from education|cme|"
        "not on a school roll|not on roll|missing school|missing from school|out of school",
        "exploitation": "child sexual exploitation|child criminal exploitation|sexual exploitation|"
        "criminal exploitation|exploitation|exploited|cse|cce|ce|county line",
        "trafficking": "national referral mechanism|nrm|trafficking|trafficked|modern slavery",
        # front door
        "front door": "front door|mash|multi agency safeguarding hub|integrated front door",
        "repeat+referral": "re referral|rereferral|repeat referral",
        "repeat": "repeat|repeated|again and again|three or more|3 or more|3 time|second or subsequent|"
        "subsequent|back on|more than once|second time",
        "no further action": "no further action|nfa|with no action|no action|not lead to|with no",
        "threshold": "threshold|level of need|continuum of need",
        "out of hours": "emergency duty team|emergency duty service|emergency duty|edt|out of hour",
        "strategy meeting": "strategy discussion|strategy meeting|strat meeting|strat discussion",
        "attendance": "attendance|attended|attend|attending|who come|who came|present at",
        "source": "by source|source|by agency|referrer|who refers",
        "outcome": "outcome|what happened next|what came of|result",
        "decision": "decision|decided|decide",
        # assessment, enquiry, plan
        "assessment": "single assessment|child and family assessment|c f assessment|"
        "social work assessment|assessment|assessed",
        "section 47": "section 47 enquiry|section 47|s47 enquiry|s47|s 47|child protection enquiry|"
        "child protection investigation",
        "conference": "initial child protection conference|review child protection conference|"
        "child protection conference|initial conference|cp conference|icpc|rcpc|conference",
        "pre-birth": "pre birth|prebirth|unborn baby|unborn child|unborn|expectant mother|pregnancy|pregnant",
        "child in need": "child in need|child in need plan|cin plan|cin|section 17|s17",
        "child protection": "child protection|child protection plan|cp plan|cp|on a plan|on plan|"
        "protection plan",
        "step down": "step down|stepped down|stepping down|de escalation",
        "core group": "core group",
        "early help": "early help|eh|targeted family support|targeted support|family support|"
        "early intervention",
        "neglect": "neglect|graded care profile|gcp2|gcp",
        "domestic abuse": "domestic abuse|domestic violence|dv",
        "marac": "marac|multi agency risk assessment conference|domestic violence conference",
        "letter+pre-proceedings": "letter before proceeding|letter before action|plo letter",
        "pre-proceedings": "pre proceeding|preproceeding|plo|public law outline|legal gateway",
        "proceedings": "care proceeding|court proceeding|court case|court|proceeding",
        "duration": "length of time|length|duration|how long|a long time|long|lasting|longer than|weeks open",
        # in care
        "in care": "child looked after|looked after child|looked after|child in care|in our care|in care|"
        "cla|lac|cic|cared for child",
        "placement": "placement|placed|setting",
        "stability": "stability|move|moved|change of placement|change placement|changed placement|disruption",
        "distance": "distance|out of area|out of borough|out of county|outside the county|outside the area|"
        "out of authority|miles from home|20 miles",
        "sufficiency": "sufficiency|enough placement",
        "unregistered": "unregistered|unregulated",
        "liberty": "deprivation of liberty|deprived of liberty|dol|inherent jurisdiction",
        "reviewing officer": "independent reviewing officer|reviewing officer|reviewing service|iro",
        "escalation": "escalation|escalated|dispute resolution|dispute|formal challenge",
        "initial health": "initial health assessment|initial health|iha",
        "dental": "dental check|dental|dentist|teeth",
        "immunisation": "immunisation|immunization|vaccination|jab",
        "strengths and difficulties": "strengths and difficulties questionnaire|"
        "strengths and difficulties|sdq",
        "education plan": "personal education plan|pep",
        "virtual school": "virtual school head|virtual school|vsh|virtual head|attainment",
        "exclusion": "exclusion|excluded|suspension|suspended",
        "advocacy": "advocacy|advocate",
        "independent visitor": "independent visitor|iv",
        "take-up": "take up|taken up|uptake|offered",
        "children's council": "child in care council|cicc|young people council|council of young people",
        "life story": "life story",
        "sibling": "brothers and sisters|sibling|brother|sister",
        "apart": "placed apart|apart|separated|not together",
        "family time": "family time|contact with birth family|contact with family|contact with parent|"
        "supervised contact|contact arrangement|family contact",
        "unaccompanied": "unaccompanied asylum seeking child|unaccompanied minor|unaccompanied|"
        "asylum seeking child|asylum seeking|asylum|uasc|separated migrant|separated child|migrant",
        "section 20": "section 20|s20|s 20|voluntary accommodated|voluntarily accommodated|"
        "voluntary accommodation|section 20 accommodation",
        "placed with parents": "placed with parent|placement with parent|pwp",
        "reunification": "reunification|reunified|returned home|went home|gone home|going home",
        "permanence": "permanence|permanency|perm",
        "early permanence": "early permanence|fostering for adoption|foster for adoption|foster to adopt|ffa",
        "adoption": "adoption|adopted|adopt|adopting",
        "adoption+performance": "adoption scorecard|a10|a2",
        "adopter": "prospective adopter|approved adopter|adopter",
        "placement order+match": "child waiting for adopter|waiting to be adopted",
        "placement order": "placement order|po",
        "match": "matched|match|matching",
        "waiting": "waiting|outstanding|not yet|awaiting|pending",
        "special guardianship": "special guardianship order|special guardianship|special guardian|sgo",
        "kinship": "connected carer|connected person|kinship carer|kinship|family and friend|"
        "regulation 24|reg 24",
        "fostering": "foster carer|foster care|fostering service|fostering|foster",
        "recruitment": "recruitment|recruited|recruit|retention|new foster carer",
        "leaving": "left|resigned|resignation|deregistration|deregistered",
        "regulation 44": "regulation 44 visitor|regulation 44|reg 44|reg44|independent visitor report",
        "commissioning": "commissioning|commissioned|commission|provider|contracted|contract",
        # care leavers
        "care leaver": "care leaver|care experienced young people|care experienced|leaving care|"
        "former relevant|leaver from care|after care|left care|cl",
        "accommodation": "suitable accommodation|unsuitable accommodation|accommodation|housing|live|living",
        "bed and breakfast": "bed and breakfast|b b|b and b|hotel|hostel",
        "employment": "education employment or training|education employment and training|eet|neet|"
        "employment",
        "personal adviser": "personal adviser|personal advisor|pa",
        "local offer+care leaver": "leaving care offer|care leaver offer",
        "local offer": "local offer",
        "staying put": "staying put|stay put|staying with foster carer|stay with foster carer",
        "custody": "custody|prison|remand|inside|young offender institution",
        "in touch": "in touch|keeping in touch|lost contact|keep in touch",
        "health passport": "health passport|health history",
        "homeless": "homeless|homelessness|southwark",
        # the people who do the work
        "workforce": "workforce|staff|staffing|recruitment and retention",
        "social worker": "social worker|sw|practitioner",
        "caseload": "caseload|workload|case load|how many child per|how many young people per|"
        "how many case per|child per|young people per|case per|child each|case each|case held",
        "vacancy": "vacancy|vacant|turnover|staff leaving|staff turnover|unfilled|empty post|"
        "posts are empty|post is empty",
        "agency worker": "agency worker|agency staff|agency rate|agency social worker|locum",
        "supervision": "supervision|supervised|supervising|supervise",
        "newly qualified": "newly qualified social worker|newly qualified|nqsw|asye|"
        "assessed and supported year",
        "training": "training|learning and development|academy",
        "structure": "structure chart|organisation chart|organization chart|org chart|organogram|structure",
        "sickness": "sickness absence|sickness|sick leave|off sick|sick",
        # how it is led
        "self-evaluation": "self evaluation of social work practice|"
        "self assessment of social work practice|self evaluation|self assessment|sef",
        "quality assurance": "quality assurance|qa|assure quality|assuring quality",
        "audit": "audit|dip sample|case file audit|file audit|practice audit|case audit|graded",
        "improvement": "improvement|service development|improve",
        "performance": "performance dashboard|performance report|performance data|dashboard|scorecard|"
        "data pack|performance|key performance indicator|kpi",
        "leader": "senior leader|leader|leadership|dcs|director",
        "corporate parenting": "corporate parenting board|corporate parenting panel|corporate parenting|"
        "corporate parent|cpb",
        "scrutiny": "overview and scrutiny|scrutiny committee|scrutiny|select committee",
        "complaint": "complaint|compliment",
        "learning": "learning|learned|learnt|lesson|theme",
        "practice review": "local child safeguarding practice review|child safeguarding practice review|"
        "safeguarding practice review|lcspr|cspr|serious case review|scr|learning review|rapid review",
        "serious incident": "serious incident notification|serious incident|notifiable incident|sin",
        "allegation": "lado|local authority designated officer|designated officer|"
        "allegation against staff|allegation against professional|allegation|position of trust",
        "spending": "budget|spend|spent|cost|money|expenditure|finance",
        "practice model": "practice model|model of practice|restorative practice",
        "feedback": "feedback|survey|parent tell us|family tell us|child tell us|voice of the child",
        "minutes": "minute|note|paper",
        # and others
        "disabled": "disabled child|child with disability|disabled|disability|cwd",
        "short break": "short break|respite",
        "home education": "elective home education|electively home educated|home educated|home education|"
        "home schooled|home schooling|home school|ehe",
        "private fostering": "private fostering|privately fostered|private foster|pf",
        "youth justice": "youth justice|youth offending|young offender|yot|yos|yjs",
        "young carer": "young carer|care for parent|caring for parent|care for their parent",
        "transition": "transition|adult service|adult social care|moving on to adult|moving to adult",
        "timeliness": "timeliness|in timescale|within timescale|timescale|on time|in time|timely|overdue|"
        "late|up to date",
        "annex a": "annex a|child level data|child level",
        "annual": "annual|yearly|for the year|every year",
        "month": "monthly|each month|every month|by month|month",
        "daily": "daily|each day|every day",
        "12 months": "12 month|twelve month|a year|one year|1 year",
        "18 months": "18 month|eighteen month",
        "72 hours": "72 hour|three day|3 day",
        "one day": "24 hour|one working day|1 working day|within a day",
        "policy": "policy|procedure|guidance|protocol|toolkit|handbook",
        "child": "child|kid|young people|young person|teenager",
    }
)
"""A notion, and the ways it is said."""

WEAK = MappingProxyType(
    {
        **dict.fromkeys(("child", "plan", "case", "report", "document", "work", "new", "open", "area"), 0.3),
        **dict.fromkeys(
            """
            timeliness policy team year month strategy review annual list meeting service minutes social
            completion waiting duration take-up outcome quality performance visit assessment placement support
            attendance leader
            """.split(),  # noqa: SIM905 - as below
            0.55,
        ),
    }
)
"""Words that say little of what is wanted by themselves; every other counts 1."""

SMALL = frozenset(
    """
    a all an and any are as ask asked asking asks at be been by can could current data date did do does for
    from get give given got had has have how i if in info information into is it its latest many me mean more
    most much need needed needs of on or our over please per recent request see send share show some statistic
    stats still tell than that the their them then there these they this those to today tomorrow total tracker
    under up us use version want wanted wants was we were what when where whether which who why will with
    within would you your figure figures numbers number count counts breakdown copy copies log logs last since
    cohort aged evidence each rate
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a column of quotation marks
)
"""Words that are in every request."""
