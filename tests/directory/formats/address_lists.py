"""What gives a secret place away, and what only looks like it: one a line, by how it is written.

An escape such as \\u200b is meant. Bare towns and post-office boxes are in neither list.
"""

import re
from typing import Final

HOSTILE: Final = {
    "as everybody writes it": r"""
Kerkstraat 12
Kerkstraat 12a
Kerkstraat 12 A
Kerkstraat 12-14
Kerkstraat 12/14
Kerkstraat 12 bis
Kerkstraat 12-III
Kerkstraat 12 hs
Kerkstraat nr. 12
Kerkstraat nr 12
Kerkstraat no. 12
Kerkstraat nummer 12
Kerkstraat, nummer 12
Kerkstraat huisnummer 12
Kerkstraat 112
Burgemeester de Vlugtlaan 125
Laan van Meerdervoort 100
Weg naar Rhijnauwen 13
Hof van Delft 2
2e Daalsedijk 6
1e Oosterparkstraat 88
Plein 1944 nr 5
Grote Markt 1
Oude Gracht 44
Singel 250
Prins Hendrikkade 33
Nieuwezijds Voorburgwal 147
Hoofdstrjitte 7
Wijhedijk 3
Dr. Schaepmanlaan 9
St. Jansstraat 4
Ons huis staat aan de Molenweg 8 in Ede.
U vindt ons op de Dorpsstraat 40, achter de kerk.
Bel aan bij Lindelaan 22 en vraag naar Anna
""",
    "other endings": r"""
Damsterdiep 12
Winschoterdiep 50
Achtereinde 3
Zuideinde 14
Oostveer 7
Lageveer 2
Stasjonswei 5
Hoarnsterwei 21
Oudesluis 9
Nieuwesluis 4
Zonneoord 6
Rustoord 11
Wildehage 5
Beukenhage 18
Java-eiland 40
Rozeneiland 3
Nieuwendam 8
Achterdam 15
Dam 1
Spuistraat 8
Binnenvest 2
Lindenhorst 7
Rozenhof 31
Zandpoort 12
Havenkade 4
Zonnehoeve 3
Westerpolder 10
Boerenterras 5
Zandkolk 2
Westkanaal 13
Merelgaarde 8
Voorhaven 27
Noordvest 6
Wijde Blik 4, 1017 GA
Oosterwetering 16
""",
    "marks between": r"""
Kerkstraat (12)
Kerkstraat [12]
Kerkstraat: 12
Kerkstraat; 12
Kerkstraat - 12
Kerkstraat – 12
Kerkstraat/12
Kerkstraat | 12
Kerkstraat #12
Kerkstraat = 12
Kerkstraat... 12
Kerkstraat, 12
Kerkstraat\n12
Kerkstraat\t12
Kerkstraat   12
Kerkstraat_12
kerkstraat-12
kerkstraat_12_amsterdam
opvang-kerkstraat-12
Kerkstraat "12"
Kerkstraat '12'
Kerkstraat*12
Kerkstraat (nr. 12)
Kerkstraat (nummer 12)
Kerkstraat, op nummer 12
Kerkstraat bij nummer 12
Kerkstraat (huisnr. 12)
Kerkstraat \u2116 12
Kerkstraat nr12
Kerkstraat >> 12
Kerkstraat, huisnummer: 12
""",
    "the number elsewhere": r"""
Kerkstraat12
Kerkstraat12a
12 Kerkstraat
12a Kerkstraat
12, Kerkstraat
nummer 12 in de Kerkstraat
nummer 12, Kerkstraat
nr. 12 aan de Kerkstraat
huisnummer 12 aan de Kerkstraat
op nummer 12 van de Kerkstraat
op 12 in de Kerkstraat
no. 12 Kerkstraat
12 in de Kerkstraat
12 aan de Molenweg
Kerkstraat in Amsterdam, nummer 12
Kerkstraat te Ede, huisnummer 12
Kerkstraat (vlak bij het station), nummer 12
In de Kerkstraat vindt u ons op nummer 12
In de Kerkstraat zitten wij op nr. 12
het huis met nummer 12 in de Kerkstraat
straat: Kerkstraat, nummer: 12
straat=Kerkstraat&nummer=12
Straat: Kerkstraat; huisnr: 12
Kerkstraat twaalf
Kerkstraat nummer twaalf
Kerkstraat nummer negen
Molenweg achttien
Molenweg vierentwintig
op de hoek van de Kerkstraat en de Molenweg
hoek Kerkstraat/Molenweg
hoek Kerkstraat en Molenweg
kruising Kerkstraat - Molenweg
""",
    "small letters and apart": r"""
kerkstraat 12
KERKSTRAAT 12
kErKsTrAaT 12
Kerk straat 12
Kerk-straat 12
Molen weg 8
kerkstr 12
Kerkstr. 12
kerkstr.12
K e r k s t r a a t 1 2
K.e.r.k.s.t.r.a.a.t 12
grote markt 1, amsterdam
op de grote markt 1.
aan het vrijthof 12
laan van meerdervoort 100
oude gracht 44
'T ZAND 3
't Zand 3
""",
    "hidden in signs": r"""
Kerk\u200bstraat 12
Kerk\u00adstraat 12
Kerkstraat\u00a012
Kerkstraat\u200912
Kerkstraat\u202f12
\u202aKerkstraat 12\u202c
Kerk\u2060straat\u2060 12
Kerkstraat\ufeff12
\uff2b\uff45\uff52\uff4b\uff53\uff54\uff52\uff41\uff41\uff54 \uff11\uff12
Kerkstraat \uff11\uff12
Kerkstraat \u00b9\u00b2
Kerkstraat \u2460\u2461
\U0001d40aerkstraa\U0001d42d \U0001d7cf\U0001d7d0
Kerkstr\u0430\u0430t 12
\u041aerkstraat 12
Kérkstráát 12
Kerkstraa\u0301t 12
Kerkstraat \u0661\u0662
Kerkstraat&nbsp;12
Kerkstraat&#32;12
Kerkstraat&#x20;12
&#75;erkstraat 12
Kerkstra&#97;t 12
Kerkstraat&ensp;12
Kerk&shy;straat 12
Kerkstraat&amp;nbsp;12
<b>Kerkstraat</b> 12
Kerkstraat<br>12
""",
    "in links": r"""
https://example.org/?q=Kerkstraat+12
https://example.org/?q=Kerkstraat%2012
https://example.org/?q=Kerkstraat%2B12
https://example.org/?q=%4Berkstraat%2012
https://example.org/?q=Kerkstraat%252012
https://example.org/Kerkstraat/12
https://example.org/kerkstraat-12
https://example.org/kerkstraat-12-amsterdam.html
https://example.org/amsterdam/kerkstraat/12/
https://kerkstraat12.nl
info@kerkstraat12.nl
kerkstraat12@example.org
https://example.org/route?straat=Kerkstraat&nr=12
https://example.org/route?huisnummer=12&straat=Kerkstraat
https://example.org/pand/1017GA-12
https://example.org/pand/1017ga
https://example.org/?postcode=1017GA
https://example.org/?postcode=1017%20GA
https://example.org/?q=1017+GA
https://www.google.nl/maps/place/x
https://www.google.com/maps?q=x
https://maps.google.com/?cid=123456
https://goo.gl/maps/AbCdEf
https://maps.app.goo.gl/AbCdEf
https://www.openstreetmap.org/#map=19/52.37/4.89
https://osm.org/go/0E6V
https://maps.apple.com/?ll=52.37,4.89
https://www.bing.com/maps?cp=52.37~4.89
https://waze.com/ul/hu173z
https://w3w.co/index.home.raft
https://what3words.com/index.home.raft
geo:52.37,4.89
""",
    "postcodes": r"""
1017 GA
1017GA
1017ga
1017 ga
1017-GA
1017.GA
1017_GA
1017  GA
1017\u00a0GA
1017 G A
1017 Ga
1017 gA
1 0 1 7 G A
NL-1017 GA
NL1017GA
1017GA12
1017 GA 12
1017GA Amsterdam
(1017GA)
1017/GA
\uff11\uff10\uff11\uff17 \uff27\uff21
1017&nbsp;GA
1017%20GA
1017\nGA
postcode 1017ga
pc: 1017 ga
postcode:1017GA
6711 ab ede
Amsterdam 1017 GA
""",
    "points on the map": r"""
52.3702, 4.8952
52.3702,4.8952
52.3702 4.8952
52,3702 4,8952
52,3702; 4,8952
52.3702N 4.8952E
52.3702° N, 4.8952° O
N52.3702 E4.8952
N 52° 22.212 E 4° 53.712
52°22'13"N 4°53'43"E
52° 22\u2032 13\u2033 N, 4° 53\u2032 43\u2033 O
lat 52.3702 lon 4.8952
lat: 52.3702, lng: 4.8952
latitude=52.3702&longitude=4.8952
breedtegraad 52.3702, lengtegraad 4.8952
4.8952, 52.3702
[4.8952, 52.3702]
(52.370216, 4.895168)
POINT(4.8952 52.3702)
RD 121687 487484
RD: 121.687, 487.484
x=121687 y=487484
9F469VCW+3X
9VCW+3X
9VCW+3X Amsterdam
9f469vcw+3x
///index.home.raft
""",
    "in English": r"""
12 Church Street
12 Church Street, Amsterdam
12a Church Street
Church Street 12
number 12 on Kerkstraat
number 12, Church Street
at 12 Kerkstraat
we are at 12 Kerkstraat in Ede
house number 12 in Kerkstraat
house 12, Kerkstraat
Kerkstraat number 12
Kerkstraat no 12
Kerkstraat No. 12
Kerkstraat, number twelve
12 Old Mill Road
No. 8 Station Road
5 Windmill Lane
40 Queen's Avenue
3 Market Square
at the corner of Kerkstraat and Molenweg
corner of Kerkstraat & Molenweg
12 High St
""",
}

HARMLESS: Final = """
1131 BW
artikel 1131 BW
2013 AB
uitspraak van 2013 AB 45
ISO 9001 NL
ISO 27001 en NEN 7510
Park 24
Lancering 112NL-app
De Vernieuwing 2 en de Verandering 24
artikel 273f van het Wetboek van Strafrecht
artikel 6:162 BW en artikel 7 EVRM
art. 1.2.1 Wmo 2015
artikel 3 Opiumwet, lid 2
Richtlijn 2011/36/EU, artikel 11
Stb. 2013, 84 en Stcrt. 2022, 12345
ECLI:NL:HR:2013:BY1234
B8/3 Vreemdelingencirculaire 2000
Wet van 15 november 2013
de Wegenverkeerswet 1994, artikel 5
sinds 2015 en tot 2024 EU
bel 112
0800-2000 of 0900 8844
+31 33 448 11 86
033 - 448 11 86, ma-vr 9-17 uur
06 12 34 56 78
Bel of app 06-12345678, 24 uur per dag
Mo-Fr 09:00-17:00; PH off
ma t/m vr van 9.00 tot 17.30 uur
24/7 bereikbaar
Open 9am to 5pm, 7 days a week
Op straat 24 uur per dag
Wij helpen in de Kerkstraat. 12 mensen werken er.
In de Kerkstraat
Op de markt 12 kramen met informatie
Ingang 3, kamer 12
Rotterdam 24 plekken
Amsterdam 12 en Utrecht 8
Maassluis 4 bedden
Opvang in Amsterdam-Noord 2024
18 tot 23 jaar
minderjarigen van 12 tot 18
drie maanden bedenktijd, daarna 30 dagen
€ 1.500 of 1500 euro
1200 euro in de maand
1500 pm
10 km verderop, 1000km
fase 2, stap 3, dag 1
CoMensha telde 1017 meldingen in 2023
1017 mensen, 2500 en meer
in 2300 zaken om hulp gevraagd
KvK 41151234, RSIN 812345678
NL91 ABNA 0417 1643 00
BTW NL812345678B01
versie 2.1, pagina 12 van 40
Leger des Heils 24 uur
Akkoord 12 landen
Antwoord 3 op vraag 5
Noord 3 plaatsen, Zuid 4
Fier, Kadera en Moviera: 3 organisaties
zaak 13/1234 NL
https://example.org/artikel-12
https://example.org/pagina/2?jaar=2024
https://www.rijksoverheid.nl/onderwerpen/mensenhandel/2024/01/12
info@example.org
opvang-12
fase-2-hulp
helpdesk-phone
4.5 van de 5, 52.5 procent
binnen 4 weken 1 gesprek
""".strip().split("\n")


def hostile() -> list[str]:
    """Return what gives a place away, with its escapes read."""
    lines = [line for block in HOSTILE.values() for line in block.strip("\n").split("\n")]
    return [re.sub(r"\\(?:[nt]|u[0-9a-f]{4}|U[0-9a-f]{8})", _character, line) for line in lines]


def _character(escape: re.Match[str]) -> str:
    return escape[0].encode().decode("unicode_escape")
