"""Names and codes of states that the record does not carry: as data sets spell them.

The record knows each state by its names and by its ISO, Correlates of War and Gleditsch-Ward codes. What stands
here are the spellings that other lists use, the two-letter codes of FIPS 10-4, the few country codes of CAMEO that
are not those of ISO, and what looks like a state in data sets and is none.
"""

from __future__ import annotations

from typing import Final

#: A spelling to the id of the state that it always means.
VARIANTS: Final = {
    "Belarus (Byelorussia)": "BLR",
    "Burkina Faso (Upper Volta)": "BFA",
    "Burma (Myanmar)": "MMR",
    "Cambodia (Kampuchea)": "KHM",
    "Congo, Democratic Republic of (Zaire)": "COD",
    "East Germany (GDR)": "DDR",
    "Federal Republic of Germany": "DEU",
    "German Federal Republic": "DEU",
    "Hesse Electoral": "HESSE-KASSEL",
    "Hesse Grand Ducal": "HESSE-DARMSTADT",
    "Mecklenburg Schwerin": "MECKLENBURG-SCHWERIN",
    "Wuerttemburg": "WUERTTEMBERG",
    "Iran (Persia)": "IRN",
    "Persia": "IRN",
    "Italy/Sardinia": "ITA",
    "Sardinia": "ITA",
    "Piedmont-Sardinia": "ITA",
    "Korea, People's Republic of": "PRK",
    "Korea, Republic of": "KOR",
    "Macedonia (Former Yugoslav Republic of)": "MKD",
    "Madagascar (Malagasy)": "MDG",
    "Moldova, Republic of": "MDA",
    "Occupied Palestinian Territory": "PSE",
    "Palestinian Territories": "PSE",
    "Prussia": "GERMANY-1945",
    "Siam": "THA",
    "Sri Lanka (Ceylon)": "LKA",
    "St. Christopher": "KNA",
    "St. Kitts": "KNA",
    "Turkey (Ottoman Empire)": "TUR",
    "Ottoman Empire": "TUR",
    "Vietnam (Annam/Cochin China/Tonkin)": "ANNAM",
    "Württemburg": "WUERTTEMBERG",
    "Yemen (Arab Republic of Yemen)": "YAR",
    "Yemen People's Republic": "YMD",
    "Yemen, People's Republic of": "YMD",
}

#: A name that one state after the other was called by, to their ids; the one that existed on the day is meant.
SUCCESSIONS: Final = {
    "China": ("CHINA-1912", "TWN", "CHN"),
    "Estonia": ("ESTONIA-1940", "EST"),
    "Germany": ("GERMANY-1945", "DEU"),
    "Latvia": ("LATVIA-1940", "LVA"),
    "Lithuania": ("LITHUANIA-1940", "LTU"),
    "Korea": ("KOREA-1910",),
    "Montenegro": ("MONTENEGRO-1915", "MNE"),
    "Russia": ("RUSSIAN-EMPIRE", "SUN", "RUS"),
    "Russia (Soviet Union)": ("RUSSIAN-EMPIRE", "SUN", "RUS"),
    "Russian Federation": ("SUN", "RUS"),
    "Serbia": ("SERBIA-1918", "SRB"),
    "Tanzania/Tanganyika": ("TANGANYIKA", "TZA"),
    "Yemen": ("YAR", "YEM"),
    "Yugoslavia": ("YUG", "SCG"),
}

_NO_NAME: Final = "no name is given"
_SEVERAL: Final = "several states together"
_TERRITORY: Final = "a territory of another state"
_ORGANISATION: Final = "an organisation and not a state"
_GONE: Final = "a state that the record does not hold"

#: What stands where states do, to what it is instead.
NOT_STATES: Final = {
    **dict.fromkeys(("", "-9", "NA", "None", "Unknown", "unknown country"), _NO_NAME),
    **dict.fromkeys(("unknown supplier(s)", "unknown recipient(s)"), _NO_NAME),
    **dict.fromkeys(("Baltic States", "Nordic States", "Scandinavia", "Benelux", "Central Asia"), _SEVERAL),
    **dict.fromkeys(
        (
            *("NATO", "United Nations", "UN", "European Union", "EU", "African Union", "AU", "ASEAN", "OSCE", "OAS"),
            *("ECOWAS", "Arab League", "CSTO", "CIS", "SEATO", "Warsaw Pact", "Western European Union", "WEU", "SADC"),
        ),
        _ORGANISATION,
    ),
    **dict.fromkeys(
        (
            *("American Samoa", "Anguilla", "Aruba", "Bermuda", "British Virgin Islands", "Cayman Islands", "Curaçao"),
            *("Falkland Islands", "Faroe Islands", "French Guiana", "French Polynesia", "Gibraltar", "Greenland"),
            *("Guadeloupe", "Guam", "Guernsey", "Hong Kong", "Hong Kong SAR China", "Isle of Man", "Jersey"),
            *(
                "Macao",
                "Macao SAR China",
                "Martinique",
                "Mayotte",
                "Montserrat",
                "Netherlands Antilles",
                "New Caledonia",
            ),
            *("Northern Mariana Islands", "Puerto Rico", "Réunion", "Saint Helena", "Sint Maarten", "Tokelau"),
            *("Turks and Caicos Islands", "U.S. Virgin Islands", "Wallis and Futuna"),
        ),
        _TERRITORY,
    ),
    **dict.fromkeys(
        (
            *("Great Colombia", "Gran Colombia", "United Provinces of Central America", "Orange Free State"),
            *("Transvaal", "Tibet", "Hyderabad"),
        ),
        _GONE,
    ),
}

#: The two letters of FIPS 10-4, each followed by the id of the state: ``SF`` is South Africa.
_FIPS: Final = """
ACATG AEARE AFAFG AGDZA AJAZE ALALB AMARM ANAND AOAGO ARARG ASAUS AUAUT BABHR BBBRB BCBWA BEBEL BFBHS BGBGD BHBLZ
BKBIH BLBOL BMMMR BNBEN BOBLR BPSLB BRBRA BTBTN BUBGR BXBRN BYBDI CACAN CBKHM CDTCD CELKA CFCOG CGCOD CHCHN CICHL
CMCMR CNCOM COCOL CSCRI CTCAF CUCUB CVCPV CWCOK CYCYP DADNK DJDJI DODMA DRDOM ECECU EGEGY EIIRL EKGNQ ENEST ERERI
ESSLV ETETH EZCZE FIFIN FJFJI FMFSM FRFRA GAGMB GBGAB GGGEO GHGHA GJGRD GMDEU GRGRC GTGTM GVGIN GYGUY HAHTI HOHND
HRHRV HUHUN ICISL IDIDN ININD IRIRN ISISR ITITA IVCIV IZIRQ JAJPN JMJAM JOJOR KEKEN KGKGZ KNPRK KRKIR KSKOR KUKWT
KVXKX KZKAZ LALAO LELBN LGLVA LHLTU LILBR LOSVK LSLIE LTLSO LULUX LYLBY MAMDG MDMDA MGMNG MIMWI MJMNE MKMKD MLMLI
MNMCO MOMAR MPMUS MRMRT MTMLT MUOMN MVMDV MXMEX MYMYS MZMOZ NENIU NGNER NHVUT NINGA NLNLD NONOR NPNPL NRNRU NSSUR
NUNIC NZNZL ODSSD PAPRY PEPER PKPAK PLPOL PMPAN POPRT PPPNG PSPLW PUGNB QAQAT RISRB RMMHL ROROU RPPHL RSRUS RWRWA
SASAU SCKNA SESYC SFZAF SGSEN SISVN SLSLE SMSMR SNSGP SOSOM SPESP STLCA SUSDN SWSWE SYSYR SZCHE TDTTO THTHA TITJK
TNTON TOTGO TPSTP TSTUN TTTLS TUTUR TVTUV TWTWN TXTKM TZTZA UGUGA UKGBR UPUKR USUSA UVBFA UYURY UZUZB VCVCT VEVEN
VMVNM VTVAT WANAM WIESH WSWSM WZSWZ YMYEM ZAZMB ZIZWE
"""
FIPS: Final = {word[:2]: word[2:] for word in _FIPS.split()}

#: Country codes of CAMEO that are not the alpha-3 codes of ISO 3166.
CAMEO: Final = {"KSV": "XKX", "MTN": "MNE", "ROM": "ROU", "TMP": "TLS"}
