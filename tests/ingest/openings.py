"""Openings as missions, ministries, United Nations offices and re-publishers set them.

All persons and all sentences are invented; the layouts are of kinds that are common. Each case is
the text above the speech and what it says; the speech follows in the tests.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Opening(NamedTuple):
    """A title block and the values that must be read from it, by field of the byline."""

    name: str
    text: str
    says: dict[str, Any]


OPENINGS = [
    Opening(
        "peer",
        "Statement by Lord Harrow of Kelvedon, Minister of State, at the Security Council\n\n3"
        " May 2021",
        {"speaker": "Harrow of Kelvedon", "honorific": "Lord", "delegation": None},
    ),
    Opening(
        "orders behind the name",
        "Statement by Ambassador Judith Penrose CBE at the General Assembly\n\n3 May 2021",
        {"speaker": "Judith Penrose"},
    ),
    Opening(
        "office, then title of courtesy without a comma",
        "Statement by Deputy Prime Minister & Minister for Foreign Affairs H.E. Sheikh Tariq"
        " bin Fahd"
        " Al Noor at the General Assembly\n\n3 May 2021",
        {"speaker": "Tariq bin Fahd Al Noor"},
    ),
    Opening(
        "office of the site's own, possessive",
        "Foreign Secretary Edwin Harcastle's speech to the UN Security Council\n\n3 May 2021",
        {"speaker": "Edwin Harcastle", "role": "Foreign Secretary"},
    ),
    Opening(
        "name and office on the line above the title",
        "Pia Bergmann, UN High Commissioner for Refugees\n\nStatement to the United Nations"
        " Security"
        " Council\n\nNew York, 3 May 2021",
        {"speaker": "Pia Bergmann", "event": "United Nations Security Council"},
    ),
    Opening(
        "speech, colon, name",
        "Speech: Olivier Brandt, President of the International Committee of the Red Cross\n\n3"
        " May 2021",
        {"speaker": "Olivier Brandt"},
    ),
    Opening(
        "Russian, name in initials",
        "Выступление Постоянного представителя Российской Федерации при ООН П.Р.Осинина на"
        " заседании"
        " Совета Безопасности ООН по Ближнему Востоку\n\n25 мая 2022 года",
        {"speaker": "П.Р.Осинина", "delegation": "Российской Федерации", "date": "2022-05-25"},
    ),
    Opening(
        "Chinese, office name and title run together",
        "常驻联合国代表李明远大使在安理会中东问题公开会上的发言\n\n2020年7月10日",
        {"speaker": "李明远", "date": "2020-07-10"},
    ),
    Opening(
        "Arabic, excellency and ambassador",
        "كلمة سعادة السفير كريم عبد الله الناصري\nالمندوب الدائم لجمهورية العراق لدى الأمم"
        " المتحدة\n"
        "أمام مجلس الأمن\n\nنيويورك، 12 مارس 2021",
        {"speaker": "كريم عبد الله الناصري", "date": "2021-03-12"},
    ),
    Opening(
        "Portuguese, office before the name",
        "Discurso do Representante Permanente do Brasil, Embaixador Tiago Moura Sarmento, no debate"
        " aberto do Conselho de Segurança sobre mulheres, paz e segurança. Nova York, 21 de"
        " outubro de 2021",
        {"speaker": "Tiago Moura Sarmento", "date": "2021-10-21"},
    ),
    Opening(
        "German",
        "Rede von Botschafterin Hanne Voss-Brinkmann im Sicherheitsrat der Vereinten Nationen\n\n"
        "New York, 3. März 2020",
        {"speaker": "Hanne Voss-Brinkmann", "date": "2020-03-03"},
    ),
    Opening(
        "French, S.E.M.",
        "Déclaration de S.E.M. Ousmane Diarra Konté, Représentant permanent du Sénégal auprès des"
        " Nations Unies, lors du débat public du Conseil de sécurité\n\nNew York, le 4 mai 2018",
        {
            "speaker": "Ousmane Diarra Konté",
            "delegation": "Sénégal",
            "event": "débat public du Conseil de sécurité",
            "date": "2018-05-04",
        },
    ),
    Opening(
        "President of a republic, all in capitals",
        "ADDRESS BY\n\nHIS EXCELLENCY MR. MATEO FALCÓN RUIZ,\nPRESIDENT OF THE REPUBLIC OF PERU\n\n"
        "AT THE GENERAL DEBATE OF THE 73RD SESSION OF THE UNITED NATIONS GENERAL ASSEMBLY\n\n"
        "NEW YORK, 25 SEPTEMBER 2018",
        {"speaker": "Mateo Falcón Ruiz", "delegation": "Republic of Peru", "date": "2018-09-25"},
    ),
    Opening(
        "remarks of the White House",
        "Remarks by President Amara Before the 76th Session of the United Nations General"
        " Assembly\n\n"
        "September 21, 2021\n•\nSpeeches and Remarks\n\nUnited Nations Headquarters\nNew York,"
        " New York\n\n"
        "10:01 A.M. EDT",
        {
            "speaker": "Amara",
            "date": "2021-09-21",
            "event": "76th Session of the United Nations General Assembly",
        },
    ),
    Opening(
        "name and office on a line without a title of courtesy",
        "Secretary Dana R. Whitlock at the UN Security Council Ministerial Meeting on"
        " Food\n\nRemarks\n\n"
        "Dana R. Whitlock, Secretary of State\nUnited Nations\nNew York City\nSeptember 22, 2022",
        {"speaker": "Dana R. Whitlock", "date": "2022-09-22"},
    ),
    Opening(
        "chief of an office of the United Nations, briefing",
        "Under-Secretary-General for Humanitarian Affairs and Emergency Relief Coordinator,"
        " Ingrid Solheim\n\n"
        "Briefing to the Security Council on the humanitarian situation in Yemen\n\n"
        "New York, 5 April 2022\n\nAs delivered",
        {"speaker": "Ingrid Solheim", "date": "2022-04-05"},
    ),
    Opening(
        "possessive title",
        "Secretary-General's remarks to the Security Council on Libya\n\n28 February"
        " 2022\n\n[as delivered]",
        {"speaker": None, "role": "Secretary-General", "date": "2022-02-28"},
    ),
    Opening(
        "letters behind the name",
        "STATEMENT BY AMB. JOSEPH MUTISO KARANI, PHD, EBS, PERMANENT REPRESENTATIVE OF KENYA TO THE"
        " UNITED NATIONS DURING THE SECURITY COUNCIL BRIEFING ON SOMALIA, 17 MAY 2021",
        {
            "speaker": "Joseph Mutiso Karani",
            "delegation": "Kenya",
            "event": "Security Council Briefing on Somalia",
            "date": "2021-05-17",
        },
    ),
    Opening(
        "name in capitals without a title of courtesy",
        "STATEMENT BY\n\nPAULA OKONJO-REYES\nDEPUTY PERMANENT REPRESENTATIVE\n\n"
        "AT THE SECOND COMMITTEE\n\n12 October 2017",
        {"speaker": "Paula Okonjo-Reyes", "event": "Second Committee", "date": "2017-10-12"},
    ),
    Opening(
        "state, then who delivered it",
        "Statement of Jamaica delivered by Ms. Tanya Beckford-Lyle at the Special Committee on"
        " Decolonization\n"
        "14 June 2019",
        {"speaker": "Tanya Beckford-Lyle", "delegation": "Jamaica", "date": "2019-06-14"},
    ),
    Opening(
        "right of reply",
        "First Right of Reply by Ms. Nandini Rao in response to remarks by Pakistan in the"
        " General Debate of the"
        " 76th UNGA\n\n[24 September 2021]",
        {"speaker": "Nandini Rao", "date": "2021-09-24"},
    ),
    Opening(
        "delegation for a movement",
        "Statement by the delegation of the Islamic Republic of Iran on behalf of the"
        " Non-Aligned Movement"
        " at the Special Committee on Peacekeeping Operations\nNew York, 2 February 2015",
        {
            "speaker": None,
            "delegation": "Islamic Republic of Iran",
            "on_behalf_of": ("Non-Aligned Movement",),
            "date": "2015-02-02",
        },
    ),
    Opening(
        "director general, possessive, name below",
        "Director General's Introductory Statement to the Board of Governors\n\nLuca Ferraresi\n"
        "IAEA Director General\n\nVienna, 7 June 2021",
        {"speaker": "Luca Ferraresi", "date": "2021-06-07", "event": "Board of Governors"},
    ),
    Opening(
        "OSCE, as delivered by",
        "Violations of the ceasefire: UK statement to the OSCE\n\nAs delivered by Ambassador"
        " Rupert Ellingham\n"
        "Permanent Council, Vienna, 17 March 2022",
        {"speaker": "Rupert Ellingham", "date": "2022-03-17"},
    ),
    Opening(
        "office, comma, honorific",
        "Statement by External Affairs Minister, Dr. K. Raghunathan at the UNSC Open Debate on"
        " Water\n"
        "August 19, 2021",
        {
            "speaker": "K. Raghunathan",
            "event": "UNSC Open Debate on Water",
            "date": "2021-08-19",
        },
    ),
    Opening(
        "organization before the office and the name",
        "Speech given by Mr Olivier Brandt, President of the International Committee of the Red"
        " Cross, at the"
        " Conference on Humanitarian Aid, Geneva, 4 May 2017",
        {"speaker": "Olivier Brandt", "date": "2017-05-04"},
    ),
    Opening(
        "two offices before the name",
        "Remarks by UN Under-Secretary-General and UN Women Executive Director Malia Tuiasosopo"
        " at the opening of"
        " the Commission on the Status of Women\n\nDate: Monday, 9 March 2020\n\n[As delivered.]",
        {"speaker": "Malia Tuiasosopo", "date": "2020-03-09"},
    ),
    Opening(
        "head of state by office",
        "Speech by President of the European Council Yves Lambrecht at the 77th UN General"
        " Assembly\n\n"
        "23 September 2022",
        {"speaker": "Yves Lambrecht", "date": "2022-09-23"},
    ),
    Opening(
        "taoiseach",
        "Address by An Taoiseach, Cormac Ó Briain, to the United Nations Security Council\n\n23"
        " September 2021",
        {
            "speaker": "Cormac Ó Briain",
            "date": "2021-09-23",
            "event": "United Nations Security Council",
        },
    ),
    Opening(
        "king",
        "Speech of His Majesty King Faris II at the Plenary Session of the 71st General"
        " Assembly\n\n"
        "20 September 2016",
        {"speaker": "Faris II", "date": "2016-09-20"},
    ),
    Opening(
        "labels of a form",
        "Speaker: Ms. Leila Haddadin, Third Secretary\nCountry: Jordan\nMeeting: Sixth"
        " Committee, 75th session\n"
        "Date: 20 October 2020\nLocation: New York",
        {
            "speaker": "Leila Haddadin",
            "event": "Sixth Committee, 75th session",
            "date": "2020-10-20",
            "place": "New York",
        },
    ),
    Opening(
        "re-publisher with format, source and dates",
        "Statement by the Emergency Relief Coordinator on the floods in"
        " Norlandia\n\nFormat\nNews and Press Release\n"
        "Source\nOCHA\nPosted\n6 Mar 2020\nOriginally published\n5 Mar 2020\n\n(New York, 5"
        " March 2020)",
        {"speaker": None, "date": "2020-03-05"},
    ),
    Opening(
        "summary sentence names the speaker",
        "Speech\n\nPrime Minister's speech at UNGA: 22 September 2021\n\n"
        "Prime Minister Edwin Harcastle gave a speech at the 76th Session of the United Nations"
        " General Assembly.",
        {"speaker": "Edwin Harcastle", "date": "2021-09-22"},
    ),
    Opening(
        "name, then title, then state",
        "Statement by Mr. Arvid Sandström\nMinister for Foreign Affairs\nSweden\n\n"
        "United Nations Security Council\nNew York\n\n6 July 2018",
        {"speaker": "Arvid Sandström", "delegation": "Sweden", "date": "2018-07-06"},
    ),
    Opening(
        "group of countries, name below",
        "Statement on behalf of the Nordic Countries in the Security Council Open Debate on"
        " Children\n\n"
        "by H.E. Ambassador Maj-Britt Åkerlund of Sweden\n\n12 February 2020",
        {
            "speaker": "Maj-Britt Åkerlund",
            "on_behalf_of": ("Nordic Countries",),
            "event": "Security Council Open Debate on Children",
            "date": "2020-02-12",
        },
    ),
    Opening(
        "dateline of a press statement",
        "Statement on the adoption of the treaty\n\nNEW YORK, 5 March 2020 – Statement by"
        " Ambassador Elif Karaca,"
        " Permanent Representative of Türkiye",
        {"speaker": "Elif Karaca", "delegation": "Türkiye", "date": "2020-03-05"},
    ),
    Opening(
        "Holy See nuncio in Spanish",
        "Intervención del Excmo. Sr. D. Rafael Ibáñez Mora, Ministro de Asuntos Exteriores de"
        " España, ante la"
        " Asamblea General de las Naciones Unidas\n\nNueva York, 24 de septiembre de 2019",
        {"speaker": "Rafael Ibáñez Mora", "delegation": "España", "date": "2019-09-24"},
    ),
    Opening(
        "chargé d'affaires",
        "Statement by Mr. Peni Vakaloloma, Chargé d'affaires a.i., Permanent Mission of Fiji,"
        " at the Fourth Committee\n"
        "9 October 2014",
        {"speaker": "Peni Vakaloloma", "delegation": "Fiji", "event": "Fourth Committee"},
    ),
    Opening(
        "event lines above, all in capitals, name without by",
        "SEVENTY-FIRST SESSION OF THE UNITED NATIONS GENERAL ASSEMBLY\nFIRST COMMITTEE\nGENERAL"
        " DEBATE\n\n"
        "MS. ROSA QUISPE MAMANI\nCOUNSELLOR\nPERMANENT MISSION OF BOLIVIA\n\nNEW YORK, 6"
        " OCTOBER 2016",
        {"speaker": "Rosa Quispe Mamani", "date": "2016-10-06", "delegation": "Bolivia"},
    ),
]
