"""Two invented acts on mountain huts, the second a revision of the first, and which clause became
which: a small correlation gold that needs no other files.

It holds what makes alignment hard: shifted numbers, an article that moved, splits, merges,
sentences that differ in one word, definitions of different terms in nearly the same words, clauses
without counterpart that use the words of others.
"""

from __future__ import annotations

import re

from clausecmp.align.units import Unit

LEFT = """
1 Purpose
1(1) This Act governs the mountain huts that are open to the public and the duties of those who keep them.
1(2) It does not apply to huts that a farm uses for its own herds.
2 Definitions
2(a) "hut" means a building above the tree line that offers shelter and beds to walkers against payment.
2(b) "bivouac" means a building above the tree line that offers shelter to walkers without payment and without a keeper.
2(c) "keeper" means the person who runs a hut in his or her own name and answers for its guests.
2(d) "season" means the months in which a hut is open and served by its keeper.
2(e) "guest" means a person who spends the night in a hut.
3 Licence
3(1) Nobody may run a hut without a licence from the canton in whose territory it stands.
3(2) The canton shall grant the licence for ten years to a person who has passed the examination for keepers and can show that the building is sound.
3(3) The licence lapses when the hut has not been open for two seasons in a row.
3(4) The canton may withdraw the licence from a keeper who has seriously or repeatedly broken this Act, and shall hear the keeper before it does so.
4 Examination
4(1) The examination for keepers covers first aid, the reading of weather, the storage of food and the law of this Act.
4(2) The Alpine Board shall hold the examination once a year and publish the results.
5 Beds
5(1) A hut shall have one bed for each guest that it admits, and a reserve of one bed in ten for walkers in distress.
5(2) No walker who arrives after dark shall be turned away, even if all beds are taken.
5(3) Beds shall be aired every day and the blankets washed at the end of the season.
6 Water
6(1) The keeper shall have the drinking water examined before the season opens and again in August.
6(2) The keeper shall post the result of the examination at the entrance.
6(3) Waste water shall not be led into a stream or a lake.
7 Fire
7(1) The keeper shall place a fire extinguisher on every floor and have it tested every two years.
7(2) Open fire is forbidden in the sleeping rooms.
7(3) Every sleeping room shall have two exits, one of which may be a window with a ladder.
8 Prices
8(1) The keeper shall set the price of a bed and of meals for the whole season and post it at the entrance.
8(2) Members of an alpine club that owns the hut shall pay half of the price of a bed.
8(3) Hot water shall be given to walkers free of charge.
9 Book of the hut
9(1) Every guest shall enter name, place of departure and place of destination in the book of the hut.
9(2) The keeper shall keep the book for five years and show it to the mountain rescue on request.
9(3) The data in the book shall be used for no other purpose than the search for missing persons.
10 Weather reports
10(1) The keeper shall post the avalanche report every morning from December to May.
10(2) The keeper shall send the depth of snow and the temperature to the weather service every evening.
11 Rescue
11(1) The keeper shall alarm the mountain rescue as soon as a guest is overdue by more than three hours, and shall lend it stretchers, ropes and beds.
11(2) Guests shall help in a search if the leader of the rescue asks them to and they are fit to do so.
11(3) The canton shall bear the costs of a search unless the missing person has acted with gross negligence.
12 Inspection
12(1) The inspectors of the canton may enter a hut at any hour of the day without notice.
12(2) The inspectors of the canton may take samples of food and water.
12(3) The inspectors of the canton may require the keeper to show the accounts.
12(4) The inspectors shall write a report on each visit and send a copy to the keeper.
13 Alpine Board
13(1) The Alpine Board consists of seven members whom the Council appoints for four years.
13(2) It advises the cantons, holds the examination for keepers and keeps the list of huts.
13(3) It meets at least twice a year and decides by a majority of its members.
14 Penalties
14(1) Whoever runs a hut without a licence shall be fined up to twenty thousand crowns.
14(2) Whoever turns away a walker contrary to article 5, paragraph 2, shall be fined up to ten thousand crowns.
14(3) Whoever leads waste water into a stream or a lake shall be fined up to fifteen thousand crowns.
15 Final provisions
15(1) The Ordinance on Shelters of 1931 is repealed.
15(2) Licences under the Ordinance on Shelters remain valid for three years.
15(3) This Act enters into force on the first day of May that follows its adoption.
"""

RIGHT = """
1 Aim and scope
1(1) This Act governs mountain huts open to the public, and what those who keep them owe to guests and to nature.
1(2) Huts that a farm uses for its own herds are outside its scope.
1(3) Where a hut stands on the border of two cantons, these shall agree which of them is competent.
2 Definitions
2(a) "bivouac" means a building above the tree line that offers shelter and beds to walkers, without payment and without a keeper.
2(b) "hut" means a building that offers shelter to walkers above the tree line and is served by a keeper.
2(c) "guest" means a person who spends the night in a hut or takes a meal in it.
2(d) "keeper" means the person or company that runs a hut in its own name.
2(e) "season" means the period in which a keeper serves the hut; a hut may have one in summer and one in winter.
2(f) "warden" means the person whom a canton appoints to look after the bivouacs of a valley.
3 Alpine Board
3(1) The Alpine Board consists of nine members, whom the Council appoints for four years and at least two of whom are keepers.
3(2) It advises the cantons and keeps the list of huts and bivouacs.
3(3) It shall hold the examination for keepers twice a year.
3(4) It decides by a majority of its members and may decide by letter.
4 Licence
4(1) Nobody may run a hut without a licence from the canton in whose territory it stands.
4(2) The canton shall grant the licence to whoever has passed the examination for keepers.
4(3) An expert shall have certified that the building is sound.
4(4) The licence is valid for ten years. It lapses earlier when the hut has stayed closed for two seasons in a row.
4(5) The canton may withdraw the licence from a keeper who has broken this Act seriously or repeatedly.
4(6) Before it withdraws a licence the canton shall hear the keeper.
5 Examination
5(1) Candidates are examined in first aid, the reading of weather and snow, hygiene and storage of food, and in the law.
6 Shelter
6(1) A hut shall have one bed for each guest that it admits, and shall hold back one bed in eight for walkers in distress.
6(2) A walker who arrives after dark or in a storm shall not be turned away, whether or not beds are free.
6(3) Wardens shall visit each bivouac once a month and replace what is missing from its stores.
7 Hygiene
7(1) Beds shall be aired every day. Blankets shall be washed at the end of each season.
7(2) The keeper shall have the drinking water examined before each season and shall post the result at the entrance.
7(3) Waste water shall be purified before it is led into a stream, and shall never be led into a lake.
7(4) Waste shall be carried down to the valley.
8 Fire
8(1) The keeper shall place a fire extinguisher on every floor and have it tested every year.
8(2) Open fire and candles are forbidden in the sleeping rooms.
8(3) Every sleeping room shall have two exits and a smoke alarm.
9 Prices
9(1) The keeper sets the price of a bed and the price of meals for each season. Both shall be posted at the entrance and published by electronic means.
9(2) Hot water shall be given to walkers free of charge.
10 Reports
10(1) From December to May the keeper shall post the avalanche report every morning.
10(2) The keeper shall report snow depth, temperature and wind to the weather service, by electronic means and every evening.
11 Register of guests
11(1) Every guest shall enter name, departure and destination in the register, on paper or by electronic means.
11(2) The register shall be kept for one year and shown to the mountain rescue on request.
11(3) The data in the register serve the search for missing persons and no other purpose; they shall be erased after one year.
12 Rescue
12(1) The keeper shall alarm the mountain rescue as soon as a guest is overdue by more than three hours.
12(2) The keeper shall lend the mountain rescue stretchers, ropes and beds.
12(3) The canton shall bear the costs of a search; it may claim them from a person who has acted with gross negligence.
13 Powers of inspectors
13(1) The inspectors of the canton may enter a hut at any hour of the day or night without notice.
13(2) The inspectors of the canton may take samples of food, water and soil.
13(3) The inspectors of the canton may require the keeper to show the register.
13(4) The inspectors of the canton may require the keeper to show the accounts and the contracts of employment.
13(5) The inspectors shall publish a report on each visit.
14 Penalties
14(1) Whoever runs a hut without a licence, or turns away a walker contrary to article 6, paragraph 2, shall be fined up to thirty thousand crowns.
14(2) Whoever leads waste water into a lake, or leaves waste behind, shall be fined up to fifteen thousand crowns.
14(3) Whoever erases or forges an entry in the register shall be fined up to five thousand crowns.
15 Final provisions
15(1) The Act on Mountain Huts of 1974 is repealed.
15(2) Licences under the Act of 1974 remain valid until they expire.
15(3) This Act enters into force on the first day of the year that follows its adoption.
"""

CORRELATION = """
1(1)=1(1) 1(2)=1(2)
2(a)=2(b) 2(b)=2(a) 2(c)=2(d) 2(d)=2(e) 2(e)=2(c)
3(1)=4(1) 3(2)=4(2) 3(2)=4(3) 3(2)=4(4) 3(3)=4(4) 3(4)=4(5) 3(4)=4(6)
4(1)=5(1) 4(2)=3(3)
5(1)=6(1) 5(2)=6(2) 5(3)=7(1)
6(1)=7(2) 6(2)=7(2) 6(3)=7(3)
7(1)=8(1) 7(2)=8(2) 7(3)=8(3)
8(1)=9(1) 8(3)=9(2)
9(1)=11(1) 9(2)=11(2) 9(3)=11(3)
10(1)=10(1) 10(2)=10(2)
11(1)=12(1) 11(1)=12(2) 11(3)=12(3)
12(1)=13(1) 12(2)=13(2) 12(3)=13(4) 12(4)=13(5)
13(1)=3(1) 13(2)=3(2) 13(2)=3(3) 13(3)=3(4)
14(1)=14(1) 14(2)=14(1) 14(3)=14(2)
15(1)=15(1) 15(2)=15(2) 15(3)=15(3)
"""
"""Left ref = right ref. Without counterpart: left 8(2), 11(2); right 1(3), 2(f), 6(3), 7(4), 13(3),
14(3)."""


def read_act(text: str) -> list[Unit]:
    """The clauses of an act written as above; a line without brackets heads an article."""
    units = []
    heading = ""
    for line in text.strip().splitlines():
        ref, _, words = line.partition(" ")
        article, _, below = ref.partition("(")
        if below:
            kind = "paragraph" if re.match(r"\d", below) else "item"
            units.append(Unit(ref, article, kind, heading, words))
        else:
            heading = words
    return units


def read_correlation() -> set[tuple[str, str]]:
    """The true joins."""
    found = set()
    for join in CORRELATION.split():
        left, _, right = join.partition("=")
        found.add((left, right))
    return found
