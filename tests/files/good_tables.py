"""A small folder of tables without fault, with the files and headers that ``data/`` has."""

from pathlib import Path

TABLES = {
    "veikart": """\
id;navn;eier;mål;status;tidligst_start;valgfri;kan_stoppes;merknad;kilde;grunnlag
helsenettet;Helsenettet på plass;NHN;Tillit;ferdig;;;;;;dokumentert
persontjenesten;Pasientinfo: pasientens prøvesvar og planer;NHN;Info;planlagt;;;;Skal følge æ, ø og å;;antatt
dialog;Dialog;E-helse;Dialog;planlagt;2024-01-01;ja;;;;antatt
""",
    "avhengigheter": """\
forgjenger;forgjenger_fase;etterfølger;type;ventetid;andel;andel_aktør;art;kilde;grunnlag
helsenettet;;persontjenesten;FS;;;;teknisk;;antatt
persontjenesten;bygg;dialog;FS;1;;;data;;antatt
persontjenesten;;dialog;andel;;0,25;kommuner;standard;;antatt
""",
    "aktorer": """\
id;navn;type;enheter;samtidige;programandel;kilde;grunnlag
kommuner;Kommuner;mottaker;356;4;1;;"utledet; samtidige=antatt; programandel=antatt"
fastleger;Fastleger;mottaker;5000;;0,8;;antatt
nhn;Norsk helsenett;leverandør;;;1;;antatt
""",
    "kapasitet": """\
aktør;fra;månedsverk_lav;månedsverk;månedsverk_høy;grunnlag
kommuner;2023-01-01;219,2;240;288,8;antatt
kommuner;2025-01-01;230;250;300;antatt
nhn;2023-01-01;20;30;40;antatt
fastleger;2023-01-01;;60;;antatt
""",
    "faser": """\
tiltak;fase;navn;varighet_lav;varighet;varighet_høy;kostnad_per_periode;kilde;grunnlag
persontjenesten;bygg;Bygging;2;3;5;2600000;;antatt
dialog;avklar;Avklaring;1;1;2;100000;;antatt
dialog;bygg;Bygging;2;2;4;1000000,5;;antatt
""",
    "behov": """\
tiltak;fase;aktør;månedsverk;grunnlag
persontjenesten;bygg;nhn;14;antatt
dialog;bygg;nhn;6,5;antatt
""",
    "innforing": """\
tiltak;aktør;enheter;innsats_per_enhet;takt;opptrappingsgrenser;i_bruk;kostnad_per_enhet;nytte_per_år;frist;grunnlag
persontjenesten;kommuner;;0,5;0,25;2 % i 1;0;48000;1100000;;antatt
persontjenesten;fastleger;;0,01;0,25;;0;1000;200000,5;;antatt
dialog;kommuner;;0,4;0,5;;0;1000;3000000;;antatt
""",
    "informasjonstjenester": """\
id;navn;gruppe;kilde;grunnlag
IT01;Oppsummering;Oversikt;;dokumentert
IT02;Prøvesvar;Oversikt;;dokumentert
""",
    "bidrag": """\
tiltak;tjeneste;andel;grunnlag
persontjenesten;IT01;0,6;antatt
dialog;IT01;0,4;antatt
dialog;IT02;1;antatt
""",
    "krav": """\
id;navn;hva;tjeneste;tiltak;aktør;andel;antall;frist;pris;grunnlag
bilde30;70 % i 2030;dekning;;;;70 %;;2030-12-31;;antatt
prøvesvar;;tjeneste;IT02;;;0,5;;2031-12-31;250000;antatt
to;;realisert;;;;;2;2032-12-31;;antatt
kommuner29;;andel;;dialog;kommuner;0,25;;2029-06-30;;antatt
dialog_ferdig;;slutt;;dialog;;;;2031-12-31;1000000;antatt
""",
    "budsjett": "år;grense;grunnlag\n2023;480000000;antatt\n2024;480000000;antatt\n",
    "publisert": """\
tiltak;start;slutt;kildeår;kilde;grunnlag
persontjenesten;2023-01-01;2025-12-31;;;utledet
""",
    "forutsetninger": """\
nøkkel;verdi;enhet;kilde;grunnlag
navn;Prøveprogrammet;;;dokumentert
statusdato;2023-01-01;;;antatt
periode;kvartal;;;antatt
perioder;40;;;antatt
analyseår;2023;;;antatt
analyseperiode;15;år;;antatt
kalkulasjonsrente;"4 % til 40; 3 % til 75";;;dokumentert
""",
}


def write_good_tables(folder: Path) -> None:
    """Write the tables as UTF-8."""
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
