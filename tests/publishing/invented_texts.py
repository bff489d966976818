"""The texts of the invented reports."""

from __future__ import annotations

from tests.publishing.drafting import flowed

COURIER = flowed("""Sick prisoner in Dorvat falls into a coma, family says

DORVAT, 17 January 2022 — Samir al-Qasrawi (سمير القصراوي), 49, who has been held in the Northern Remand
Prison since May 2002, fell into a coma on Sunday, his brother Hatem told this newspaper.

"Our lawyer was told by the prison doctor that Samir has lung cancer and that they stopped his treatment in
November," the brother said. "They deny it to everybody else."

The Directorate of Prisons denied that treatment had been stopped. "Every prisoner receives the care that he
needs," a spokesman said.

About 4,650 people were held in the prisons of Kerevan at the end of December, among them 31 women,
according to the Committee for the Held. The committee puts the number of prisoners with chronic illnesses
at 550 or more.

Photo: Samir al-Qasrawi with his mother in Port Salim, 2001.

READ MORE: What we know of the new prison law
""")

WIRE = flowed("""Journalist Ardanov to appear before Osht court in May

OSHT (Harbour Wire) 2 May 2023 — Lev Ardanov (Лев Арданов), a journalist of 51, will appear before the Osht
District Court on 16 May, his lawyer Nadia Belomir said on Tuesday. He is charged with "spreading false
reports".

Ardanov was arrested at his home in Osht on 3 March. He was beaten on the way to the police station, Belomir
said.

The Ministry of the Interior called Ardanov "a paid agent" and denied that he had been beaten.

"I am not afraid of a courtroom," Ardanov wrote in a letter from prison.
""")

SECOND_WIRE = flowed("""Reporter Ardanov due in court this month

2 May 2023 — Lev Ardanov, a journalist of 49, will appear before the Osht District Court on 16 May, his
lawyer Nadia Belomir said on Tuesday. He is charged with "spreading false reports".

Ardanov was arrested at his home in Osht on 3 March, agencies report.
""")

PETITION = flowed("""Free Lev Ardanov and Tamar Osheli

To the Minister of Justice of Kerevan and the President of the Osht District Court

Lev Ardanov, a reporter, has been in custody since March. His hearing is awaited.[1] Tamar Osheli, a student
of 17, was taken from her school on 11 April 2023 and is kept in solitary confinement in Garrison Prison No.
3.

We, the undersigned, call on you

1. to release Lev Ardanov and Tamar Osheli at once and without conditions;

2. to let Tamar Osheli see a lawyer and her parents by 1 June 2023;

3. to open an inquiry into the beating of Lev Ardanov.

The Committee for the Held counts at least 4,900 political prisoners in Kerevan.

[1] Added on 24 May 2023: the court sentenced Lev Ardanov to six years on 16 May, in the absence of his
lawyer.
""")

POST = flowed("""Committee for the Held: prisoner Sameer Qasrawi dead

20 December 2022. Sameer Qasrawi, the sick prisoner, was martyred this morning in the prison hospital after
twenty years behind bars. The Committee for the Held holds the Directorate of Prisons responsible. According
to the Directorate, he died of heart failure; the committee speaks of medical neglect.

The body has not been handed over to his family.

The committee says that some 4,600 people are in custody today and that around 600 of them have cancer.
""")

BULLETIN = flowed("""Weekly bulletin of the Committee for the Held

Number 14 of 2024

Nadia Belomir, the lawyer, has been on hunger strike since 8 February 2024. She was arrested in January, a
former cellmate who did not wish to be named told the committee. Her family fears that she is being
force-fed.

Yusuf Karan (Юсуф Каран) was released between 1 and 10 February after 14 months. He had never been charged.

We count 4,710 to 4,730 held as of 1 February 2024, 38 women and 12 children among them. The Ministry gives
3,900.
""")
