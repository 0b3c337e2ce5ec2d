"""Damages to cells and rows: what is done to which table, and what has to be said of it."""

from files.damaging import ANY, LAST, Change, Damage, cell, cells, file, in_a_circle, more_rows, row_again


def _number(text: str, code: str = "not_a_number") -> Damage:
    done = cell("innforing", "innsats_per_enhet", text)
    return Damage(f"effort {text!r}", done, code, "innforing", 2, "innsats_per_enhet")


NUMBERS = (
    *(
        _number(text)
        for text in ("NaN", "inf", "-inf", "1e400", "12,5,6", "1.234.567", "tolv", "4 mnd", "1 2 3", "12 34")
    ),
    *(
        _number(text)
        for text in (
            "\uff11\uff12",
            "\u0663",
            "\u00bd",
            "0x10",
            "1_000",
            "12 %",
            "1e",
            ",5",
            "5,",
            "--1",
            "#REF!",
        )
    ),
    _number("1.234", "ambiguous_number"),
    _number("-4", "out_of_range"),
    Damage("share of 120 %", cell("innforing", "takt", "120 %"), "out_of_range", "innforing", 2, "takt"),
    Damage("share of 25", cell("innforing", "takt", "25"), "out_of_range", "innforing", 2, "takt"),
    Damage(
        "other load below 0",
        file("annen_belastning.csv", "aktør;fra;hva;månedsverk\nnhn;2024-01-01;drift;-3\n"),
        "out_of_range",
        "annen_belastning",
        2,
        "månedsverk",
    ),
    Damage("pace of 0", cell("innforing", "takt", "0"), "out_of_range", "innforing", 2, "takt"),
    *(
        Damage(
            f"pace {text!r}",
            cells("innforing", takt=text, takt_lav="", takt_høy=""),
            code,
            "innforing",
            2,
            "takt",
        )
        for text, code in (
            ("5 % til 50 %; 6 % ved 100 %", "not_a_pace"),
            ("50 % ved 0 %; 20 % ved 50 %; 10 % ved 100 %", "not_a_pace"),
            ("90 % ved 0 %; 5 % ved 80 %; 5 % ved 100 %", "not_a_pace"),
            ("60 % til 50 %; 5 % ved 100 %", "not_a_pace"),
            ("5 % til 50 %; -1 % ved 100 %", "not_a_pace"),
            ("120 % til 50 %; 90 % ved 100 %", "not_a_pace"),
            ("5 % til 50 %; 4 % ved 120 %", "not_a_pace"),
            ("5 % til 50 %; 4 % ved 50 %", "not_a_pace"),
            ("5 % til 50 %; 4 %", "not_a_pace"),
            ("5 % innen 50 %", "not_a_number"),
            ("5 % til halvparten", "not_a_number"),
            ("5 % til 50 %; 0 % ved 100 %", "pace_ends_early"),
            ("5 % til 50 %; 4 % ved 60 %", "pace_ends_early"),
        )
    ),
    Damage("half a period", cell("faser", "varighet", "2,5"), "not_whole", "faser", 2, "varighet"),
    Damage("endless duration", cell("faser", "varighet", "1e12"), "not_whole", "faser", 2, "varighet"),
    Damage(
        "duration past the end of all calendars",
        cells("faser", varighet="999999999", varighet_høy="999999999"),
        "beyond_horizon",
        "veikart",
        ANY,
        "id",
    ),
    Damage("duration below 0", cell("faser", "varighet", "-1"), "out_of_range", "faser", 2, "varighet"),
    Damage("no duration", cell("faser", "varighet", ""), "missing_cell", "faser", 2, "varighet"),
    Damage("budget of year 23", cell("budsjett", "år", "23"), "out_of_range", "budsjett", 2, "år"),
    Damage(
        "low above likely",
        cell("kapasitet", "månedsverk_lav", "1e6"),
        "not_in_order",
        "kapasitet",
        2,
        "månedsverk_lav",
    ),
    Damage(
        "high below likely",
        cell("kapasitet", "månedsverk_høy", "0"),
        "not_in_order",
        "kapasitet",
        2,
        "månedsverk_høy",
    ),
    Damage(
        "short phase that lasts",
        cell("faser", "varighet_lav", "99"),
        "not_in_order",
        "faser",
        2,
        "varighet_lav",
    ),
    *(
        Damage(f"{column} the wrong way", cell(table, column, text), "not_in_order", table, 2, column)
        for table, column, text in (
            ("innforing", "takt_lav", "1"),
            ("innforing", "takt_høy", "0,01"),
            ("innforing", "innsats_per_enhet_lav", "1e6"),
            ("innforing", "innsats_per_enhet_høy", "0"),
            ("innforing", "kostnad_per_enhet_lav", "1e9"),
            ("innforing", "kostnad_per_enhet_høy", "0"),
            ("innforing", "nytte_per_år_lav", "1e12"),
            ("innforing", "nytte_per_år_høy", "0"),
            ("faser", "kostnad_per_periode_lav", "1e9"),
            ("faser", "kostnad_per_periode_høy", "1"),
        )
    ),
    *(
        Damage(f"{column} of {text}", cell("innforing", column, text), "out_of_range", "innforing", 2, column)
        for column, text in (("takt_lav", "0"), ("takt_høy", "1,5"), ("nytte_per_år_høy", "1e14"))
    ),
    Damage(
        "low without likely",
        cell("veikart", "varighet_lav", "1"),
        "estimate_without_middle",
        column="varighet_lav",
    ),
)


def _worth(*cells: str) -> Change:
    """Say what ends of a measure that both roadmaps have are worth."""
    rows = "".join(f"helsenettet;{row}\n" for row in cells)
    return file("verdi_ved_slutt.csv", f"tiltak;slutt_fra;verdi\n{rows}")


def _date(text: str, code: str = "not_a_date") -> Damage:
    return Damage(f"date {text!r}", cell("veikart", "tidligst_start", text), code, column="tidligst_start")


DATES = (
    *(
        _date(text)
        for text in (
            "13/2",
            "1/2/2024",
            "snart",
            "K5",
            "2024-K5",
            "45292",
            "24-01-01",
            "2024-1-1",
            "1. mars 2024",
        )
    ),
    *(_date(text) for text in ("2024-01-01 00:00:00", "2024", "\u0662\u0660\u0662\u0664-01-01", "01.02.24")),
    *(
        _date(text, "no_such_date")
        for text in ("2023-02-30", "30.02.2023", "2023-13-01", "2023-02-29", "2023-00-10")
    ),
    *(_date(text, "date_out_of_range") for text in ("1890-01-01", "2101-01-01", "0001-01-01", "9999-K1")),
    Damage(
        "published end before start",
        cells("publisert", start="2025-01-01", slutt="2024-12-31"),
        "not_in_order",
        "publisert",
        2,
        "slutt",
    ),
)

_OTHERS = "aktør;fra;hva;månedsverk\nnhn;2024-01-01;drift;3\nnhn;2024-01-01;journal;3\n"
TWICE = (
    Damage("measure twice", row_again("veikart"), "duplicate", row=LAST, column="id"),
    Damage("sector twice", row_again("aktorer"), "duplicate", "aktorer", LAST, "id"),
    Damage("dependency twice", row_again("avhengigheter"), "duplicate", "avhengigheter", LAST, "forgjenger"),
    Damage("capacity twice", row_again("kapasitet"), "duplicate", "kapasitet", LAST, "aktør"),
    Damage(
        "other load twice",
        file("annen_belastning.csv", _OTHERS + "nhn;1.1.2024;drift;2\n"),
        "duplicate",
        "annen_belastning",
        4,
        "aktør",
    ),
    Damage(
        "support twice",
        file("stotte.csv", "tiltak;mottaker;leverandør;innsats_per_enhet\n" + "dialog;kommuner;nhn;1\n" * 2),
        "duplicate",
        "stotte",
        3,
        "tiltak",
    ),
    Damage("phase twice", row_again("faser"), "duplicate", "faser", LAST, "tiltak"),
    Damage("demand twice", row_again("behov"), "duplicate", "behov", LAST, "tiltak"),
    Damage("rollout twice", row_again("innforing"), "duplicate", "innforing", LAST, "tiltak"),
    Damage(
        "service twice", row_again("informasjonstjenester"), "duplicate", "informasjonstjenester", LAST, "id"
    ),
    Damage("contribution twice", row_again("bidrag"), "duplicate", "bidrag", LAST, "tiltak"),
    Damage("budget twice", row_again("budsjett"), "duplicate", "budsjett", LAST, "år"),
    Damage("years backwards", cell("budsjett", "til_år", "1999"), "not_in_order", "budsjett", 2, "til_år"),
    Damage("negative limit", cell("budsjett", "grense", "-1"), "out_of_range", "budsjett", 2, "grense"),
    Damage("negative spent", cells("budsjett", 2, brukt="-1"), "out_of_range", "budsjett", 2, "brukt"),
    Damage("key twice", row_again("forutsetninger"), "duplicate", "forutsetninger", LAST, "nøkkel"),
    Damage(
        "key in both languages",
        more_rows("forutsetninger", {"nøkkel": "status_date", "verdi": "2023-01-01"}),
        "duplicate",
        "forutsetninger",
        LAST,
        "nøkkel",
    ),
    Damage("published twice", row_again("publisert"), "duplicate", "publisert", LAST, "tiltak"),
)


def _unknown(table: str, column: str, thing: str) -> Damage:
    done = cell(table, column, "finnes_ikke")
    return Damage(f"unknown {column} in {table}", done, f"unknown_{thing}", table, 2, column)


def _unknown_in(table: str, text: str, column: str, thing: str) -> Damage:
    return Damage(
        f"unknown {column} in {table}", file(f"{table}.csv", text), f"unknown_{thing}", table, 2, column
    )


UNKNOWN = (
    _unknown("faser", "tiltak", "measure"),
    _unknown("behov", "tiltak", "measure"),
    _unknown("behov", "fase", "phase"),
    _unknown("behov", "aktør", "sector"),
    _unknown("behov", "variant", "mode"),
    _unknown("kapasitet", "aktør", "sector"),
    _unknown("innforing", "tiltak", "measure"),
    _unknown("innforing", "aktør", "sector"),
    _unknown("avhengigheter", "forgjenger", "measure"),
    _unknown("avhengigheter", "etterfølger", "measure"),
    Damage(
        "unknown rollout",
        cells("avhengigheter", etterfølger="persontjenesten", etterfølger_aktør="x"),
        "unknown_rollout",
        "avhengigheter",
        2,
        "etterfølger_aktør",
    ),
    Damage(
        "unknown phase",
        cells("avhengigheter", etterfølger="persontjenesten", etterfølger_fase="x"),
        "unknown_phase",
        "avhengigheter",
        2,
        "etterfølger_fase",
    ),
    _unknown("bidrag", "tiltak", "measure"),
    _unknown("bidrag", "tjeneste", "service"),
    _unknown("publisert", "tiltak", "measure"),
    _unknown_in("grupper", 'id;regel;tiltak\ng;minst;"helsenettet; x"\n', "tiltak", "measure"),
    _unknown_in("risiko", "id;navn;sannsynlighet;tiltak\nr;R;0,5;x\n", "tiltak", "measure"),
    _unknown_in("risiko", "id;navn;sannsynlighet;aktør\nr;R;0,5;x\n", "aktør", "sector"),
    _unknown_in("annen_belastning", "aktør;fra;hva;månedsverk\nx;2024-01-01;drift;3\n", "aktør", "sector"),
    *(
        _unknown_in(
            "stotte",
            f"tiltak;mottaker;leverandør;innsats_per_enhet\n{names};0,1\n",
            column,
            thing,
        )
        for names, column, thing in (
            ("x;kommuner;nhn", "tiltak", "measure"),
            ("dialog;x;nhn", "mottaker", "sector"),
            ("dialog;kommuner;x", "leverandør", "sector"),
        )
    ),
    _unknown_in("innforingsstopp", "aktør;fra;til\nx;2024-01-01;2024-02-01\n", "aktør", "sector"),
    Damage(
        "unknown predecessor in short",
        cell("veikart", "avhenger_av", "finnes_ikke"),
        "unknown_measure",
        column="avhenger_av",
    ),
    Damage(
        "unknown assumption",
        cell("forutsetninger", "nøkkel", "statusdag"),
        "unknown_key",
        "forutsetninger",
        2,
        "nøkkel",
    ),
)


def _word(table: str, column: str, text: str, code: str = "unknown_word") -> Damage:
    return Damage(f"{column} {text!r} in {table}", cell(table, column, text), code, table, 2, column)


WORDS = (
    _word("veikart", "status", "ferdg"),
    _word("veikart", "valgfri", "kanskje"),
    _word("aktorer", "type", "begge"),
    _word("avhengigheter", "type", "FX"),
    _word("avhengigheter", "art", "rar"),
    _word("innforing", "grunnlag", "gjettet"),
    _word("aktorer", "grunnlag", "antatt; enhter=utledet", "unknown_header"),
    _word("aktorer", "grunnlag", "antatt; enheter", "not_a_basis"),
    _word("veikart", "id", "to ord", "not_an_id"),
    _word("veikart", "id", "a/b", "not_an_id"),
    _word("veikart", "id", "", "missing_cell"),
    _word("veikart", "navn", "   ", "missing_cell"),
    _word("veikart", "avhenger_av", "a SS+x", "not_a_link"),
    _word("veikart", "avhenger_av", "a 0 % @gp", "not_a_link"),
    *(
        _word("innforing", "innsatsprofil", text, "not_a_profile")
        for text in (
            "50 % i 0",
            "60 % i 0; 60 % i 1",
            "100 %",
            "50 % i 0; 50 % i 0",
            "50 % i 1; 50 % i 0",
            "50 % i -5; 50 % i 0",
            "50 % i 0; 50 % i 9",
            "-50 % i 0; 150 % i 1",
            "50 % i 0,5; 50 % i 1",
        )
    ),
    _word("innforing", "innsatsprofil", "halvparten i 0; 50 % i 1", "not_a_number"),
    *(
        _word("innforing", "opptrappingsgrenser", text, "not_a_gate")
        for text in (
            "5 enheter",
            "120 % i 1",
            "0 enheter i 1",
            "5 enheter i 0",
            "5 i 1",
            "5 enheter i 1, 9 enheter i 2",
        )
    ),
)


def _assumption(key: str, value: str, code: str, column: str = "verdi", unit: str = "") -> Damage:
    """Give a table of assumptions that holds one key only."""
    text = f"nøkkel;verdi;enhet\n{key};{value};{unit}\n"
    return Damage(
        f"{key} {value!r} {unit}", file("forutsetninger.csv", text), code, "forutsetninger", 2, column
    )


RULES = (
    _assumption("perioder", "0", "out_of_range"),
    _assumption("perioder", "601", "out_of_range"),
    _assumption("periode", "uke", "unknown_word"),
    _assumption("statusdato", "2023-02-30", "no_such_date"),
    _assumption("kalkulasjonsrente", "4 %", "not_steps"),
    _assumption("skattekostnad", "20", "out_of_range"),
    _assumption("realvekst_slutt", "2050", "not_in_order"),
    _assumption("levetid", "14", "not_in_order"),
    _assumption("levetid", "15,5", "not_whole"),
    _assumption("analyseperiode", "15", "wrong_unit", "enhet", "måneder"),
    Damage("circle", in_a_circle, "circle", "avhengigheter", ANY, "etterfølger"),
    Damage(
        "measure waits for itself",
        cells("avhengigheter", forgjenger="helsenettet", etterfølger="helsenettet"),
        "depends_on_itself",
        "avhengigheter",
        2,
        "etterfølger",
    ),
    Damage(
        "measure waits for itself in short",
        cell("veikart", "avhenger_av", "helsenettet"),
        "depends_on_itself",
        column="avhenger_av",
    ),
    Damage(
        "in use above target",
        cells("innforing", målandel="0,1", i_bruk="0,5"),
        "above_target",
        "innforing",
        2,
        "i_bruk",
    ),
    Damage(
        "more units than there are",
        cell("innforing", "enheter", "999999"),
        "more_units_than_sector",
        "innforing",
        2,
        "enheter",
    ),
    Damage(
        "shares that do not sum to 1",
        cell("bidrag", "andel", "0,01"),
        "contributions_do_not_sum_to_one",
        "bidrag",
        ANY,
        "andel",
    ),
    Damage(
        "price of no deadline",
        cell("innforing", "frist_pris", "100"),
        "no_deadline",
        "innforing",
        2,
        "frist_pris",
    ),
    Damage(
        "share without a share link",
        cell("avhengigheter", "andel", "0,5"),
        "share_link",
        "avhengigheter",
        2,
        "andel",
    ),
    Damage(
        "phase and sector at once",
        cells("avhengigheter", forgjenger_fase="a", forgjenger_aktør="b"),
        "phase_and_sector",
        "avhengigheter",
        2,
        "forgjenger_aktør",
    ),
    Damage(
        "phase called an adaptation, of nobody",
        cells("avhengigheter", row=3, forgjenger_fase="tilpasning"),
        "adaptation_of_nobody",
        "avhengigheter",
        3,
        "forgjenger_aktør",
    ),
    *(
        Damage(
            f"support {text!r}",
            file("tilpasning.csv", f"tiltak;aktør;varighet;støtte\ndialog;kommuner;2;{text}\n"),
            code,
            "tilpasning",
            2,
            "støtte",
        )
        for text, code in (
            ("fra nhn", "not_support"),
            ("nhn", "not_support"),
            ("0,5 nhn", "not_support"),
            ("-1 fra nhn", "not_support"),
            ("1e14 fra nhn", "not_support"),
            ('"0,5 fra nhn; 1 fra nhn"', "not_support"),
            ("50 % fra nhn", "not_a_number"),
            ("noe fra nhn", "not_a_number"),
            ("1.234 fra nhn", "ambiguous_number"),
            ("0,5 fra ukjent", "unknown_sector"),
            ("0,5 fra kommuner", "support_of_itself"),
        )
    ),
    *(
        Damage(
            f"adaptation of {header} {text!r}",
            file("tilpasning.csv", f"tiltak;aktør;varighet;{header}\ndialog;kommuner;2;{text}\n"),
            code,
            "tilpasning",
            2,
            header,
        )
        for header, text, code in (
            ("gjenstår", "0", "out_of_range"),
            ("gjenstår", "1,5", "not_whole"),
            ("varighet_lav", "3", "not_in_order"),
            ("månedsverk", "-1", "out_of_range"),
            ("låst_start", "snart", "not_a_date"),
        )
    ),
    Damage(
        "adaptation of no duration",
        file("tilpasning.csv", "tiltak;aktør;varighet\ndialog;kommuner;0\n"),
        "out_of_range",
        "tilpasning",
        2,
        "varighet",
    ),
    Damage(
        "adaptation twice",
        file("tilpasning.csv", "tiltak;aktør;varighet\ndialog;kommuner;1\ndialog;kommuner;2\n"),
        "duplicate",
        "tilpasning",
        3,
        "tiltak",
    ),
    Damage("receiver without units", cell("aktorer", "enheter", ""), "no_units", "aktorer", 2, "enheter"),
    Damage(
        "milestone that costs",
        cells("faser", varighet_lav="", varighet="0"),
        "milestone_asks",
        "faser",
        2,
        "kostnad_per_periode",
    ),
    Damage(
        "milestone that costs when it starts",
        cells(
            "faser",
            varighet_lav="",
            varighet="0",
            kostnad_per_periode_lav="",
            kostnad_per_periode="",
            kostnad_per_periode_høy="",
            kostnad_ved_start="5",
        ),
        "milestone_asks",
        "faser",
        2,
        "kostnad_ved_start",
    ),
    Damage(
        "two worths of the same end",
        _worth("2025-01-01;5", "2024-12-15;7"),
        "duplicate",
        "verdi_ved_slutt",
        2,
        "slutt_fra",
    ),
    Damage("worth without a date", _worth(";5"), "missing_cell", "verdi_ved_slutt", 2, "slutt_fra"),
    Damage("worth that is a word", _worth("2025-K1;mye"), "not_a_number", "verdi_ved_slutt", 2, "verdi"),
    Damage("worth beyond all money", _worth("2025-K1;-2e13"), "out_of_range", "verdi_ved_slutt", 2, "verdi"),
    Damage(
        "worth of a measure nobody knows",
        file("verdi_ved_slutt.csv", "tiltak;slutt_fra;verdi\nnowhere;2025-K1;5\n"),
        "unknown_measure",
        "verdi_ved_slutt",
        2,
        "tiltak",
    ),
    Damage(
        "planned, but may be stopped",
        cells("veikart", status="planlagt", kan_stoppes="ja"),
        "not_started",
        column="kan_stoppes",
    ),
    Damage(
        "group of one",
        file("grupper.csv", "id;regel;tiltak\ng;minst;helsenettet\n"),
        "too_few_measures",
        "grupper",
        2,
        "tiltak",
    ),
    Damage(
        "stop without end",
        file("innforingsstopp.csv", "aktør;fra;til\nnhn;2024-02-01;2024-02-01\n"),
        "not_in_order",
        "innforingsstopp",
        2,
        "til",
    ),
)

_REQUIREMENTS = "id;hva;tjeneste;tiltak;aktør;andel;antall;frist;pris\n"


def _requirement(name: str, row: str, code: str, column: str) -> Damage:
    """Ask something of the plan as a whole that cannot be asked."""
    return Damage(name, file("krav.csv", _REQUIREMENTS + row), code, "krav", 2, column)


ASKED = (
    _requirement("coverage of nothing known", "k;mål;;;;0,5;;2030-12-31;", "unknown_word", "hva"),
    _requirement("coverage without a share", "k;dekning;;;;;;2030-12-31;", "requirement_cell", "andel"),
    _requirement("service without a name", "k;tjeneste;;;;0,5;;2030-12-31;", "requirement_cell", "tjeneste"),
    _requirement("number with a share", "k;realisert;;;;0,5;3;2030-12-31;", "requirement_cell", "andel"),
    _requirement(
        "end with a sector", "k;slutt;;persontjenesten;kommuner;;;2030-12-31;", "requirement_cell", "aktør"
    ),
    _requirement("requirement without a date", "k;dekning;;;;0,5;;;", "missing_cell", "frist"),
    _requirement("share above 1", "k;dekning;;;;1,5;;2030-12-31;", "out_of_range", "andel"),
    _requirement("no services", "k;realisert;;;;;0;2030-12-31;", "out_of_range", "antall"),
    _requirement("price below 0", "k;dekning;;;;0,5;;2030-12-31;-1", "out_of_range", "pris"),
    _requirement("unknown service", "k;tjeneste;IT99x;;;0,5;;2030-12-31;", "unknown_service", "tjeneste"),
    _requirement(
        "end of an unknown measure", "k;slutt;;persontjeneste;;;;2030-12-31;", "unknown_measure", "tiltak"
    ),
    _requirement(
        "share of no rollout",
        "k;andel;;persontjenesten;nhn;0,5;;2030-12-31;",
        "unknown_rollout",
        "aktør",
    ),
    _requirement(
        "end before it can",
        "k;slutt;;persontjenesten;;;;2023-02-01;",
        "requirement_out_of_reach",
        "frist",
    ),
    _requirement(
        "more services than there are", "k;realisert;;;;;99;2030-12-31;", "requirement_out_of_reach", "antall"
    ),
    _requirement("all covered at once", "k;dekning;;;;1;;2023-01-31;", "requirement_out_of_reach", "andel"),
    Damage(
        "requirement twice",
        file("krav.csv", _REQUIREMENTS + 2 * "k;realisert;;;;;1;2032-12-31;\n"),
        "duplicate",
        "krav",
        LAST,
        "id",
    ),
)

CELLS = (*NUMBERS, *DATES, *TWICE, *UNKNOWN, *WORDS, *RULES, *ASKED)
